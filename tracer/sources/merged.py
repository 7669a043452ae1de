"""Merged cells: one value for several rows, which the file gives to the first of them only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from tracer.sources.cells import Cell
from tracer.sources.table import Merged, Row

FLAW = "merged-cell"


def spread(
    rows: Iterable[Row], merged: Sequence[Merged], columns: Collection[int]
) -> Iterator[Row]:
    """Give every row that a merged cell covers its value, with the flaw ``merged-cell``.

    Parameters
    ----------
    rows : iterable of Row
        In the order of the sheet.
    merged : sequence of Merged
    columns : collection of int
        Where this is done: a borough is that of all rows it covers, a text is one text.
    """
    begin: dict[int, list[Merged]] = defaultdict(list)
    for area in merged:
        if area.column in columns:
            begin[area.top].append(area)
    held: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        held = {column: (value, last) for column, (value, last) in held.items() if last >= row.line}
        filled = _filled(row, held) if held else row
        for area in begin.get(row.line, ()):
            if area.column < len(row.cells) and row.cells[area.column]:
                held[area.column] = (row.cells[area.column], area.bottom)
        yield filled


def _filled(row: Row, held: dict[int, tuple[Cell, int]]) -> Row:
    cells = list(row.cells)
    changed = False
    for column, (value, _) in held.items():
        cells += [""] * (column + 1 - len(cells))
        if cells[column] == "":
            cells[column] = value
            changed = True
    return Row(cells, row.line, (*row.flaws, FLAW)) if changed else row
