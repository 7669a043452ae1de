"""What a row says besides its texts, and notes of what in it could not be taken as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from sys import intern

from tracer.errors import Phrase
from tracer.records import Contribution, Issue
from tracer.redaction import Redactor
from tracer.sources.cells import (
    Cell,
    cell_text,
    parse_channel,
    parse_date,
    parse_weight,
    plain_words,
)
from tracer.sources.columns import Columns
from tracer.sources.result import listing, summary

Notes = dict[tuple[str, Phrase], list[tuple[int, str]]]
"""What was met, by code and message: the rows and the cells as they stand."""
UNREADABLE_DATE = ("unreadable-date", Phrase("fecha que no se puede leer, dejada en blanco"))
MESSAGES = {
    "wordless-text": Phrase(
        "texto sin palabras (sólo signos, cifras o emojis): se cuenta, pero no se le "
        "puede enlazar nada"
    ),
    "unknown-channel": Phrase("canal desconocido, tomado como si no dijera nada"),
    UNREADABLE_DATE[0]: UNREADABLE_DATE[1],
    "unreadable-weight": Phrase("número de apoyos que no se puede leer, contado como 1"),
    "blank-weight": Phrase("número de apoyos en blanco, contado como 1"),
    "negative-weight": Phrase("número de apoyos negativo, contado como 0"),
    "short-row": Phrase("fila con menos celdas que el encabezado, completada con celdas vacías"),
    "repaired-quotes": Phrase("comillas mal cerradas, tomadas como parte del texto"),
    "error-cell": Phrase("celda con un error de fórmula (#N/D, #REF!…), leída como vacía"),
    "decoded-twice": Phrase("acentos estropeados al guardar (Ã³ por ó), devueltos a su forma"),
    "merged-cell": Phrase("celda combinada de varias filas: cada una lleva su valor"),
    "long-row": Phrase(
        "fila con más celdas que el encabezado (¿un separador sin comillas dentro de un "
        "texto?), las que sobran se unieron al texto"
    ),
}


def shell_of(
    row: Sequence[Cell],
    number: int,
    name: str,
    columns: Columns,
    channel: str,
    notes: Notes,
    personal: Redactor,
) -> Contribution:
    """Give everything about a row but its texts and its id."""
    own_channel = _parsed(row, columns.channel, parse_channel, "", number, notes, "unknown-channel")
    return Contribution(
        id="",
        text="",
        channel=own_channel or channel,
        weight=_weight(row, columns.weight, number, notes),
        source=name,
        row=number,
        question=intern(personal.text(cell_at(row, columns.question))),
        date=_parsed(row, columns.date, parse_date, "", number, notes, "unreadable-date"),
        borough=personal.attribute(cell_at(row, columns.borough)),
        neighbourhood=personal.attribute(cell_at(row, columns.neighbourhood)),
        gender=personal.attribute(cell_at(row, columns.gender)),
        age=personal.attribute(cell_at(row, columns.age)),
        anchor=personal.text("" if columns.anchor is None else plain_words(row[columns.anchor])),
    )


def cell_at(row: Sequence[Cell], place: int | None) -> str:
    # One string for the many rows that say the same: surveys have few boroughs and days
    return "" if place is None else intern(cell_text(row[place]))


def _parsed(
    row: Sequence[Cell],
    place: int | None,
    parse: Callable[[Cell], str | None],
    otherwise: str,
    number: int,
    notes: Notes,
    code: str,
) -> str:
    if place is None or not cell_at(row, place):
        return otherwise
    value = parse(row[place])
    if value is None:
        notes[code, MESSAGES[code]].append((number, cell_at(row, place)))
    return otherwise if value is None else intern(value)


def _weight(row: Sequence[Cell], place: int | None, number: int, notes: Notes) -> float:
    if place is None:
        return 1.0
    weight = parse_weight(row[place])
    if weight is None:
        code = "unreadable-weight" if cell_at(row, place) else "blank-weight"
        notes[code, MESSAGES[code]].append((number, cell_at(row, place)))
        return 1.0
    if weight < 0:
        notes["negative-weight", MESSAGES["negative-weight"]].append((number, cell_at(row, place)))
        return 0.0
    return weight


def issues_of(notes: Notes, source: str) -> list[Issue]:
    found = []
    for (code, message), places in sorted(notes.items()):
        cells = sorted({cell for _, cell in places if cell})
        if cells:
            shown = listing(f"«{cell}»" for cell in cells)
            message = Phrase("{what}: {cells}", what=message, cells=shown)
        found.append(summary(code, message, [row for row, _ in places], source=source))
    return found
