"""Where a file holds its table, where that is not left to the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracer.errors import FormatError
from tracer.sources.table import Row

_NAMELESS = "\u200b"
"""A cell that is not empty and has no words: the header isn't taken for a blank row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The line that names the columns, and the sheet of a workbook."""

    header: int | None = None
    """Line (of a workbook: row) that names the columns, from 1; 0 where none does; None: found."""
    sheet: str = ""
    """Of a workbook; empty: the first that holds anything."""

    def __bool__(self) -> bool:
        return self.header is not None or bool(self.sheet)


AS_IT_STANDS = Layout()


def refuse_layout(layout: Layout, suffix: str, name: str) -> None:
    """Refuse a layout that a file of this kind can't have.

    Raises
    ------
    FormatError
        If a sheet is named for what is no workbook, or a line for what has none.
    """
    if layout.sheet and suffix != ".xlsx":
        raise FormatError(
            "{name} no es un libro .xlsx, así que no tiene hojas; quita sheet", name=name
        )
    if layout.header is not None and suffix not in (".csv", ".tsv", ".xlsx"):
        raise FormatError(
            "{name} nombra sus columnas sin renglón de encabezado; quita header, que es para "
            ".csv, .tsv y .xlsx",
            name=name,
        )


def headless(grid: Callable[[], Iterator[Row]]) -> Callable[[], Iterator[Row]]:
    """Put a row of nameless columns over a table without header, as wide as its widest row."""
    width = max((len(row.cells) for row in grid()), default=0)

    def under() -> Iterator[Row]:
        yield Row([_NAMELESS] * width, 0)
        yield from grid()

    return under
