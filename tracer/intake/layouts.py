"""Which sheet of a workbook holds the table, and below which rows it stands."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tracer.errors import InputError
from tracer.intake.heads import LOOKED_AT, delimited_lines, find_head
from tracer.intake.profile import profiles
from tracer.intake.roles import roles_of
from tracer.sources import Layout
from tracer.sources.cells import cell_text
from tracer.sources.files import suffix_of
from tracer.sources.table import Row, Table
from tracer.sources.workbooks import first_rows

WORTH_TELLING = 3
"""Rows from which another sheet is more than a note."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands in its file."""

    layout: Layout
    titles: tuple[str, ...] = ()
    """What stands above its header."""
    sheets: tuple[str, ...] = ()
    """Other sheets that hold people's words."""


def place_of(path: Path) -> Place:
    """Find the sheet and the header of a table.

    Raises
    ------
    InputError
        If the file can't be opened.
    """
    suffix = suffix_of(path)
    if suffix in (".csv", ".tsv"):
        head = find_head(delimited_lines(path))
        return Place(Layout(head.line), head.titles)
    sheets: list[tuple[str, list[Row]]] = []
    if suffix == ".xlsx":
        with suppress(InputError):  # whoever reads it whole says why
            sheets = first_rows(path, LOOKED_AT)
    if not sheets:
        return Place(Layout())
    worth = [_worth(lines) for _, lines in sheets]
    best = worth.index(max(worth))
    title, lines = sheets[best]
    head = find_head(lines)
    others = tuple(
        name
        for (name, _), rows in zip(sheets, worth, strict=True)
        if rows >= WORTH_TELLING and name != title
    )
    return Place(Layout(head.line, title if len(sheets) > 1 else ""), head.titles, others)


def _worth(lines: Sequence[Row]) -> int:
    """Count the rows at the start of a sheet, if they hold people's words."""
    head = find_head(lines)
    grid = [row for row in lines if any(row.cells) and row.line >= (head.line or 0)]
    if not grid:
        return 0
    width = max(len(row.cells) for row in grid)
    header, rows = ((), grid) if head.line == 0 else (grid[0].cells, grid[1:])
    given = [cell_text(cell) for cell in header] + [""] * (width - len(header))
    names = tuple(
        name if name and name not in given[:k] else f"columna {k + 1}"
        for k, name in enumerate(given)
    )
    table = Table("", names, rows)
    roles = roles_of(table, profiles(names, rows))
    return len(rows) * bool(roles.texts or roles.questions)
