"""Workbooks as bytes: fixed dates, typed cells, no text ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tracer.cells import Columns, fitted, plain, visible
from tracer.columns import Row, column_batches, each_once, typed_column
from tracer.errors import OutputError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_575
"""Data rows of one sheet, the header not counted."""
NO_DATE = datetime(2000, 1, 1)
"""Stands as creation date in every workbook: the real one would change the bytes."""
TEXT_FORMAT: Mapping[str, object] = MappingProxyType(
    {"valign": "top", "text_wrap": True, "quote_prefix": True}
)
"""With the prefix, a text such as "=1+1" stays one even after somebody edits the cell."""
NUMBER_FORMAT: Mapping[str, object] = MappingProxyType(
    {"valign": "top", "align": "right", "indent": 1}
)
"""Indented, or a number would touch the text of the next column."""
LINE_HEIGHT = 15
"""In points, of Excel's default font."""
LINK_COLOUR = "#0B5394"
LINKED_TEXT_UNITS = 255
"""Excel's limit for what a link says, in UTF-16 code units."""
SHEET_BATCH = 10_000
"""Rows turned into columns at a time."""
NUMBER_FORMATS = {int: "#,##0", float: "General", date: "yyyy-mm-dd"}

_Shown = str | int | float | datetime | None
"""What a cell shows; None where it is left empty."""


def workbook_bytes(fill: Callable[[Workbook], None]) -> bytes:
    """Give the workbook that `fill` fills; the same bytes whenever `fill` does the same."""
    import xlsxwriter

    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        book.set_properties({"created": NO_DATE})
        fill(book)
    return buffer.getvalue()


def fill_sheet(
    book: Workbook,
    sheet: Worksheet,
    rows: Iterable[Row],
    columns: Columns,
    *,
    labels: Mapping[str, str],
    number_formats: Mapping[str, str] = MappingProxyType({}),
    links: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
    fixed: int = 0,
) -> None:
    """Fill a sheet with a fixed header, filters and one line per row.

    Parameters
    ----------
    book, sheet : xlsxwriter objects
    rows : iterable of mapping
        Column name → value; a missing column is empty.
    columns : mapping of str to type
        In output order; see `tracer.cells.Columns`.
    labels : mapping of str to str
        What the header says for a column; its name where nothing is given.
    number_formats : mapping of str to str
        Excel's format for the numbers of a column, where not that of its type.
    links : mapping of int to mapping of str to str
        0-based row → column → where its text leads, as `internal_link` gives it. Cells without
        text, and those with more than `LINKED_TEXT_UNITS`, get none.
    fixed : int, default=0
        Columns that stay in view at the left.

    Raises
    ------
    OutputError
        If there are more rows than a sheet holds.
    """
    head = book.add_format({"bold": True, "bg_color": "#E3E8EC", "bottom": 1, "text_wrap": True})
    for at, name in enumerate(columns):
        sheet.write_string(0, at, labels.get(name, name), head)
    kinds = _formats(book)
    styles = {
        name: book.add_format({**NUMBER_FORMAT, "num_format": number_formats[name]})
        if name in number_formats
        else kinds[kind]
        for name, kind in columns.items()
    }
    linked = book.add_format({**TEXT_FORMAT, "font_color": LINK_COLOUR, "underline": 1})
    last = 0
    for last, row in enumerate(_shown_rows(rows, columns), start=1):
        if last > SHEET_ROWS:
            raise OutputError(
                "una hoja de Excel admite {most:,} filas y hay más; escribe .csv o .parquet",
                most=SHEET_ROWS,
            )
        leading = links.get(last - 1, {})
        for at, (name, value) in enumerate(zip(columns, row, strict=True)):
            if value is not None:
                _put(sheet, last, at, value, styles[name])
            if name in leading:
                _link(sheet, last, at, value, leading[name], linked)
    sheet.freeze_panes(1, fixed)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _formats(book: Workbook) -> dict[type, Format]:
    found: dict[type, Format] = {
        kind: book.add_format({**NUMBER_FORMAT, "num_format": shown})
        for kind, shown in NUMBER_FORMATS.items()
    }
    words = book.add_format(dict(TEXT_FORMAT))
    return {**found, str: words, tuple: words}


def _shown_rows(rows: Iterable[Row], columns: Columns) -> Iterator[tuple[_Shown, ...]]:
    """Give what the cells of each row show."""
    for batch in column_batches(rows, columns, SHEET_BATCH):
        shown = [_shown(batch[name], kind, name=name) for name, kind in columns.items()]
        yield from zip(*shown, strict=True)


def _shown(values: Sequence[object], kind: type, *, name: str) -> Sequence[_Shown]:
    cells: Sequence[Any] = typed_column(values, kind, name=name)
    if kind is date:
        return [datetime(day.year, day.month, day.day) if day else None for day in cells]
    if kind in (int, float):
        return cells
    texts = each_once(lambda text: fitted(visible(text)), [plain(cell) for cell in cells])
    return [text if cell else None for cell, text in zip(cells, texts, strict=True)]


def _put(sheet: Worksheet, row: int, column: int, value: _Shown, style: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def internal_link(sheet: str, row: int, column: int) -> str:
    """Say where a cell is, for a link to it; row and column count from 0, the header included."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    # In quotation marks whatever the name: LibreOffice doesn't follow some names without them
    quoted = quote_sheetname(sheet)
    quoted = quoted if quoted.startswith("'") else f"'{quoted}'"
    return f"internal:{quoted}!{xl_rowcol_to_cell(row, column)}"


def _link(
    sheet: Worksheet, row: int, column: int, value: _Shown, place: str, style: Format
) -> None:
    shown = value if isinstance(value, str) else ""
    if shown and len(shown.encode("utf-16-le")) // 2 <= LINKED_TEXT_UNITS:
        sheet.write_url(row, column, place, style, string=shown)
