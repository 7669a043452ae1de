"""What a table is: named columns, and rows that are read again each time they are gone through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from tracer.errors import Phrase
from tracer.records import Issue
from tracer.sources.cells import Cell, cell_text
from tracer.sources.mending import mended

UNREADABLE = "unreadable-line"
"""The flaw of a line that gives no row; its only cell is what stands there."""


class Row(NamedTuple):
    """One row, as ragged as it stands."""

    cells: Sequence[Cell]
    line: int
    """1-based: the line of a text, the row of a sheet, the number of a record."""
    flaws: tuple[str, ...] = ()
    """Codes of what was wrong with it and put right, or `UNREADABLE`."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that stands for several rows of one column."""

    column: int
    """From 0."""
    top: int
    bottom: int
    """Rows of the sheet, from 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, everything as text except typed fractions."""

    name: str
    """File name, for messages."""
    columns: tuple[str, ...]
    """Distinct and not empty."""
    rows: Iterable[Row]
    """Can be gone through again. Cells may be fewer or more than `columns` where the file is
    ragged. Blank rows are kept, so that a row's place is its row number; not those at the end."""
    delimiter: str = ""
    sheet: str = ""
    """Of a workbook, the one that was read."""
    merged: tuple[Merged, ...] = ()
    issues: tuple[Issue, ...] = ()


def table_of(
    grid: Callable[[], Iterator[Row]],
    name: str,
    *,
    delimiter: str = "",
    sheet: str = "",
    merged: tuple[Merged, ...] = (),
    issues: tuple[Issue, ...] = (),
) -> Table:
    """Take the first row of `grid` that is not blank as the header of what comes after it."""
    header: list[Cell] = []
    skipped = 0
    for row in grid():
        skipped += 1
        if any(row.cells):
            header = list(mended(row.cells)[0])
            break
    while header and header[-1] == "":
        header.pop()
    columns, noticed = _columns(header, name)
    body = _Body(grid, skipped)
    return Table(name, columns, body, delimiter, sheet, merged, (*issues, *noticed))


def table_under(header: Sequence[str], grid: Callable[[], Iterator[Row]], name: str) -> Table:
    """Make a table of rows that are all data."""
    columns, noticed = _columns(header, name)
    return Table(name, columns, _Body(grid, 0), issues=noticed)


def top_of(table: Table, most: int | None) -> Table:
    """Cut a table after its first `most` rows; None leaves it whole."""
    return table if most is None else replace(table, rows=_Top(table.rows, most))


@dataclass(frozen=True, slots=True)
class _Top:
    """The first rows of some, each time they are gone through."""

    rows: Iterable[Row]
    most: int

    def __iter__(self) -> Iterator[Row]:
        return islice(self.rows, self.most)


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows below a header, without the blank ones at the end; spoiled cells are mended."""

    grid: Callable[[], Iterator[Row]]
    skipped: int

    def __iter__(self) -> Iterator[Row]:
        blank: list[int] = []
        for row in islice(self.grid(), self.skipped, None):
            if not any(row.cells):
                blank.append(row.line)
                continue
            for line in blank:
                yield Row((), line)
            blank.clear()
            cells, flaws = mended(row.cells)
            yield Row(cells, row.line, (*row.flaws, *flaws)) if flaws else row


def _columns(header: Sequence[Cell], name: str) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    columns, renamed = _distinct_names(header)
    if not renamed:
        return columns, ()
    message = Phrase(
        "columnas repetidas o sin nombre, llamadas aquí: {names}", names=", ".join(renamed)
    )
    return columns, (Issue("renamed-columns", message, source=name),)


def _distinct_names(header: Iterable[Cell]) -> tuple[tuple[str, ...], list[str]]:
    """Name every column, as pandas does: a second ``texto`` is ``texto.1``."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    renamed = []
    for k, cell in enumerate(header, start=1):
        given = re.sub(r"\s+", " ", cell_text(cell)) or f"columna {k}"
        name = given
        while name in seen:
            seen[given] += 1
            name = f"{given}.{seen[given]}"
        seen[name] = 0
        names.append(name)
        if name != given or not cell_text(cell):
            renamed.append(name)
    return tuple(names), renamed
