"""Small cells are not published: they could point at a person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from tracer.records import Cell

MIN_COUNT = 5
"""Fewer contributions than this are not shown, none at all is: the usual rule of statistical
offices for tables of frequencies."""


def suppressed(cells: Sequence[Cell], *, least: int = MIN_COUNT) -> tuple[Cell, ...]:
    """Blank the cells of fewer than `least` contributions, and what would give them away.

    Parameters
    ----------
    cells : sequence of Cell
        As `tracer.breakdown.break_down` gives them.
    least : int, default=5

    Returns
    -------
    tuple of Cell
        In the same order. Where what is blanked in a theme's row adds up to less than `least`, or
        is one cell alone that the row's total would reveal, the next smallest cell goes too; an
        empty one where no other is left.
    """
    rows = groupby(cells, key=lambda cell: (cell.attribute, cell.theme_id))
    return tuple(cell for _, row in rows for cell in _row(list(row), least))


def _row(cells: list[Cell], least: int) -> list[Cell]:
    hidden = {at for at, cell in enumerate(cells) if 0 < cell.count < least}
    if hidden:
        spare = sorted(
            (at for at in range(len(cells)) if at not in hidden and cells[at].count),
            key=lambda at: (cells[at].count, at),
        )
        while spare and (len(hidden) < 2 or sum(cells[at].count for at in hidden) < least):
            hidden.add(spare.pop(0))
        empty = [at for at, cell in enumerate(cells) if not cell.count]
        hidden |= set(empty[: max(0, 2 - len(hidden))])
    return [_blank(cell) if at in hidden else cell for at, cell in enumerate(cells)]


def _blank(cell: Cell) -> Cell:
    return replace(
        cell, count=-1, share=math.nan, ratio=math.nan, low=math.nan, high=math.nan,
        verdict="suppressed", p=1.0,
    )  # fmt: skip
