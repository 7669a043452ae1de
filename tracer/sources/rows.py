"""From the rows of a table to contributions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tracer.errors import Phrase
from tracer.records import Contribution, Part, Rejected
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.cells import Cell, cell_text, plain_words
from tracer.sources.columns import Columns
from tracer.sources.days import Days, settle
from tracer.sources.fields import (
    MESSAGES,
    UNREADABLE_DATE,
    Notes,
    cell_at,
    issues_of,
    shell_of,
)
from tracer.sources.identity import Entry, distinguish
from tracer.sources.merged import spread
from tracer.sources.result import ReadResult, rejected
from tracer.sources.table import UNREADABLE, Row, Table
from tracer.text import says_something

_AUTHOR = re.compile(
    r"""("(?:nombres?|apellidos?|autora?|author|user|usuari[oa]|name|surname|firmante)[\w ]*"
    \s*:\s*)(?:"[^"]*"?|[^,}]*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Whose it is, in a line that could not be read: no output names authors."""


def assemble(
    table: Table, columns: Columns, *, channel: str, personal: Redactor = UNTOUCHED
) -> ReadResult:
    """Make contributions of the rows of a table.

    Parameters
    ----------
    table : Table
    columns : Columns
        Places of its columns.
    channel : str
        For the rows whose own cell names none; may be empty.
    personal : Redactor, optional
        Replaces personal data cell by cell, so that nothing past this function holds any.

    Returns
    -------
    ReadResult
        In row order. A row is set aside if every text cell is empty, if it repeats the id and text
        of another, or if it could not be read at all. Texts without words stay, and are noted:
        nothing can be matched to them.
    """
    notes: Notes = defaultdict(list)
    entries: list[Entry] = []
    aside: list[Rejected] = []
    days = Days()
    number = 0
    for number, row in enumerate(_rows(table, columns), start=1):
        if UNREADABLE in row.flaws:
            aside.append(_unreadable(number, row, table, personal))
            continue
        for flaw in row.flaws:
            notes[flaw, MESSAGES[flaw]].append((number, ""))
        cells = _squared(row.cells, number, table, columns, notes)
        if entry := _entry(cells, number, row.line, table, columns, channel, notes, personal):
            if columns.date is not None:
                days.see(cells[columns.date], len(entries))
            entries.append(entry)
        else:
            aside.append(_set_aside(number, row.line, cells, table, columns, personal))
    unread, noticed = settle(entries, days, notes.pop(UNREADABLE_DATE, []), source=table.name)
    if unread:
        notes[UNREADABLE_DATE] = unread
    contributions, repeats, renamed = distinguish(entries, source=table.name, sheet=table.sheet)
    issues = [*table.issues, *issues_of(notes, table.name), *noticed, *renamed]
    aside = sorted([*aside, *repeats], key=lambda one: one.row)
    return ReadResult(
        tuple(contributions), tuple(aside), tuple(issues), numbered=columns.id is None, rows=number
    )


def _rows(table: Table, columns: Columns) -> Iterable[Row]:
    """The rows of a table; what a merged cell says of several goes into each of them."""
    if not table.merged:
        return table.rows
    texts = {*columns.texts, *columns.questions, columns.weight}
    places = {columns.id, columns.channel, columns.date, columns.borough, columns.neighbourhood,
              columns.gender, columns.age, columns.question, columns.anchor}  # fmt: skip
    return spread(table.rows, table.merged, {k for k in places - texts if k is not None})


def _entry(
    cells: Sequence[Cell],
    number: int,
    line: int,
    table: Table,
    columns: Columns,
    channel: str,
    notes: Notes,
    personal: Redactor,
) -> Entry | None:
    """What a row gives; None where it has no text."""
    pieces = _pieces(cells, table, columns, personal)
    if not pieces:
        return None
    if not all(says_something(text) for _, text, _ in pieces):
        notes["wordless-text", MESSAGES["wordless-text"]].append((number, ""))
    id = str(number) if columns.id is None else personal.id(cell_text(cells[columns.id]))
    shell = shell_of(cells, number, table.name, columns, channel, notes, personal)
    answers = (
        _filled(shell, f"{id}#{question}" if question else id, text, question, parts)
        for question, text, parts in pieces
    )
    return Entry(id, line, tuple(answers))


