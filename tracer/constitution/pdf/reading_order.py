"""The order in which the rows of a page with columns are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracer.constitution.pdf.columns import EDGE, Piece, Row, crosses, pieces

STRAY = 0.3
"""Share of a page's lines that may cross the gutters of its neighbours and still be headings."""
ALONE = 1.6
"""Heights of a heading over columns within which nothing else stands above or below it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, or the part of one that stands in a column."""

    row: Row
    column: int
    """1-based from the left; 0 for a row as wide as the page."""
    flow: int
    """Stretch of the page that is read without a jump, counted from 0."""
    aside: str = ""
    """What it is where it is no part of the text."""


def fits(rows: Sequence[Row], edges: Sequence[float]) -> bool:
    """Whether the columns of a neighbouring page go on here, however few lines there are."""
    if not edges or not rows:
        return False
    crossing = sum(
        any(crosses(piece, edge) for piece in pieces(row) for edge in edges) for row in rows
    )
    return crossing <= STRAY * len(rows)


def arranged(rows: Sequence[Row], edges: Sequence[float]) -> list[Placed]:
    """Put rows in reading order: column after column, between rows as wide as the page.

    Rows that the PDF library joined across a gutter are split there.
    """
    if not edges:
        return [Placed(row, 0, 0) for row in rows]
    wide: list[Row] = []
    narrow: list[tuple[int, Row]] = []
    for row in rows:
        parts = pieces(row)
        across = any(crosses(part, edge) for part in parts for edge in edges)
        if across or _stands_alone(row, rows, edges):
            wide.append(row)
        else:
            narrow.extend(_split(row, parts, edges))
    wide.sort(key=lambda row: -row.base)
    flows: dict[tuple[int, int], list[Row]] = {}
    for above, row in enumerate(wide):
        flows.setdefault((above, len(edges) + 1), []).append(row)
    for column, row in narrow:
        above = sum(other.base > row.base for other in wide)
        flows.setdefault((above, column - 1), []).append(row)
    return _in_order(flows, len(edges) + 1)


def _stands_alone(row: Row, rows: Sequence[Row], edges: Sequence[float]) -> bool:
    """A heading over three columns stands in the middle one, with nothing beside it."""
    if len(edges) % 2:
        return False
    block = min(r.glyphs[0].left for r in rows) + max(r.glyphs[-1].right for r in rows)
    if abs(row.glyphs[0].left + row.glyphs[-1].right - block) > 4 * EDGE:
        return False
    height = row.glyphs[0].height
    beside = (r for r in rows if r is not row and abs(r.base - row.base) < ALONE * height)
    return next(beside, None) is None


def _in_order(flows: dict[tuple[int, int], list[Row]], wide: int) -> list[Placed]:
    placed: list[Placed] = []
    flow, before = 0, 0
    for place in sorted(flows):
        column = 0 if place[1] == wide else place[1] + 1
        if placed and (column or before):  # rows as wide as the page are one stretch
            flow += 1
        before = column
        placed.extend(Placed(row, column, flow) for row in _downwards(flows[place]))
    return placed


def _downwards(rows: list[Row]) -> list[Row]:
    """Rows as the file has them or, where it doesn't go down the page, from top to bottom."""
    goes_down = all(after.base <= row.base + EDGE for row, after in pairwise(rows))
    return rows if goes_down else sorted(rows, key=lambda row: -row.base)


def _split(row: Row, parts: list[Piece], edges: Sequence[float]) -> list[tuple[int, Row]]:
    """Cut a row where it passes from one column to the next."""
    columns = [1 + sum(part.left >= edge - EDGE for edge in edges) for part in parts]
    starts = [at for at in range(len(parts)) if at == 0 or columns[at] != columns[at - 1]]
    found = []
    for at, after in zip(starts, [*starts[1:], None], strict=True):
        end = parts[after].first if after is not None else len(row.glyphs)
        found.append((columns[at], row.cut(parts[at].first, end)))
    return found
