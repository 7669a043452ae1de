"""Columns: white strips between stretches of prose that stand side by side."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tracer.constitution.pdf.spacing import Glyph

NARROWEST = 7.0
"""Points of white from which a strip may part two columns; spaces in justified prose are less."""
EDGE = 2.0
"""In points: left edges of a column's lines differ by less."""
FEWEST = 8
"""Lines on either side that make a strip a gutter by themselves."""
MOST = 6
"""Places that are tried, those where most pieces begin."""
FEWEST_IN_BAND = 3
"""Lines on either side without which a stretch of the page says nothing about columns."""
LIKE = 0.6
"""The narrower of two columns side by side has at least this share of the other's width."""
FILLED = 0.7
"""Share of its column's width from which a line counts as full; half the lines of prose are."""
RUNNING_ON = 0.2
"""Of a column's lines, at least this share begins in lower case: cells of a table don't."""
LETTERS = 12
"""Median of letters in a line of prose, at least."""


class Row(NamedTuple):
    """Glyphs of a page on one baseline, as the PDF library gives them."""

    start: int
    """Index of the first among the characters of the page."""
    glyphs: tuple[Glyph, ...]
    base: float
    """In points above the lower edge of the page."""
    cuts: tuple[int, ...] = ()
    """Glyphs that stand at least `NARROWEST` after the one before."""

    def cut(self, first: int, end: int) -> Row:
        """The part of the row from glyph `first` to before glyph `end`."""
        cuts = tuple(cut - first for cut in self.cuts if first < cut < end)
        return Row(self.start + first, self.glyphs[first:end], self.base, cuts)


class Piece(NamedTuple):
    """What stands in a row between two wide gaps."""

    row: Row
    first: int
    """Index, in its row, of its first glyph."""
    end: int
    """One past the last."""
    left: float
    right: float

    @property
    def text(self) -> str:
        """Its characters, without spaces."""
        glyphs = self.row.glyphs[self.first : self.end]
        return "".join(glyph.char for glyph in glyphs if not glyph.char.isspace())


def pieces(row: Row) -> list[Piece]:
    """Cut a row at its wide gaps."""
    found = []
    for first, end in pairwise([0, *row.cuts, len(row.glyphs)]):
        last = end - 1
        while row.glyphs[last].char.isspace():
            last -= 1
        found.append(Piece(row, first, end, row.glyphs[first].left, row.glyphs[last].right))
    return found


def gutters(rows: Sequence[Row], rules: Sequence[tuple[float, float, float]]) -> tuple[float, ...]:
    """Find the left edges of the second and further columns of a page.

    A gutter is a strip that stays white beside at least `FEWEST` lines of prose on either side:
    lines that fill columns of like width and run on in lower case. Lists with tabs and tables
    don't; a table whose cells do shows rules across the strip.

    Parameters
    ----------
    rows : sequence of Row
    rules : sequence of (left, right, height)
        Horizontal rules drawn on the page, in points from its left and lower edge.

    Returns
    -------
    tuple of float
        In points from the left edge, ascending; empty for a page without columns.
    """
    whole = [piece for row in rows for piece in pieces(row)]
    likely = _edges(whole)[:MOST]
    found: list[float] = []
    for edge in likely:
        apart = all(abs(edge - other) > 4 * NARROWEST for other in found)
        if apart and _is_gutter(edge, likely, whole, rules):
            found.append(edge)
    return tuple(sorted(found))


def _edges(whole: list[Piece]) -> list[float]:
    """Where many pieces begin, away from the margins: those with the most pieces first."""
    if not whole:
        return []
    left, right = min(p.left for p in whole), max(p.right for p in whole)
    begins = Counter(round(p.left) for p in whole if left + 0.15 * (right - left) < p.left < right)
    often = [(at, n + begins[at - 1] + begins[at + 1]) for at, n in begins.items()]
    return [float(at) for at, n in sorted(often, key=lambda o: (-o[1], o[0])) if n >= FEWEST // 2]


def _is_gutter(
    edge: float,
    others: Sequence[float],
    whole: list[Piece],
    rules: Sequence[tuple[float, float, float]],
) -> bool:
    """Whether prose stands on both sides, up to the margin or to another likely gutter."""
    left, right = [], []
    for band in _bands(edge, whole):
        before, after = _sides(edge, band)
        if min(len(before), len(after)) >= FEWEST_IN_BAND:
            left += before
            right += after
    if min(len(left), len(right)) < FEWEST or _is_ruled(edge, left + right, rules):
        return False
    lefts = [[p for p in left if p.left >= other - EDGE] for other in (0.0, *others)]
    rights = [[p for p in right if p.left < other - EDGE] for other in (*others, math.inf)]
    columns = [side for side in lefts if _is_prose(side) and edge - _far(side) <= _width(side) / 2]
    return any(
        min(_width(before), _width(after)) >= LIKE * max(_width(before), _width(after))
        for after in rights
        if _is_prose(after)
        for before in columns
    )


def _bands(edge: float, whole: list[Piece]) -> list[list[Piece]]:
    """Stretches of the page, from top to bottom, that no piece crosses at `edge`."""
    bands: list[list[Piece]] = [[]]
    for piece in sorted(whole, key=lambda p: -p.row.base):
        if crosses(piece, edge):
            bands.append([])
        else:
            bands[-1].append(piece)
    return bands


def crosses(piece: Piece, edge: float) -> bool:
    """Whether `piece` stands on both sides of the strip left of `edge`."""
    return piece.left < edge - EDGE and piece.right > edge - NARROWEST


def _sides(edge: float, band: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces next to the strip, row by row: at its left and at its right."""
    left: dict[int, Piece] = {}
    right: dict[int, Piece] = {}
    for piece in band:
        if piece.left < edge - EDGE:
            nearest = left.get(piece.row.start)
            left[piece.row.start] = (
                piece if nearest is None or nearest.left < piece.left else nearest
            )
        else:
            nearest = right.get(piece.row.start)
            right[piece.row.start] = (
                piece if nearest is None or nearest.left > piece.left else nearest
            )
    return list(left.values()), list(right.values())


def _is_ruled(edge: float, side: list[Piece], rules: Sequence[tuple[float, float, float]]) -> bool:
    """Whether rules cross the strip between its lines, as those between rows of a table do."""
    low, high = min(p.row.base for p in side), max(p.row.base for p in side)
    across = {round(at) for left, right, at in rules if left < edge - EDGE < edge < right}
    return sum(low < at < high for at in across) >= FEWEST_IN_BAND


def _far(side: list[Piece]) -> float:
    rights = sorted(piece.right for piece in side)
    return rights[int(0.9 * (len(rights) - 1))]


def _width(side: list[Piece]) -> float:
    lefts = sorted(piece.left for piece in side)
    return _far(side) - lefts[int(0.1 * (len(lefts) - 1))]


def _is_prose(side: list[Piece]) -> bool:
    if len(side) < FEWEST:
        return False
    width = _width(side)
    full = sum(piece.right - piece.left >= FILLED * width for piece in side)
    running_on = sum(piece.text[:1].islower() for piece in side)
    letters = median(sum(char.isalpha() for char in piece.text) for piece in side)
    return full >= len(side) / 2 and running_on >= RUNNING_ON * len(side) and letters >= LETTERS
