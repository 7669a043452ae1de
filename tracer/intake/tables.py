"""A table of contributions: its form, its columns, its channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path

from tracer.decoding import LOOKED_AT, missing_mark
from tracer.errors import Phrase
from tracer.intake.channel import channel_of
from tracer.intake.findings import FoundTexts, Roles, Unusable
from tracer.intake.layouts import Place
from tracer.intake.profile import profiles, sampled
from tracer.intake.roles import roles_of
from tracer.sources.cells import cell_text
from tracer.sources.files import opened, suffix_of
from tracer.sources.table import UNREADABLE, Row, Table
from tracer.text import fold

SHOWN = 8
"""Columns that a message names."""
COUNTED = 200_000
"""Rows among which repeated ids are looked for: all the ids of more wouldn't fit in memory."""
_OPEN = ("open-ended response", "response", "respuesta abierta", "respuesta", "texto libre")
"""What survey programs write below a question that is answered freely."""


def found_table(path: Path, table: Table, place: Place) -> FoundTexts | Unusable:
    """Take the columns of a table for what they are."""
    some, size = sampled(table.rows)
    looked = profiles(table.columns, some)
    roles = roles_of(table, looked)
    texts = (*roles.texts, *roles.questions)
    if not texts:
        return Unusable(path, _wordless(table))
    channel, why = channel_of(path, table.columns, roles)
    return FoundTexts(
        path,
        "table",
        channel,
        why,
        rows=size,
        layout=place.layout,
        titles=place.titles,
        form=_form(path, table),
        roles=roles,
        samples={p.name: p.words for p in looked if p.name in texts},
        repeated_ids=_repeated(table, roles),
        sheets=place.sheets,
        two_headers=_has_second_header(table, some[:1], texts),
    )


def _wordless(table: Table) -> Phrase:
    shown = ", ".join(table.columns[:SHOWN]) + (" …" if len(table.columns) > SHOWN else "")
    return Phrase(
        "ninguna de sus columnas ({columns}) tiene textos: sólo cifras, fechas, datos personales o "
        "etiquetas; si alguna los tiene, nómbrala a mano con text",
        columns=shown,
    )


def _form(path: Path, table: Table) -> str:
    """Format, encoding and delimiter, as they are written in every language."""
    if suffix_of(path) not in (".csv", ".tsv"):
        return suffix_of(path).lstrip(".")
    delimiter = {"\t": "tab", "": "—"}.get(table.delimiter, table.delimiter)
    return f"{suffix_of(path).lstrip('.')}, {_encoding(path, table)}, «{delimiter}»"


def _encoding(path: Path, table: Table) -> str:
    told = next((issue.message for issue in table.issues if issue.code == "encoding"), "")
    if told:
        return "UTF-8 + Windows-1252" if "utf-8" in told.split(",")[0] else "Windows-1252"
    with opened(path) as stream:
        start = stream.read(LOOKED_AT)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or missing_mark(start):
        return "UTF-16"
    return "UTF-8 (BOM)" if start.startswith(b"\xef\xbb\xbf") else "UTF-8"


def _has_second_header(table: Table, first: Iterable[Row], texts: Collection[str]) -> bool:
    """Tell whether the first row says of a text column that its answers are free."""
    folded = [fold(cell_text(cell)) for row in first for cell in row.cells]
    return any(c in texts and f in _OPEN for c, f in zip(table.columns, folded, strict=False))


def _repeated(table: Table, roles: Roles) -> int:
    """Count the rows whose id another has, among the first `COUNTED`."""
    choice = roles.roles.get("id")
    if choice is None:
        return 0
    place = table.columns.index(choice.column)
    ids = Counter(
        cell_text(row.cells[place])
        for row in islice(table.rows, COUNTED)
        if place < len(row.cells) and UNREADABLE not in row.flaws
    )
    return sum(times - 1 for id, times in ids.items() if id)
