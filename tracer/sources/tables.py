"""Tables of every format: ``.csv``, ``.tsv``, ``.jsonl``, ``.parquet``, ``.xlsx``.

A large table is never in memory as a whole: its rows are read from the file each time they are
gone through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tracer.decoding import LOOKED_AT, Encoding, as_text, encoding_of
from tracer.delimited import dialect_of, records_of
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.records import Issue
from tracer.sources.columnar import parquet_table
from tracer.sources.files import opened, refuse_other_kinds, suffix_of
from tracer.sources.json_lines import json_lines_table
from tracer.sources.layout import AS_IT_STANDS, Layout, headless, refuse_layout
from tracer.sources.table import Row, Table, table_of
from tracer.sources.workbooks import workbook_table

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".jsonl", ".parquet")
LONGEST_LINE = 1 << 26
"""Characters; a file without line breaks is no table."""


def read_table(path: Path, layout: Layout = AS_IT_STANDS) -> Table:
    """Open a table of any of `TABLE_SUFFIXES`, compressed with gzip or not.

    Raises
    ------
    InputError, FormatError
        If the file is absent, damaged, not what its name promises or has no such layout; damage
        also as its rows are gone through.
    EmptyInputError
        If it holds no data row.
    """
    suffix = suffix_of(path)
    refuse_layout(layout, suffix, path.name)
    if suffix == ".xlsx":
        table = workbook_table(path, layout)
    elif suffix == ".parquet":
        table = parquet_table(path)
    else:
        encoding = _encoding(path)
        text = _Lines(path, encoding, layout.header or 1)
        if suffix == ".jsonl":
            table = json_lines_table(text, path.name)
        else:
            table = _delimited_table(text, encoding, layout)
    if not table.columns and layout.header:
        raise FormatError(
            "{name} no tiene encabezado en el renglón {header}, o termina antes; revisa header",
            name=path.name, header=layout.header,
        )  # fmt: skip
    if next(iter(table.rows), None) is None:
        raise EmptyInputError(
            "{name} no tiene filas de datos; se esperaba un encabezado y al menos una fila",
            name=path.name,
        )
    return table


def _encoding(path: Path) -> Encoding:
    with opened(path) as stream:
        refuse_other_kinds(path, stream.peek(LOOKED_AT)[:LOOKED_AT])
        return encoding_of(stream)


class _Lines:
    """The lines of a text file from one on, read each time that they are gone through."""

    def __init__(self, path: Path, encoding: Encoding, first: int) -> None:
        self.path, self.first = path, first
        self._encoding = encoding

    def __iter__(self) -> Iterator[str]:
        with opened(self.path) as stream, as_text(stream, self._encoding) as text:
            for _ in range(1, self.first):
                text.readline(LONGEST_LINE)
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise FormatError(
                        "{name} tiene una línea de más de {most} millones de caracteres; no "
                        "parece una tabla: expórtala de nuevo",
                        name=self.path.name, most=LONGEST_LINE // 10**6,
                    )  # fmt: skip
                yield line


def _delimited_table(text: _Lines, encoding: Encoding, layout: Layout) -> Table:
    def lines() -> Iterable[str]:
        return iter(text)

    dialect = dialect_of(lines)

    def grid() -> Iterator[Row]:
        for cells, line, repaired in records_of(lines(), dialect):
            yield Row(cells, line + text.first - 1, ("repaired-quotes",) if repaired else ())

    name = text.path.name
    issues = []
    if "windows-1252" in encoding.name:
        message = Phrase("texto leído como {encoding}, no es UTF-8", encoding=encoding.name)
        issues.append(Issue("encoding", message, source=name))
    whole = headless(grid) if layout.header == 0 else grid
    return table_of(whole, name, delimiter=dialect.delimiter, issues=tuple(issues))
