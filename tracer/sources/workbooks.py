"""Excel workbooks as tables: one sheet, row by row, with what Excel hides from other programs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from tracer.errors import FormatError, InputError, Phrase, chained
from tracer.files import reason
from tracer.records import Issue
from tracer.sources.cells import Cell, cell_text
from tracer.sources.files import LARGEST_BOOK, STEEPEST, UNPACKED_FREELY, read_bytes
from tracer.sources.layout import AS_IT_STANDS, Layout, headless
from tracer.sources.result import listing
from tracer.sources.sheet_marks import Marks, marks_of
from tracer.sources.table import Row, Table, table_of
from tracer.sources.typed import as_cell

MOST_ROWS = 1_048_576
"""Of a sheet, by its format."""
_LOOKED_AT = 20
"""Rows in which a caption may stand above the header."""


def workbook_table(path: Path, layout: Layout = AS_IT_STANDS) -> Table:
    """Open a workbook as a table: its first sheet that is shown and holds anything.

    `layout` may name another sheet, and the row of the header.

    Raises
    ------
    InputError
        If there is no such file.
    FormatError
        If it is no workbook, damaged, has no such sheet, or unpacks to far more than a table of
        texts; also as its rows are gone through.
    """
    name = path.name
    with _explained(name):
        book = _opened_book(path)
        sheets = [sheet for sheet in book.worksheets if _is_filled(sheet, name)]
        shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
        sheet = _chosen(sheets, shown, layout.sheet, name)
        if sheet is None:
            return Table(name, (), ())
        marks = marks_of(book._archive.open(sheet._worksheet_path))
    caption, above = "", (layout.header or 1) - 1
    if layout.header is None:
        caption, above = _caption(list(islice(_rows(sheet, name), _LOOKED_AT)))

    def grid() -> Iterator[Row]:
        return islice(_rows(sheet, name), above, None)

    issues = _issues(name, sheet, [other for other in sheets if other is not sheet], marks)
    if caption:
        message = Phrase("se tomó por título, no por encabezado: «{caption}»", caption=caption)
        issues.append(Issue("caption-skipped", message, source=name))
    whole = headless(grid) if layout.header == 0 else grid
    return table_of(whole, name, sheet=sheet.title, merged=marks.merged, issues=tuple(issues))


def first_rows(path: Path, most: int) -> list[tuple[str, list[Row]]]:
    """Give title and first rows of the sheets that hold anything there; hidden ones come last.

    Raises
    ------
    InputError, FormatError
        As `workbook_table`.
    """
    found: list[tuple[bool, str, list[Row]]] = []
    with _explained(path.name), closing(_opened_book(path)) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = list(islice(_rows(sheet, path.name), most))
            if any(any(row.cells) for row in rows):
                found.append((sheet.sheet_state != "visible", sheet.title, rows))
    return [(title, rows) for _, title, rows in sorted(found, key=lambda entry: entry[0])]


def _chosen(sheets: list[Any], shown: list[Any], title: str, name: str) -> Any:
    """Give the sheet of that title, or the first that is shown; None where none holds anything."""
    if not title:
        return shown[0] if shown else None
    for sheet in sheets:
        if sheet.title == title:
            return sheet
    titles = ", ".join(sheet.title for sheet in sheets)
    raise FormatError(
        "{name} no tiene la hoja «{title}», o está vacía (hojas: {titles})",
        name=name, title=title, titles=titles,
    )  # fmt: skip


def _opened_book(path: Path) -> Any:
    import openpyxl

    packed = path.name.lower().endswith(".gz")
    stream = io.BytesIO(read_bytes(path)) if packed else _file(path)
    if stream.read(4).startswith(b"\xd0\xcf\x11\xe0"):
        raise FormatError(
            "{name} es un libro antiguo (.xls) o protegido con contraseña; ábrelo en Excel y "
            "guárdalo como «Libro de Excel (.xlsx)» sin contraseña",
            name=path.name,
        )
    with zipfile.ZipFile(stream) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
        tight = sum(part.compress_size for part in parts.infolist())
    if unpacked > LARGEST_BOOK or unpacked > max(UNPACKED_FREELY, STEEPEST * tight):
        raise FormatError(
            "{name} se descomprime a {size} MB, más que cualquier tabla de textos de su tamaño; "
            "guárdalo como .csv si es de fiar",
            name=path.name, size=unpacked // 1_000_000,
        )  # fmt: skip
    return openpyxl.load_workbook(stream, read_only=True, data_only=True)


def _file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")  # closed with the workbook, whose rows are read again later
    except FileNotFoundError:
        raise InputError("no existe el archivo {path}; revisa la ruta", path=path) from None
    except OSError as error:
        raise InputError(
            "no se puede abrir {path}: {reason}", path=path, reason=reason(error)
        ) from None


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever comes of damaged XML, even AttributeError
        raise FormatError(
            "{name} debería ser un libro .xlsx y no se puede abrir; ábrelo en Excel y guárdalo de "
            "nuevo como «Libro de Excel (.xlsx)»",
            name=name,
        ) from None


def _is_filled(sheet: Any, name: str) -> bool:
    sheet.reset_dimensions()  # some programs write a wrong extent, which would cut rows off
    return any(any(row.cells) for row in _rows(sheet, name))


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    with _explained(name):
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_ROWS:
                raise FormatError(
                    "{name}: una hoja tiene más filas de las que Excel admite", name=name
                )
            yield Row([_cell(cell) for cell in row], number)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, int) and not isinstance(value, bool):
        zeros = str(cell.number_format)
        return str(value).zfill(len(zeros)) if re.fullmatch("0+", zeros) else str(value)
    return as_cell(value)


def _caption(top: list[Row]) -> tuple[str, int]:
    """Find a lone cell above the header, as people give their sheets a title.

    Returns
    -------
    caption : str
        Empty where there is none.
    above : int
        Rows to skip.
    """
    filled = [k for k, row in enumerate(top) if any(row.cells)]
    if len(filled) < 2:
        return "", 0
    first, second = top[filled[0]].cells, top[filled[1]].cells
    if sum(map(bool, first)) != 1 or sum(map(bool, second)) < 2:
        return "", 0
    return cell_text(next(cell for cell in first if cell)), filled[1]


def _issues(name: str, sheet: Any, others: list[Any], marks: Marks) -> list[Issue]:
    found = []
    if others:
        titles = chained(
            other.title
            if other.sheet_state == "visible"
            else Phrase("{title} (oculta)", title=other.title)
            for other in others
        )
        message = Phrase(
            "se leyó sólo la hoja «{title}»; quedan sin leer: {titles}",
            title=sheet.title, titles=titles,
        )  # fmt: skip
        found.append(Issue("unread-sheets", message, source=name))
    if marks.hidden:
        message = Phrase(
            "filas ocultas en la hoja, leídas como las demás: {rows}", rows=listing(marks.hidden)
        )
        found.append(Issue("hidden-rows", message, source=name))
    if marks.unvalued:
        message = Phrase(
            "celdas con una fórmula cuyo valor no está guardado, leídas como vacías: {cells}; abre "
            "el libro en Excel y guárdalo",
            cells=listing(marks.unvalued),
        )
        found.append(Issue("formula-without-value", message, source=name))
    return found
