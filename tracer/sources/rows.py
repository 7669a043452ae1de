"""From the rows of a table to contributions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from sys import intern

from tracer.records import Contribution, Issue, Part, Rejected
from tracer.sources.cells import (
    Cell,
    cell_text,
    parse_channel,
    parse_date,
    parse_weight,
    plain_words,
)
from tracer.sources.columns import Columns
from tracer.sources.days import Days, settle
from tracer.sources.identity import Entry, distinguish
from tracer.sources.merged import spread
from tracer.sources.result import ReadResult, listing, rejected, summary
from tracer.sources.table import UNREADABLE, Row, Table
from tracer.text import says_something

_Notes = dict[tuple[str, str], list[tuple[int, str]]]
"""What was met, by code and message: the rows and the cells as they stand."""


def assemble(table: Table, columns: Columns, *, channel: str) -> ReadResult:
    """Make contributions of the rows of a table.

    Parameters
    ----------
    table : Table
    columns : Columns
        Places of its columns.
    channel : str
        For the rows whose own cell names none; may be empty.

    Returns
    -------
    ReadResult
        In row order. A row is set aside if every text cell is empty, if it repeats the id and text
        of another, or if it could not be read at all. Texts without words stay, and are noted:
        nothing can be matched to them.
    """
    notes: _Notes = defaultdict(list)
    entries: list[Entry] = []
    aside: list[Rejected] = []
    days = Days()
    number = 0
    for number, row in enumerate(_rows(table, columns), start=1):
        if UNREADABLE in row.flaws:
            aside.append(_unreadable(number, row, table))
            continue
        for flaw in row.flaws:
            notes[flaw, _MESSAGES[flaw]].append((number, ""))
        cells = _squared(row.cells, number, table, columns, notes)
        if entry := _entry(cells, number, row.line, table, columns, channel, notes):
            if columns.date is not None:
                days.see(cells[columns.date], len(entries))
            entries.append(entry)
        else:
            aside.append(_set_aside(number, row.line, cells, table, columns))
    unread, noticed = settle(entries, days, notes.pop(_UNREADABLE_DATE, []), source=table.name)
    if unread:
        notes[_UNREADABLE_DATE] = unread
    contributions, repeats, renamed = distinguish(entries, source=table.name, sheet=table.sheet)
    issues = [*table.issues, *_issues(notes, table.name), *noticed, *renamed]
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
    notes: _Notes,
) -> Entry | None:
    """What a row gives; None where it has no text."""
    pieces = _pieces(cells, table, columns)
    if not pieces:
        return None
    if not all(says_something(text) for _, text, _ in pieces):
        notes["wordless-text", _MESSAGES["wordless-text"]].append((number, ""))
    id = str(number) if columns.id is None else cell_text(cells[columns.id])
    shell = _shell(cells, number, table, columns, channel, notes)
    answers = (
        _filled(shell, f"{id}#{question}" if question else id, text, question, parts)
        for question, text, parts in pieces
    )
    return Entry(id, line, tuple(answers))


_Piece = tuple[str, str, tuple[Part, ...]]
"""Question (empty for the joined texts), text, parts."""


def _pieces(row: Sequence[Cell], table: Table, columns: Columns) -> list[_Piece]:
    """Give the texts of a row that are not empty."""
    candidates = [("", *_joined(row, table, columns.texts))] if columns.texts else []
    candidates += [(table.columns[k], *_joined(row, table, (k,))) for k in columns.questions]
    return [piece for piece in candidates if piece[1]]


def _joined(
    row: Sequence[Cell], table: Table, places: Iterable[int]
) -> tuple[str, tuple[Part, ...]]:
    texts, parts, at = [], [], 0
    for place in places:
        words = plain_words(row[place])
        if words:
            texts.append(words)
            parts.append(Part(table.columns[place], at, at + len(words)))
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


def _shell(
    row: Sequence[Cell], number: int, table: Table, columns: Columns, channel: str, notes: _Notes
) -> Contribution:
    """Give everything about a row but its texts and its id."""
    own_channel = _parsed(row, columns.channel, parse_channel, "", number, notes, "unknown-channel")
    return Contribution(
        id="",
        text="",
        channel=own_channel or channel,
        weight=_weight(row, columns.weight, number, notes),
        source=table.name,
        row=number,
        question=_cell(row, columns.question),
        date=_parsed(row, columns.date, parse_date, "", number, notes, "unreadable-date"),
        borough=_cell(row, columns.borough),
        neighbourhood=_cell(row, columns.neighbourhood),
        gender=_cell(row, columns.gender),
        age=_cell(row, columns.age),
        anchor="" if columns.anchor is None else plain_words(row[columns.anchor]),
    )


def _cell(row: Sequence[Cell], place: int | None) -> str:
    # One string for the many rows that say the same: surveys have few boroughs and days
    return "" if place is None else intern(cell_text(row[place]))


def _parsed(
    row: Sequence[Cell],
    place: int | None,
    parse: Callable[[Cell], str | None],
    otherwise: str,
    number: int,
    notes: _Notes,
    code: str,
) -> str:
    if place is None or not _cell(row, place):
        return otherwise
    value = parse(row[place])
    if value is None:
        notes[code, _MESSAGES[code]].append((number, _cell(row, place)))
    return otherwise if value is None else intern(value)


def _weight(row: Sequence[Cell], place: int | None, number: int, notes: _Notes) -> float:
    if place is None:
        return 1.0
    weight = parse_weight(row[place])
    if weight is None:
        code = "unreadable-weight" if _cell(row, place) else "blank-weight"
        notes[code, _MESSAGES[code]].append((number, _cell(row, place)))
        return 1.0
    if weight < 0:
        notes["negative-weight", _MESSAGES["negative-weight"]].append((number, _cell(row, place)))
        return 0.0
    return weight


_UNREADABLE_DATE = ("unreadable-date", "fecha que no se puede leer, dejada en blanco")
_MESSAGES = {
    "wordless-text": "texto sin palabras (sólo signos, cifras o emojis): se cuenta, pero no se le "
    "puede enlazar nada",
    "unknown-channel": "canal desconocido, tomado como si no dijera nada",
    _UNREADABLE_DATE[0]: _UNREADABLE_DATE[1],
    "unreadable-weight": "número de apoyos que no se puede leer, contado como 1",
    "blank-weight": "número de apoyos en blanco, contado como 1",
    "negative-weight": "número de apoyos negativo, contado como 0",
    "short-row": "fila con menos celdas que el encabezado, completada con celdas vacías",
    "repaired-quotes": "comillas mal cerradas, tomadas como parte del texto",
    "error-cell": "celda con un error de fórmula (#N/D, #REF!…), leída como vacía",
    "decoded-twice": "acentos estropeados al guardar (Ã³ por ó), devueltos a su forma",
    "merged-cell": "celda combinada de varias filas: cada una lleva su valor",
    "long-row": "fila con más celdas que el encabezado (¿un separador sin comillas dentro de un "
    "texto?), las que sobran se unieron al texto",
}


def _squared(
    row: Sequence[Cell], number: int, table: Table, columns: Columns, notes: _Notes
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
            notes["short-row", _MESSAGES["short-row"]].append((number, ""))
    elif len(cells) > width:
        notes["long-row", _MESSAGES["long-row"]].append((number, ""))
        place = max((*columns.texts, *columns.questions))
        stop = place + 1 + len(cells) - width
        cells[place:stop] = [(table.delimiter or " ").join(map(str, cells[place:stop]))]
    return cells + [""] * (width - len(cells))


def _set_aside(
    number: int, line: int, row: Sequence[Cell], table: Table, columns: Columns
) -> Rejected:
    names = ", ".join(table.columns[k] for k in (*columns.texts, *columns.questions))
    return rejected(
        "empty-row", f"sin texto en {names}", file=table.name, sheet=table.sheet, row=number,
        line=line, id=_cell(row, columns.id),
    )  # fmt: skip


def _unreadable(number: int, row: Row, table: Table) -> Rejected:
    return rejected(
        UNREADABLE, "la línea no es un objeto JSON", file=table.name, row=number, line=row.line,
        text=cell_text(row.cells[0]),
    )  # fmt: skip


def _issues(notes: _Notes, source: str) -> list[Issue]:
    found = []
    for (code, message), places in sorted(notes.items()):
        cells = sorted({cell for _, cell in places if cell})
        shown = f": {listing(f'«{cell}»' for cell in cells)}" if cells else ""
        found.append(summary(code, message + shown, [row for row, _ in places], source=source))
    return found
