"""Delimited text (``.csv``, ``.tsv``): its delimiter, its quoting, its records."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final

DELIMITERS: Final = (",", ";", "\t", "|")
_NONE = "\x1f"  # the unit separator: a delimiter that no text contains
_SAMPLE = 200
_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a delimited file, header first, as ragged as they stand."""

    rows: list[list[str]]
    delimiter: str
    """What to join the pieces of a broken cell with; empty in a file of one column."""
    repaired: tuple[int, ...] = ()
    """Places in `rows` of the records whose quotation marks were no quoting."""


def parse_delimited(text: str) -> Records:
    """Split a delimited text into records.

    The delimiter is the one that gives the header and the first records the same number of cells,
    and most of them. A quotation mark that opens no proper quotation is taken as written, so it
    can't swallow the lines after it; tab-separated files are read without any quoting where that
    gives fewer broken records, as many programs write them so.

    Parameters
    ----------
    text : str
        Decoded, with line breaks of any kind.
    """
    declared = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to declare it
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else detect_delimiter(body)
    lines = list(io.StringIO(body, newline=""))
    with _long_cells():
        rows, repaired = _quoted_records(lines, delimiter)
        if delimiter == "\t" and _broken(rows):
            literal = list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
            if _broken(literal) < _broken(rows):
                rows, repaired = literal, []
    return Records(rows, "" if delimiter == _NONE else delimiter, tuple(repaired))


def detect_delimiter(text: str) -> str:
    """Choose among `DELIMITERS`; the unit separator where the header holds none of them."""
    best, choice = (0.0, 0), _NONE
    for delimiter in DELIMITERS:
        rows = list(islice(_first_records(text, delimiter), _SAMPLE))
        width = len(rows[0]) if rows else 0
        score = (sum(len(r) == width for r in rows) / max(1, len(rows)), width)
        if width > 1 and score > best:
            best, choice = score, delimiter
    return choice


def _first_records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text[:500_000], newline=""), delimiter=delimiter)
    with suppress(csv.Error):  # a cell beyond the module's limit: what came before it will do
        yield from filter(None, reader)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's limit on the size of a cell, which is global."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _quoted_records(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    repaired: list[int] = []
    width = start = 0
    while start < len(lines):
        for row, used in _sound_records(lines, start, delimiter):
            width = width or len(row)
            if (
                used > 1
                and len(row) != width
                and _stand_alone(lines, start, used, delimiter, width)
            ):
                break
            rows.append(row)
            start += used
        if start < len(lines):
            row, used = _repair(lines, start, delimiter, width)
            repaired.append(len(rows))
            rows.append(row)
            start += used
    return rows, repaired


def _sound_records(
    lines: Sequence[str], start: int, delimiter: str
) -> Iterator[tuple[list[str], int]]:
    """Give records from line `start` on, and how many lines each takes, until one is malformed."""
    rest = (lines[k] for k in range(start, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    before = 0
    with suppress(csv.Error):
        for row in reader:
            yield row, reader.line_num - before
            before = reader.line_num


def _stand_alone(lines: Sequence[str], start: int, used: int, delimiter: str, width: int) -> bool:
    """Tell whether each line of a record would be a whole record, its quotes taken literally."""
    span = range(start, start + used)
    return all(len(_literal(lines[k], delimiter)) == width for k in span)


def _literal(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _repair(lines: Sequence[str], start: int, delimiter: str, width: int) -> tuple[list[str], int]:
    literal = _literal(lines[start], delimiter)
    if width in (0, len(literal)):
        return literal, 1
    rest = (lines[k] for k in range(start, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter)
    return next(reader), reader.line_num


def _broken(rows: list[list[str]]) -> int:
    width = len(rows[0]) if rows else 0
    return sum(len(r) != width or any("\n" in cell for cell in r) for r in rows if r)
