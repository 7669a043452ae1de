"""``tracer audit --table``: a published table of petitions and articles, citation by citation."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.engine import DONE, NOTHING, existing, folder, list_issues, listed
from tracer.console import note, said, say, warn
from tracer.errors import ColumnError, FormatError

if TYPE_CHECKING:
    from tracer.audit.published import Cited, Entry
    from tracer.audit.traced import Traced

EXISTS = {
    "yes": "existe", "no": "no existe", "absent": "la tabla dice que no está",
    "transversal": "dice sólo «transversal»", "unclear": "no se entiende",
    "no_text": "no se puede saber: falta ese texto",
}  # fmt: skip
SUPPORTS = {"yes": "responde", "doubtful": "quizá responde", "no": "no responde", "": ""}
CITES = {"cita", "citas", "citation", "articulo", "articulos", "article", "articles"}
DRAFT = {"draft", "borrador"}
STAGES = {"draft": "borrador", "final": "texto final"}
READINGS = {
    "cited": "la tabla cita algo", "exists": "lo citado existe",
    "generous": "existe y quizá responde", "middle": "existe y responde",
    "strict": "existe, responde y obliga",
}  # fmt: skip


def published(run: Path, into: Path, args: argparse.Namespace) -> int:
    """``tracer audit --table``: does what is cited exist, and does it answer?"""
    from tracer.audit import tables
    from tracer.audit.folder import EVIDENCE, read_run
    from tracer.audit.published import check_published
    from tracer.audit.traced import traced_shares
    from tracer.output import write_csv

    found = check_published(
        _entries(Path(args.table), args.id_column), read_run(run, also=EVIDENCE)
    )
    shares = traced_shares(found)
    folder(str(into))
    write_csv(tables.cited_rows(found), into / "tabla.csv", tables.CITED)
    write_csv(tables.traced_rows(shares), into / "tabla_partes.csv", tables.TRACED)
    for one in found:
        say("{line}", shown={"line": _line(one)})
    for share in shares:
        _tell_share(share)
    unknown = sorted({one.stage for one in found} - {share.stage for share in shares})
    for stage in unknown:
        shown = {"stage": said(STAGES[stage])}
        say("{stage}: no se puede saber, la corrida no tiene ese texto", shown=shown)
    note(
        cited=[asdict(one) for one in found],
        shares=[{**asdict(share), "percent": _percent(share)} for share in shares],
        unknown_stages=unknown,
    )
    clean = bool(found) and all(one.exists == "yes" and one.supports == "yes" for one in found)
    return DONE if clean else NOTHING


def _entries(path: Path, id_column: str | None) -> list[Entry]:
    from tracer.audit.published import Entry
    from tracer.sources.columns import find_columns, normal_name
    from tracer.sources.files import suffix_of
    from tracer.sources.table import UNREADABLE
    from tracer.sources.tables import TABLE_SUFFIXES, read_table

    if suffix_of(path) not in TABLE_SUFFIXES:
        raise FormatError(
            "{name}: se esperaba una tabla ({known}); guárdala así",
            name=path.name, known=", ".join(TABLE_SUFFIXES),
        )  # fmt: skip
    existing(str(path))
    table = read_table(path)
    names = [set(normal_name(name).replace("_", " ").split()) for name in table.columns]
    final = [k for k, words in enumerate(names) if words & CITES and "final" in words]
    draft = [k for k, words in enumerate(names) if words & CITES and words & DRAFT]
    # What the table says in its other columns isn't read: the petitions' words are the run's.
    cited = tuple(table.columns[at] for at in final[:1])
    places = find_columns(table, id_column=id_column, text_columns=cited)[0] if cited else None
    if places is None or places.id is None:
        raise ColumnError(
            "{name}: se esperaba una columna de identificador (--id-column) y una como "
            "«articulo_final» o «final_citation» (hay: {columns})",
            name=path.name, columns=", ".join(table.columns),
        )  # fmt: skip
    if table.issues:
        warn("avisos de la tabla: {count}", shown={"count": len(table.issues)})
        list_issues(table.issues)
    filled = [
        row
        for row, _, flaws in table.rows
        if UNREADABLE not in flaws and any(_cell(row, at) for at in range(len(row)))
    ]
    rows = [row for row in filled if _cell(row, places.id)]
    nameless = len(filled) - len(rows)
    if nameless:
        warn("filas sin identificador, que no se juzgan: {count}", shown={"count": nameless})
    note(nameless_rows=nameless, table_notices=listed(table.issues))
    return [
        Entry(_cell(row, places.id), _cell(row, draft[0]) if draft else None, _cell(row, final[0]))
        for row in rows
    ]


def _cell(row: Sequence[object], at: int) -> str:
    value = row[at] if at < len(row) else None
    return "" if value is None else str(value).strip()


def _line(one: Cited) -> str:
    cited = one.citation or one.written or "—"
    shown = (
        f"{one.contribution_id} · {said(STAGES[one.stage])} · {cited}: {said(EXISTS[one.exists])}"
    )
    if one.supports:
        shown += f", {said(SUPPORTS[one.supports])} ({one.confidence:.2f})"
        if one.supports != "yes" and one.surest:
            shown += said("; la que más, {citation}", citation=one.surest)
    if one.instead:
        shown += said("; cerca: {citations}", citations=", ".join(one.instead))
    if one.reforms:
        shown += said("; reformado después: del texto original no se puede saber")
    return shown


def _tell_share(share: Traced) -> None:
    shown = {"stage": said(STAGES[share.stage]), "reading": said(READINGS[share.reading])}
    say(
        "{stage} · {reading}: {units} de {of} peticiones, {percent:.1f} % de {of_weight:,.0f} "
        "firmas",
        shown={**asdict(share), **shown, "percent": _percent(share)},
    )


def _percent(share: Traced) -> float:
    return 100 * share.weight / share.of_weight if share.of_weight else 0.0
