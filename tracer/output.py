"""Writing tables: the same bytes for the same rows, the format chosen by the file's name.

============ ===================================================================================
``.csv``     RFC 4180, comma, UTF-8 without BOM, rows end with ``\\n``; texts as they are
``.json``    a list of objects, UTF-8
``.jsonl``   one object a line, UTF-8
``.parquet`` explicit schema, zstd
``.xlsx``    one sheet; texts stay texts, invisible characters are shown
``-``        CSV to standard output
============ ===================================================================================
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tracer.cells import Columns, guarded, typed, visible
from tracer.columns import Row, column_batches, each_once, plain_column, typed_column
from tracer.errors import OutputError
from tracer.files import target, write_bytes, write_text
from tracer.sheets import fill_sheet, workbook_bytes

if TYPE_CHECKING:
    import pyarrow as pa
    from xlsxwriter import Workbook

__all__ = [
    "Row",
    "arrow_schema",
    "arrow_tables",
    "check_format",
    "write_bytes",
    "write_columns",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_parquet",
    "write_people_csv",
    "write_table",
    "write_text",
    "write_xlsx",
]

PARQUET_BATCH = 50_000
"""Rows of one row group: fixed, so that the bytes don't depend on how rows arrive."""
CSV_BATCH = 2_000
"""Rows turned into columns at a time: few enough for a pipe that waits for the first."""


def write_table(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` in the format that the suffix of `path` names; ``-`` is CSV to standard output.

    Parameters
    ----------
    rows : iterable of mapping
        Column name → value; a missing column is empty, a column not in `columns` is left out.
    path : Path or str
        Ends in ``.csv``, ``.jsonl``, ``.parquet`` or ``.xlsx``, or is ``-``.
    columns : mapping of str to type
        In output order; see `tracer.cells.Columns`.

    Raises
    ------
    OutputError
        If the suffix is another one or the file can't be written.
    ShapeError
        If a value is not of its column's type.
    """
    check_format(path)
    write = write_csv if str(path) == "-" else _WRITERS[Path(path).suffix.lower()]
    write(rows, path, columns)


def check_format(path: Path | str, also: Sequence[str] = ()) -> None:
    """Raise `OutputError` if `path` is no name that `write_table` can write to: before work.

    `also` are the suffixes that the command at hand writes besides.
    """
    if str(path) != "-" and Path(path).is_dir():
        raise OutputError("{path} es una carpeta; indica un archivo dentro de ella", path=path)
    known = (*_WRITERS, *also)
    if str(path) != "-" and Path(path).suffix.lower() not in known:
        raise OutputError(
            "{path}: se esperaba un nombre que termine en {known}, o bien -",
            path=path,
            known=", ".join(known),
        )


def write_csv(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as CSV for machines: UTF-8, no BOM, texts unaltered but for NFC."""
    with target(path) as stream:
        _csv_lines(stream, columns, rows, plain_column)


def write_people_csv(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as CSV for Excel: with BOM, and an apostrophe before what looks like a formula.

    Only text columns are guarded: a negative number stays a number. Control characters and
    controls of writing direction are shown, as on the page and in the workbook.
    """
    with target(path) as stream:
        stream.write(b"\xef\xbb\xbf")
        _csv_lines(stream, columns, rows, _guarded_column)


def _guarded_column(values: Sequence[object], kind: type, *, name: str) -> list[str]:
    texts = plain_column(values, kind, name=name)
    if kind not in (str, tuple):
        return texts
    return each_once(lambda text: guarded(visible(text)), texts)


def _csv_lines(
    stream: BinaryIO, columns: Columns, rows: Iterable[Row], written: Callable[..., list[str]]
) -> None:
    writer = csv.writer(_Newlines(stream), lineterminator="\r\n")
    writer.writerow(list(columns))
    for batch in column_batches(rows, columns, CSV_BATCH):
        texts = [written(batch[name], kind, name=name) for name, kind in columns.items()]
        writer.writerows(zip(*texts, strict=True))


class _Newlines:
    """Ends rows with a line feed; the csv module itself quotes a CR inside a cell only for CRLF."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: str) -> None:
        self._stream.write((line.removesuffix("\r\n") + "\n").encode())


def write_jsonl(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as JSON Lines, keys in column order, empty values as null."""
    with target(path) as stream:
        for row in rows:
            stream.write(_json_object(row, columns) + b"\n")


def write_json(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as one JSON list of objects, an object a line."""
    with target(path) as stream:
        stream.write(b"[")
        for at, row in enumerate(rows):
            stream.write((",\n" if at else "\n").encode() + _json_object(row, columns))
        stream.write(b"\n]\n")


def _json_object(row: Row, columns: Columns) -> bytes:
    cells = {name: typed(row.get(name), kind, name=name) for name, kind in columns.items()}
    dated = {k: v.isoformat() if isinstance(v, date) else v for k, v in cells.items()}
    return json.dumps(dated, ensure_ascii=False).encode()


def write_parquet(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as Parquet with the schema of `columns`; the same bytes on every machine."""
    _write_parquet(arrow_tables(rows, columns), path, columns)


def write_columns(
    batches: Iterable[Mapping[str, Sequence[object]]], path: Path | str, columns: Columns
) -> None:
    """Write what `write_parquet` would of the same rows, given as columns: millions of them.

    Parameters
    ----------
    batches : iterable of mapping of str to sequence
        Each with all `columns`, of `PARQUET_BATCH` rows; the last of as many as are left.
    path : Path or str
    columns : mapping of str to type

    Raises
    ------
    OutputError
        If the file can't be written.
    ShapeError
        If a value is not of its column's type.
    """
    _write_parquet((_arrow_table(batch, columns) for batch in batches), path, columns)


def _write_parquet(found: Iterable[pa.Table], path: Path | str, columns: Columns) -> None:
    import pyarrow.parquet as pq

    schema = arrow_schema(columns)
    with target(path) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for table in found:
            writer.write_table(table, row_group_size=PARQUET_BATCH)


def arrow_schema(columns: Columns) -> pa.Schema:
    """The Arrow schema of `columns`, as every Parquet table of a run has it."""
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    types[tuple] = pa.list_(pa.string())
    return pa.schema([pa.field(name, types[kind]) for name, kind in columns.items()])


def arrow_tables(rows: Iterable[Row], columns: Columns) -> Iterator[pa.Table]:
    """Give `rows` as Arrow tables of at most `PARQUET_BATCH` rows, one after another."""
    for batch in column_batches(rows, columns, PARQUET_BATCH):
        yield _arrow_table(batch, columns)


def _arrow_table(values: Mapping[str, Sequence[object]], columns: Columns) -> pa.Table:
    import pyarrow as pa

    data = {name: typed_column(values[name], kind, name=name) for name, kind in columns.items()}
    return pa.table(data, schema=arrow_schema(columns))


def write_xlsx(rows: Iterable[Row], path: Path | str, columns: Columns) -> None:
    """Write `rows` as a workbook of one sheet with a fixed header and filters."""

    def fill(book: Workbook) -> None:
        fill_sheet(book, book.add_worksheet("tracer"), rows, columns, labels={})

    write_bytes(workbook_bytes(fill), path)


_WRITERS = {
    ".csv": write_csv,
    ".json": write_json,
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}