_Piece = tuple[str, str, tuple[Part, ...]]
"""Question (empty for the joined texts), text, parts."""


def _pieces(
    row: Sequence[Cell], table: Table, columns: Columns, personal: Redactor
) -> list[_Piece]:
    """Give the texts of a row that are not empty."""
    candidates = [("", *_joined(row, table, columns.texts, personal))] if columns.texts else []
    candidates += [
        (personal.message(table.columns[k]), *_joined(row, table, (k,), personal))
        for k in columns.questions
    ]
    return [piece for piece in candidates if piece[1]]


def _joined(
    row: Sequence[Cell], table: Table, places: Iterable[int], personal: Redactor
) -> tuple[str, tuple[Part, ...]]:
    texts, parts, at = [], [], 0
    for place in places:
        words = personal.text(plain_words(row[place]))
        if words:
            texts.append(words)
            parts.append(Part(personal.message(table.columns[place]), at, at + len(words)))
            at += len(words) + 1
    return "\n".join(texts), tuple(parts)


def _filled(
    shell: Contribution, id: str, text: str, question: str, parts: tuple[Part, ...]
) -> Contribution:
    # dataclasses.replace takes three times as long, and surveys have hundreds of thousands of rows
    return Contribution(
        id=id, text=text, channel=shell.channel, weight=shell.weight, source=shell.source,
        row=shell.row, question=question or shell.question, date=shell.date,
        borough=shell.borough, neighbourhood=shell.neighbourhood, gender=shell.gender,
        age=shell.age, anchor=shell.anchor, parts=parts,
    )  # fmt: skip


def _squared(
    row: Sequence[Cell], number: int, table: Table, columns: Columns, notes: Notes
) -> Sequence[Cell]:
    """Give a row as many cells as the table has columns.

    Cells in excess come from an unquoted delimiter inside a text, so they are put back into the
    last text column: then the cells after it fall into place again.
    """
    width = len(table.columns)
    if len(row) == width:
        return row
    cells = list(row)
    while len(cells) > width and cells[-1] == "":
        cells.pop()
    if 0 < len(cells) < width and any(cells) and len(row) < width:
        # Excel leaves the blank cells at the end of a row out; only delimited text is broken so.
        if table.delimiter:
            notes["short-row", MESSAGES["short-row"]].append((number, ""))
    elif len(cells) > width:
        notes["long-row", MESSAGES["long-row"]].append((number, ""))
        place = max((*columns.texts, *columns.questions))
        stop = place + 1 + len(cells) - width
        cells[place:stop] = [(table.delimiter or " ").join(map(str, cells[place:stop]))]
    return cells + [""] * (width - len(cells))


def _set_aside(
    number: int,
    line: int,
    row: Sequence[Cell],
    table: Table,
    columns: Columns,
    personal: Redactor,
) -> Rejected:
    names = ", ".join(table.columns[k] for k in (*columns.texts, *columns.questions))
    return rejected(
        "empty-row", Phrase("sin texto en {names}", names=names), file=table.name,
        sheet=table.sheet, row=number, line=line, id=personal.id(cell_at(row, columns.id)),
    )  # fmt: skip


def _unreadable(number: int, row: Row, table: Table, personal: Redactor) -> Rejected:
    # It may spell what is personal in escapes, or cut it in two: the line is known by its number.
    shown = "" if personal.on else _AUTHOR.sub(r"\1…", cell_text(row.cells[0]))
    return rejected(
        UNREADABLE, Phrase("la línea no es un objeto JSON"), file=table.name, row=number,
        line=row.line, text=shown,
    )  # fmt: skip
