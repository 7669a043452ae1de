"""What the cells of a column are like, whatever its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracer.sources.cells import Cell, parse_date, parse_weight, plain_words
from tracer.sources.table import UNREADABLE, Row

SAMPLED = 600
"""Rows looked at, at least, where a table has them; fewer than twice as many."""
_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares run from 0 to 1 and count the filled cells looked at."""

    name: str
    place: int
    filled: int = 0
    fill: float = 0.0
    """Share of the rows that are filled."""
    distinct: float = 0.0
    values: int = 0
    """Different ones."""
    words: float = 0.0
    """On average."""
    numbers: float = 0.0
    dates: float = 0.0
    """Not counting bare numbers."""
    letters: float = 0.0
    """Cells that hold at least three letters in a row."""
    addresses: float = 0.0
    """Nothing but a link or an e-mail address."""


def sampled(rows: Iterable[Row]) -> tuple[tuple[Row, ...], int]:
    """Go once through the rows of a table, which may be more than fit in memory.

    Returns
    -------
    tuple of Row
        Some that are evenly spread over it, the first among them.
    int
        How many there are.
    """
    kept: list[Row] = []
    step, total = 1, 0
    for total, row in enumerate(rows, start=1):
        if (total - 1) % step:
            continue
        kept.append(row)
        if len(kept) == 2 * SAMPLED:
            del kept[1::2]
            step *= 2
    return tuple(kept), total


def profiles(columns: Sequence[str], rows: Iterable[Row]) -> tuple[Profile, ...]:
    """Look at what `rows` hold in each of the columns of their table."""
    filled = [row.cells for row in rows if any(row.cells) and UNREADABLE not in row.flaws]
    return tuple(
        _profile(name, place, [cells[place] for cells in filled if place < len(cells)], len(filled))
        for place, name in enumerate(columns)
    )


def _profile(name: str, place: int, cells: Sequence[Cell], rows: int) -> Profile:
    filled = [cell for cell in cells if cell != "" and str(cell).strip()]
    if not filled:
        return Profile(name, place)
    texts = [plain_words(cell) for cell in filled]
    size = len(filled)
    different = len({text.casefold() for text in texts})
    return Profile(
        name,
        place,
        filled=size,
        fill=size / max(1, rows),
        distinct=different / size,
        values=different,
        words=sum(len(text.split()) for text in texts) / size,
        numbers=sum(parse_weight(cell) is not None for cell in filled) / size,
        dates=sum(map(_is_day, filled)) / size,
        letters=sum(bool(re.search(r"[^\W\d_]{3}", text)) for text in texts) / size,
        addresses=sum(map(_is_address, texts)) / size,
    )


def _is_day(cell: Cell) -> bool:
    return parse_weight(cell) is None and parse_date(cell) is not None


def _is_address(text: str) -> bool:
    return bool(_LINK.fullmatch(text) or _MAIL.fullmatch(text))
