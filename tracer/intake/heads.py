"""Where the header of a table stands: below its title rows, in its first line, or nowhere."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tracer.decoding import decode
from tracer.delimited import DELIMITERS
from tracer.intake.findings import Head
from tracer.sources.cells import Cell, cell_text, parse_date, parse_weight
from tracer.sources.columns import known_name
from tracer.sources.files import opened
from tracer.sources.table import Row

LOOKED_AT = 60
"""Rows at the start of a table."""
HEAD_BYTES = 400_000


def delimited_lines(path: Path) -> list[Row]:
    """Give the first records of a delimited file, by the delimiter that fits most of them.

    Raises
    ------
    InputError, FormatError
        If the file can't be opened.
    """
    with opened(path) as stream:
        raw = stream.read(HEAD_BYTES + 1)
    text, _ = decode(raw.rsplit(b"\n", 1)[0] if len(raw) > HEAD_BYTES else raw)
    best: list[Row] = []
    score = (0, 0)
    for delimiter in DELIMITERS:
        lines = _records(text, delimiter)
        widths = Counter(len(row.cells) for row in lines if any(row.cells))
        width, times = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]),
                           default=(0, 0))  # fmt: skip
        if width > 1 and (times, width) > score:
            best, score = lines, (times, width)
    return best or [Row([line], k) for k, line in enumerate(text.splitlines()[:LOOKED_AT], start=1)]


def _records(text: str, delimiter: str) -> list[Row]:
    lines: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with suppress(csv.Error):
        before = 0
        for cells in reader:
            lines.append(Row(cells, before + 1))
            before = reader.line_num
            if len(lines) == LOOKED_AT:
                break
    return lines


def find_head(lines: Sequence[Row]) -> Head:
    """Tell which of the first lines of a table names its columns.

    It is the first that fills most of the table's width, rather one with a usual name in it. A
    line that looks like the data below it is no header: ``Head.line`` is 0 then, and there is no
    header at all.
    """
    filled = [row for row in lines if _filled(row.cells)]
    if not filled:
        return Head()
    width = _width(filled)
    enough = max(2, -(-3 * width // 5)) if width > 1 else 1
    able = [k for k, row in enumerate(filled) if _filled(row.cells) >= enough] or [0]
    top = next((k for k in able[:15] if _is_known(filled[k].cells)), able[0])
    header, number = filled[top].cells, filled[top].line
    below = [row.cells for row in filled[top + 1 :]]
    titles = tuple(_words(row.cells) for row in filled[:top])
    if not _is_known(header) and _is_data(header, below, width):
        return Head(0 if top == 0 else number, titles)
    return Head(number if titles else None, titles)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if cell_text(cell))


def _width(filled: Sequence[Row]) -> int:
    """The number of cells that most rows fill at least; a single wide row doesn't count."""
    sizes = sorted((_filled(row.cells) for row in filled), reverse=True)
    return sizes[min(len(sizes) - 1, max(1, len(sizes) // 4))]


def _is_known(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds a usual name of a column, and no number or day as data do."""
    if any(cell_text(cell) and (_is_number(cell) or _is_day(cell)) for cell in cells):
        return False
    return any(known_name(cell_text(cell)) for cell in cells)


def _words(cells: Sequence[Cell]) -> str:
    return " ".join(cell_text(cell) for cell in cells if cell_text(cell))


def _is_data(header: Sequence[Cell], below: Sequence[Sequence[Cell]], width: int) -> bool:
    """Tell whether a first row is of the kind of the rows below it."""
    if not below:
        return False
    if width == 1:
        return _is_sentence(header) and sum(map(_is_sentence, below)) > len(below) / 2
    alike = repeated = 0
    for place, cell in enumerate(header):
        column = [row[place] for row in below if place < len(row) and cell_text(row[place])]
        if cell_text(cell) and column:
            alike += any(
                kind(cell) and sum(map(kind, column)) >= 0.8 * len(column)
                for kind in (_is_number, _is_day)
            )
            repeated += cell in column
    return alike > 0 or repeated > 1


def _is_number(cell: Cell) -> bool:
    return parse_weight(cell) is not None


def _is_day(cell: Cell) -> bool:
    return not _is_number(cell) and parse_date(cell) is not None


def _is_sentence(cells: Sequence[Cell]) -> bool:
    words = _words(cells)
    return len(words.split()) >= 4 and "?" not in words
