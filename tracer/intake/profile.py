"""What the cells of a column are like, whatever its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracer.sources.cells import Cell, parse_date, parse_weight, plain_words
from tracer.sources.tables import Table

SAMPLED = 600
"""Rows looked at, evenly spread over the table."""
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


def profiles(table: Table) -> tuple[Profile, ...]:
    """Look at every column of a table."""
    step = max(1, len(table.rows) // SAMPLED)
    rows = [row for row in table.rows[::step] if any(row)]
    return tuple(
        _profile(name, place, [row[place] for row in rows if place < len(row)], len(rows))
        for place, name in enumerate(table.columns)
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
