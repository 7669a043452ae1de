"""Numbers of lines in the margin, as drafts have them: 5, 10, 15."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tracer.constitution.pdf.columns import Piece, Row, pieces

FEWEST = 3
"""Numbers in a margin that show what they are."""
REGULAR = 0.8
"""Share of their steps that are alike: a page number may stand in the same margin."""
EVERY_LINE = 0.7
"""Of the rows of a page, where each has its number: fewer may be a list without stops."""
LONGEST = 4
"""Digits, at most."""
CLEAR = 2.0
"""In points, between the numbers and the text."""


class Strip(NamedTuple):
    """Where the numbers stand, in points from the left edge of the page."""

    left: float
    right: float


def numbered_margin(rows: Sequence[Row]) -> Strip | None:
    """Find the margin in which the lines of a page are numbered; None where they aren't."""
    if sum(_has_number(row) for row in rows) < FEWEST:
        return None
    whole = [piece for row in rows for piece in pieces(row)]
    numbers = [piece for piece in whole if _is_number(piece)]
    words = [piece for piece in whole if piece.end - piece.first > LONGEST + 2]
    if len(numbers) < FEWEST or not words:
        return None
    lefts, rights = sorted(p.left for p in words), sorted(p.right for p in words)
    left, right = lefts[len(lefts) // 10], rights[len(rights) * 9 // 10]
    for side in (
        [piece for piece in numbers if piece.right <= left - CLEAR],
        [piece for piece in numbers if piece.left >= right + CLEAR],
    ):
        if _counts_lines(side, len(rows)):
            return Strip(min(p.left for p in side) - 1, max(p.right for p in side) + 1)
    return None


def without_numbers(rows: Sequence[Row], strip: Strip | None) -> tuple[list[Row], list[Row]]:
    """Part rows from the numbers in the margin `strip`; give both."""
    if strip is None:
        return list(rows), []
    text: list[Row] = []
    numbers: list[Row] = []
    for row in rows:
        parts = pieces(row)
        first, last = _is_in(parts[0], strip), _is_in(parts[-1], strip)
        if first and len(parts) == 1:
            numbers.append(row)
        elif first:
            numbers.append(row.cut(0, parts[1].first))
            text.append(row.cut(parts[1].first, len(row.glyphs)))
        elif last:
            text.append(row.cut(0, parts[-1].first))
            numbers.append(row.cut(parts[-1].first, len(row.glyphs)))
        else:
            text.append(row)
    return text, numbers


def _has_number(row: Row) -> bool:
    return row.glyphs[0].char.isdigit() or row.glyphs[-1].char.isdigit()


def _is_number(piece: Piece) -> bool:
    return piece.end - piece.first <= LONGEST + 2 and piece.text.isdigit()


def _is_in(piece: Piece, strip: Strip) -> bool:
    return _is_number(piece) and strip.left <= piece.left and piece.right <= strip.right


def _counts_lines(side: list[Piece], rows: int) -> bool:
    values = [int(piece.text) for piece in sorted(side, key=lambda piece: -piece.row.base)]
    steps = Counter(after - value for value, after in pairwise(values))
    if len(values) < FEWEST:
        return False
    step, times = min(steps.items(), key=lambda item: (-item[1], item[0]))
    regular = times >= REGULAR * (len(values) - 1)
    return regular and (step > 1 or (step == 1 and len(values) >= EVERY_LINE * rows))
