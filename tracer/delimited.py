"""Delimited text (``.csv``, ``.tsv``): delimiter, quoting, its records one after another."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

DELIMITERS: Final = (",", ";", "\t", "|")
LONGEST_RECORD: Final = 1 << 26
"""Characters after which a quotation that isn't closed is taken to be none."""
_NONE = "\x1f"  # the unit separator: a delimiter that no text contains
_SAMPLE = 200
_SAMPLED = 500_000
_LONGEST_CELL = 2**31 - 1


class Record(NamedTuple):
    """One record, as ragged as it stands."""

    cells: list[str]
    line: int
    """1-based line of the text on which it begins."""
    repaired: bool = False
    """Whether its quotation marks were no quoting."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text is written."""

    delimiter: str
    """What to join the pieces of a broken cell with; empty in a file of one column."""
    quoted: bool = True
    declared: bool = False
    """Whether its first line says the delimiter, as Excel writes it."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a delimited text, header first."""

    rows: list[list[str]]
    delimiter: str


def parse_delimited(text: str) -> Records:
    """Split a delimited text into records; see `dialect_of` and `records_of`.

    Parameters
    ----------
    text : str
        Decoded, with line breaks of any kind.
    """

    def lines() -> Iterable[str]:
        return io.StringIO(text, newline="")

    dialect = dialect_of(lines)
    return Records([record.cells for record in records_of(lines(), dialect)], dialect.delimiter)


def dialect_of(lines: Callable[[], Iterable[str]]) -> Dialect:
    """Find how a delimited text is written.

    The delimiter is the one that gives the header and the first records the same number of cells,
    and most of them. Tab-separated text is read without any quoting where that gives fewer broken
    records, as many programs write it so.

    Parameters
    ----------
    lines : callable
        Gives the lines of the text from its beginning, with their ends, each time it is called.
    """
    start = _start(lines())
    declared = re.match(r"sep=(.)\r?\n", start)  # Excel's own way to declare it
    found = declared[1] if declared else detect_delimiter(start)
    dialect = Dialect("" if found == _NONE else found, declared=declared is not None)
    if found != "\t":
        return dialect
    literal = Dialect(found, quoted=False, declared=dialect.declared)
    broken = _broken(records_of(lines(), dialect))
    return literal if broken and _broken(records_of(lines(), literal)) < broken else dialect


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


def records_of(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """Give the records of a text one by one; of the lines no more is held than a record needs.

    A quotation mark that opens no proper quotation is taken as written, so it can't swallow the
    lines after it.
    """
    delimiter = dialect.delimiter or _NONE
    kept = islice(lines, 1, None) if dialect.declared else lines
    with _long_cells():
        if dialect.quoted:
            yield from _Quoted(kept, delimiter, 2 if dialect.declared else 1).records()
        else:
            reader = csv.reader(kept, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            for row in reader:
                yield Record(row, reader.line_num + dialect.declared)


def _start(lines: Iterable[str]) -> str:
    """The first characters of a text, whole lines where they aren't too long."""
    taken, length = [], 0
    for line in lines:
        taken.append(line)
        length += len(line)
        if length >= _SAMPLED:
            break
    return "".join(taken)[:_SAMPLED]


def _first_records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
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


class _Quoted:
    """Reads quoted records, and goes back where a quotation mark turns out to be none."""

    def __init__(self, lines: Iterable[str], delimiter: str, line: int) -> None:
        self._fresh = iter(lines)
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        """Lines given to the reader for the record at hand."""
        self._length = 0
        self._line = line
        self._delimiter = delimiter
        self._width = 0

    def records(self) -> Iterator[Record]:
        while self._more():
            yield from self._sound()
            if self._more():
                row, used = self._repair()
                yield Record(row, self._line, repaired=True)
                self._pass(used)

    def _sound(self) -> Iterator[Record]:
        """Give records until one is malformed, or swallows others; its lines are returned."""
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        with suppress(csv.Error):
            for row in reader:
                self._width = self._width or len(row)
                if len(self._taken) > 1 and len(row) != self._width and self._stand_alone():
                    break
                yield Record(row, self._line)
                self._pass(len(self._taken))
        self._return()

    def _repair(self) -> tuple[list[str], int]:
        first = next(self._lines())
        row = _literal(first, self._delimiter)
        if self._width not in (0, len(row)):
            with suppress(csv.Error):
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
                self._return()
                row = next(reader)
                return row, reader.line_num
            self._return()
            next(self._lines())
        return row, 1

    def _lines(self) -> Iterator[str]:
        """Give the lines that are left, keeping those of the record at hand."""
        while self._length <= LONGEST_RECORD or not self._taken:
            line = self._returned.popleft() if self._returned else next(self._fresh, None)
            if line is None:
                return
            self._taken.append(line)
            self._length += len(line)
            yield line
        raise csv.Error("quotation without end")

    def _more(self) -> bool:
        if not self._returned and (line := next(self._fresh, None)) is not None:
            self._returned.append(line)
        return bool(self._returned)

    def _pass(self, used: int) -> None:
        """Leave the first `used` of the lines taken behind."""
        rest = self._taken[used:]
        self._line += used
        self._taken.clear()
        self._length = 0
        self._returned.extendleft(reversed(rest))

    def _return(self) -> None:
        self._pass(0)

    def _stand_alone(self) -> bool:
        """Tell whether each line of a record would be a whole one, its quotes taken literally."""
        return all(len(_literal(line, self._delimiter)) == self._width for line in self._taken)


def _literal(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _broken(records: Iterable[Record]) -> int:
    width = broken = 0
    for number, record in enumerate(records):
        row: Sequence[str] = record.cells
        width = width or (0 if number else len(row))
        broken += bool(row) and (len(row) != width or any("\n" in cell for cell in row))
    return broken
