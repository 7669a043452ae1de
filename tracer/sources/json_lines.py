"""JSON objects as rows: one a line (``.jsonl``), or those of a list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracer.errors import FormatError
from tracer.sources.table import UNREADABLE, Row, Table, table_under
from tracer.sources.typed import as_cell


def json_lines_table(lines: Iterable[str], name: str) -> Table:
    """Make a table of lines that are JSON objects: a column for every key that any of them has.

    Parameters
    ----------
    lines : iterable of str
        With their ends; gone through twice at least.
    name : str
        Of the file.

    Raises
    ------
    FormatError
        If none of the lines is an object.
    """
    keys: dict[str, None] = {}
    written = unreadable = 0
    for line in _whole(lines):
        record = _json_object(line) if line.strip() else {}
        written += bool(line.strip())
        unreadable += record is None
        keys |= dict.fromkeys(record or ())
    if written and unreadable == written:
        raise FormatError(
            "{name} debería tener un objeto JSON por línea y ninguna línea lo es", name=name
        )

    def grid() -> Iterator[Row]:
        for number, line in enumerate(_whole(lines), start=1):
            record = _json_object(line) if line.strip() else {}
            if record is None:
                yield Row([line.strip()], number, (UNREADABLE,))
            else:
                yield Row([as_cell(record.get(key)) for key in keys], number)

    return table_under(tuple(keys), grid, name)


def table_from_records(records: Sequence[dict[str, Any]], *, name: str) -> Table:
    """Make a table of JSON objects: one row each, a column for every key that any of them has."""
    keys = list(dict.fromkeys(key for record in records for key in record))

    def grid() -> Iterator[Row]:
        for number, record in enumerate(records, start=1):
            yield Row([as_cell(record.get(key)) for key in keys], number)

    return table_under(tuple(keys), grid, name)


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Join lines that end with a lone carriage return: it is no end of a line in this format."""
    held = ""
    for line in lines:
        held += line
        if held.endswith("\n"):
            yield held
            held = ""
    if held:
        yield held


def _json_object(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
