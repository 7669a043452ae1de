"""What one file is: a version of the text, contributions, or neither."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from tracer.constitution import read_constitution
from tracer.constitution.read import ACCEPTED, TABLES
from tracer.constitution.tables import NAMES
from tracer.decoding import decode
from tracer.errors import Phrase, TracerError
from tracer.intake.dates import date_of, stage_of
from tracer.intake.findings import Finding, FoundTexts, FoundVersion, Unusable
from tracer.intake.kinds import trouble
from tracer.intake.layouts import Place, place_of
from tracer.intake.tables import found_table
from tracer.records import Constitution
from tracer.sources import SUFFIXES, Layout, read_contributions
from tracer.sources.events import EVENT_SUFFIXES
from tracer.sources.files import read_bytes, suffix_of
from tracer.sources.table import Table
from tracer.sources.tables import TABLE_SUFFIXES, read_table
from tracer.sources.threads import read_json
from tracer.text import fold

_CONCLUSIONS = re.compile(r"^\s*(?:#+\s*)?(?:conclusiones?|acuerdos?|propuestas?)\s*:?\s*$", re.M)
_ARTICLE = re.compile(r"\W*(?:art|trans|preambulo)")
LOOKED_AT = 500
"""Rows in which a table of provisions shows itself."""
ENOUGH = 0.6
"""Share of the cells of a column of citations that must look like one."""


def look(path: Path) -> Finding:
    """Say what a file is, by its extension, its columns and its content.

    Whatever can't be read is `Unusable`, with the reason.
    """
    try:
        str(path).encode()
        reason = trouble(path)
        return Unusable(path, reason) if reason else _look(path)
    except UnicodeEncodeError:
        return Unusable(path, Phrase("su nombre tiene caracteres dañados; cámbiale el nombre"))
    except TracerError as error:
        return Unusable(path, error.phrase)


def _look(path: Path) -> Finding:
    suffix = suffix_of(path)
    packed = path.suffix.lower() == ".gz"
    if packed and suffix in ACCEPTED and suffix not in SUFFIXES:
        return Unusable(
            path, Phrase("está comprimido; descomprímelo para usarlo como versión del texto")
        )
    if suffix in TABLE_SUFFIXES:
        return _look_at_rows(path, suffix, packed=packed)
    if suffix == ".json":
        return _look_at_json(path)
    if suffix in EVENT_SUFFIXES:
        return _look_at_words(path)
    return _version(path, read_constitution(path))


def _look_at_rows(path: Path, suffix: str, *, packed: bool) -> Finding:
    place = place_of(path)
    table = read_table(path, place.layout)
    cited = _cited(table)
    if not cited:
        return found_table(path, table, place)
    if suffix in TABLES and not packed and not place.layout:
        return _version(path, read_constitution(path))
    return Unusable(
        path,
        Phrase(
            "parece una versión del texto (su columna «{column}» cita artículos), pero no se lee "
            "así; guárdala como .csv sin comprimir, con las columnas citation y text en el primer "
            "renglón",
            column=cited,
        ),
    )


def _cited(table: Table) -> str:
    """Name the column of citations of a table of provisions; empty where it is no such table."""
    folded = {fold(column): place for place, column in enumerate(table.columns)}
    text = next((name for name in NAMES["text"] if name in folded), None)
    for name in NAMES["citation"]:
        place = folded.get(name)
        if place is None or text is None:
            continue
        first = (row.cells for row in islice(table.rows, LOOKED_AT))
        cells = [str(row[place]) for row in first if place < len(row) and row[place]]
        if cells and sum(bool(_ARTICLE.match(fold(cell))) for cell in cells) >= ENOUGH * len(cells):
            return table.columns[place]
    return ""


def _look_at_json(path: Path) -> Finding:
    shape = read_json(path, channel="")
    if isinstance(shape, Table):
        return found_table(path, shape, Place(Layout()))
    read_contributions(path)
    return FoundTexts(path, "threads", "comment", "init_channel_threads")


def _look_at_words(path: Path) -> Finding:
    """Tell a constitution from the record of an event: both are documents."""
    version, why_not = _try_version(path)
    events, why_no_events = _try_events(path)
    if version and events and version.articles < 10 and _has_conclusions(path):
        return events
    if version:
        return version
    return events or Unusable(
        path,
        Phrase(
            "no es una versión del texto ({why_not}) ni conclusiones de eventos ({why_no_events}); "
            "si son textos sueltos, ponlos en un .csv, uno por fila, bajo «texto»",
            why_not=why_not, why_no_events=why_no_events,
        ),
    )  # fmt: skip


def _try_version(path: Path) -> tuple[FoundVersion | None, str]:
    try:
        return _version(path, read_constitution(path)), ""
    except TracerError as error:
        return None, error.phrase


def _try_events(path: Path) -> tuple[FoundTexts | None, str]:
    try:
        read_contributions(path)
    except TracerError as error:
        return None, error.phrase
    return FoundTexts(path, "events", "event", "init_channel_events"), ""


def _has_conclusions(path: Path) -> bool:
    if suffix_of(path) == ".docx":
        from tracer.constitution.word.read import docx_body

        return bool(_CONCLUSIONS.search(fold(docx_body(path).text)))
    return bool(_CONCLUSIONS.search(fold(decode(read_bytes(path))[0])))


def _version(path: Path, read: Constitution) -> FoundVersion:
    articles = sum(provision.level == "article" for provision in read.provisions)
    date, why = date_of(path, read.text)
    return FoundVersion(path, articles, len(read.issues), date, why, stage_of(path))
