"""Parquet files as tables, a batch of rows at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracer.errors import FormatError
from tracer.sources.files import opened, read_bytes
from tracer.sources.table import Row, Table, table_under
from tracer.sources.typed import as_cell

BATCH = 4096
"""Rows in memory at a time."""


def parquet_table(path: Path) -> Table:
    """Open a Parquet file as a table.

    Raises
    ------
    InputError
        If there is no such file.
    FormatError
        If it is no Parquet file, or damaged; also as its rows are gone through.
    """
    if path.name.lower().endswith(".gz"):
        raw = read_bytes(path)

        def source() -> Any:
            return io.BytesIO(raw)
    else:
        with opened(path):
            pass

        def source() -> Any:
            return path

    def grid() -> Iterator[Row]:
        with _explained(path.name):
            for number, values in enumerate(_rows(source()), start=1):
                yield Row([as_cell(value) for value in values], number)

    with _explained(path.name):
        return table_under(_names(source()), grid, path.name)


def table_from_arrow(frame: Any, *, name: str) -> Table:
    """Make a table of a `pyarrow.Table`: of what a notebook holds."""

    def grid() -> Iterator[Row]:
        for number, values in enumerate(_values(frame.to_batches(BATCH)), start=1):
            yield Row([as_cell(value) for value in values], number)

    return table_under([str(column) for column in frame.column_names], grid, name)


def _names(source: Any) -> list[str]:
    from pyarrow import parquet

    with parquet.ParquetFile(source) as file:
        return [str(name) for name in file.schema_arrow.names]


def _rows(source: Any) -> Iterator[Sequence[Any]]:
    from pyarrow import parquet

    with parquet.ParquetFile(source) as file:
        yield from _values(file.iter_batches(batch_size=BATCH, use_threads=False))


def _values(batches: Iterable[Any]) -> Iterator[Sequence[Any]]:
    for batch in batches:
        columns = [_in_microseconds(column).to_pylist() for column in batch.columns]
        yield from zip(*columns, strict=True)


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


@contextmanager
def _explained(name: str) -> Iterator[None]:
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError):
        raise FormatError(
            "{name} debería ser un archivo Parquet y no se puede leer; expórtalo de nuevo",
            name=name,
        ) from None
