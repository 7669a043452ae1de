"""Tables of every format, as rows of cells under named columns."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from tracer.decoding import decode
from tracer.delimited import parse_delimited
from tracer.errors import EmptyInputError, FormatError
from tracer.records import Issue
from tracer.sources.cells import Cell, cell_text
from tracer.sources.files import read_bytes, suffix_of
from tracer.sources.layout import AS_IT_STANDS, Layout, from_line, headless, refuse_layout
from tracer.sources.result import summary

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".jsonl", ".parquet")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, everything as text except typed fractions."""

    name: str
    """File name, for messages."""
    columns: tuple[str, ...]
    """Distinct and not empty."""
    rows: Sequence[Sequence[Cell]]
    """Shorter or longer than `columns` where the file is ragged. Blank rows are kept, so that a
    row's place is its row number."""
    delimiter: str = ""
    rejected: tuple[Issue, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_table(path: Path, layout: Layout = AS_IT_STANDS) -> Table:
    """Read a table of any of `TABLE_SUFFIXES`, compressed with gzip or not.

    Raises
    ------
    InputError, FormatError
        If the file is absent, damaged, not what its name promises or has no such layout.
    EmptyInputError
        If it holds no data row.
    """
    raw, suffix = read_bytes(path), suffix_of(path)
    refuse_layout(layout, suffix, path.name)
    if suffix in (".csv", ".tsv"):
        table = _delimited_table(raw, path.name, layout.header)
    elif suffix == ".jsonl":
        table = _jsonl_table(raw, path.name)
    elif suffix == ".xlsx":
        table = _excel_table(raw, path.name, layout)
    else:
        table = _parquet_table(raw, path.name)
    if not table.columns and layout.header:
        raise FormatError(
            f"{path.name} no tiene encabezado en el renglón {layout.header}, o termina antes; "
            "revisa header"
        )
    if not table.rows and not table.rejected:
        raise EmptyInputError(
            f"{path.name} no tiene filas de datos; se esperaba un encabezado y al menos una fila"
        )
    return table


def _delimited_table(raw: bytes, name: str, header: int | None) -> Table:
    text, encoding = decode(raw)
    records = parse_delimited(from_line(text, header or 1))
    issues = []
    if "windows-1252" in encoding:
        issues.append(Issue("encoding", f"texto leído como {encoding}, no es UTF-8", source=name))
    if records.repaired:
        head = -1 if header == 0 else next(k for k, row in enumerate(records.rows) if row)
        message = "comillas mal cerradas, tomadas como parte del texto"
        repaired = [place - head for place in records.repaired]
        issues.append(summary("repaired-quotes", message, repaired, source=name))
    grid = headless(records.rows) if header == 0 else records.rows
    return _from_grid(grid, name, delimiter=records.delimiter, issues=tuple(issues))


def _excel_table(raw: bytes, name: str, layout: Layout) -> Table:
    try:
        filled = _filled_sheets(raw)
    except (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, OSError):
        # SyntaxError is what XML parsers raise
        raise FormatError(
            f"{name} debería ser un libro .xlsx y no se puede abrir; ábrelo en Excel y guárdalo "
            "de nuevo como «Libro de Excel (.xlsx)»"
        ) from None
    sheet_title, grid = _chosen(filled, layout.sheet, name)
    caption, grid = _without_caption(grid) if layout.header is None else ("", grid)
    grid = grid[max(0, (layout.header or 1) - 1) :]
    issues = []
    if caption:
        message = f"se tomó por título, no por encabezado: «{caption}»"
        issues.append(Issue("caption-skipped", message, source=name))
    if len(filled) > 1:
        others = ", ".join(title for title, _ in filled if title != sheet_title)
        message = f"se leyó sólo la hoja «{sheet_title}»; quedan sin leer: {others}"
        issues.append(Issue("unread-sheets", message, source=name))
    return _from_grid(headless(grid) if layout.header == 0 else grid, name, issues=tuple(issues))


def _chosen(
    filled: Sequence[tuple[str, list[list[Cell]]]], sheet: str, name: str
) -> tuple[str, list[list[Cell]]]:
    """Give the sheet of that title, or the first."""
    for title, grid in filled:
        if sheet in ("", title):
            return title, grid
    if sheet:
        titles = ", ".join(title for title, _ in filled)
        raise FormatError(f"{name} no tiene la hoja «{sheet}», o está vacía (hojas: {titles})")
    return "", []


def _filled_sheets(raw: bytes) -> list[tuple[str, list[list[Cell]]]]:
    """Give title and cells of every sheet of a workbook that holds anything."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    filled = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write a wrong extent, which would cut rows off
        grid = [[_excel_cell(cell) for cell in row] for row in sheet.iter_rows()]
        if any(any(row) for row in grid):
            filled.append((sheet.title, grid))
    return filled


def _without_caption(grid: list[list[Cell]]) -> tuple[str, list[list[Cell]]]:
    """Drop a lone cell above the header: people give their sheets a title."""
    filled = [k for k, row in enumerate(grid[:20]) if any(row)]
    if len(filled) < 2:
        return "", grid
    top, below = grid[filled[0]], grid[filled[1]]
    if sum(map(bool, top)) != 1 or sum(map(bool, below)) < 2:
        return "", grid
    return cell_text(next(cell for cell in top if cell)), grid[filled[1] :]


def _excel_cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, int) and not isinstance(value, bool):
        zeros = str(cell.number_format)
        return str(value).zfill(len(zeros)) if re.fullmatch("0+", zeros) else str(value)
    return as_cell(value)


def _parquet_table(raw: bytes, name: str) -> Table:
    import pyarrow
    from pyarrow import parquet

    try:
        frame = parquet.read_table(pyarrow.BufferReader(raw))
        columns = [_in_microseconds(column).to_pylist() for column in frame.columns]
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError):
        raise FormatError(
            f"{name} debería ser un archivo Parquet y no se puede leer; expórtalo de nuevo"
        ) from None
    rows = [[as_cell(value) for value in row] for row in zip(*columns, strict=True)]
    return _from_grid([list(frame.column_names), *rows], name)


def _in_microseconds(column: Any) -> Any:
    """Bring times to what Python's own types hold; pyarrow gives finer ones as pandas objects."""
    import pyarrow

    kind = column.type
    if getattr(kind, "unit", "") != "ns":
        return column
    if pyarrow.types.is_timestamp(kind):
        return column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    coarse = pyarrow.duration("us") if pyarrow.types.is_duration(kind) else pyarrow.time64("us")
    return column.cast(coarse, safe=False)


def _jsonl_table(raw: bytes, name: str) -> Table:
    text, _ = decode(raw)
    lines = text.split("\n")  # not splitlines: U+2028 may stand inside a JSON string
    while lines and not lines[-1].strip():
        lines.pop()
    records: list[dict[str, Any]] = []
    rejected = []
    for number, line in enumerate(lines, start=1):
        record = _json_object(line) if line.strip() else {}
        if record is None:
            message = f"fila de datos {number}: la línea no es un objeto JSON"
            rejected.append(Issue("unreadable-line", message, source=name, line=number))
        records.append(record or {})
    if lines and len(rejected) == len(lines):
        raise FormatError(f"{name} debería tener un objeto JSON por línea y ninguna línea lo es")
    return table_from_records(records, name=name, rejected=tuple(rejected))


def _json_object(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def table_from_records(
    records: Sequence[dict[str, Any]], *, name: str, rejected: tuple[Issue, ...] = ()
) -> Table:
    """Make a table of JSON objects: one row each, a column for every key that any of them has."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    unreadable = {issue.line for issue in rejected}
    rows: list[list[Cell]] = [
        [] if number in unreadable else [as_cell(record.get(key)) for key in keys]
        for number, record in enumerate(records, start=1)
    ]
    return _from_grid([list(keys), *rows], name, rejected=rejected) if keys else Table(name, (), ())


def as_cell(value: object) -> Cell:
    """Bring a typed value to a cell: integers as ``12`` (never ``12.0``), days as ISO 8601."""
    if value is None or value != value:  # NaN is the missing value of typed tables
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (float, Decimal)):
        number = float(value)
        return str(int(value)) if number.is_integer() and abs(number) < 1e18 else number
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return decode(value)[0]
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _from_grid(
    grid: Sequence[Sequence[Cell]],
    name: str,
    *,
    delimiter: str = "",
    rejected: tuple[Issue, ...] = (),
    issues: tuple[Issue, ...] = (),
) -> Table:
    """Take the first row that is not blank as the header; drop the blank rows at the end."""
    first = next((k for k, row in enumerate(grid) if any(row)), len(grid))
    header = list(grid[first]) if first < len(grid) else []
    while header and header[-1] == "":
        header.pop()
    rows = list(grid[first + 1 :])
    while rows and not any(rows[-1]):
        rows.pop()
    columns, renamed = _distinct_names(header)
    if renamed:
        message = f"columnas repetidas o sin nombre, llamadas aquí: {', '.join(renamed)}"
        issues = (*issues, Issue("renamed-columns", message, source=name))
    return Table(name, columns, rows, delimiter, rejected, issues)


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
