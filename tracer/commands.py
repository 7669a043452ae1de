"""What each command of the command line does, from parsed arguments to an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.console import Watching, say, watching
from tracer.errors import EmptyInputError, OutputError
from tracer.files import reason
from tracer.records import UNSTABLE, Campaign, Constitution, Issue, Theme

if TYPE_CHECKING:
    from tracer.encode import Encoder, VectorCache
    from tracer.match import Encode
    from tracer.sources import ReadResult

DONE, NOTHING = 0, 1
SHOWN = 20
"""Issues printed before the rest is only counted."""


def parse(args: argparse.Namespace) -> int:
    """``tracer parse``: a constitution as a table of provisions, or as Akoma Ntoso."""
    from tracer import tables
    from tracer.constitution import akoma_xml, provision_rows, summary
    from tracer.constitution.wording import issue_line, left_out_line, summary_line
    from tracer.output import check_format, write_bytes, write_table

    if args.references:
        check_format(args.references)
    document = _document(args.document, args.style)
    rows = provision_rows(document)
    if Path(args.output).suffix.lower() == ".xml":
        write_bytes(akoma_xml(document), args.output)
    else:
        write_table(rows, args.output, tables.PROVISIONS)
    say(summary_line(summary(document)))
    if document.left_out:
        say(left_out_line(document.left_out))
    issues = document.issues
    if args.references:
        issues = (*issues, *_write_references(document, args.references))
    _list_issues(issues, tell=issue_line)
    return NOTHING if issues or not rows else DONE


def _document(path: str, style: str) -> Constitution:
    """Read a document by the grammar named, or by that of the house."""
    from tracer.constitution import read_constitution, read_style

    return read_constitution(path, style=read_style(style)) if style else read_constitution(path)


def _write_references(document: Constitution, path: str) -> tuple[Issue, ...]:
    """Write the references from provision to provision; give those that lead nowhere."""
    from tracer.constitution.references.find import (
        COLUMNS,
        cross_references,
        reference_issues,
        reference_rows,
        reference_summary,
    )
    from tracer.output import write_table

    found = cross_references(document)
    write_table(reference_rows(found), path, COLUMNS)
    say(reference_summary(found))
    return reference_issues(document, found)


def match(args: argparse.Namespace) -> int:
    """``tracer match``: contributions against one document."""
    from tracer import tables
    from tracer.constitution import units
    from tracer.match import links_at_precision, match_provisions
    from tracer.output import write_table

    read = _read_texts(args)
    found = units(_document(args.against, args.style), level=args.level)
    with _engine(args) as engine:
        encode = engine.watched(engine.watch)
        progress = engine.watch.stage("enlaces", len(read.contributions))
        links = match_provisions(
            read.contributions, found, encode=encode, top=args.top,
            min_confidence=args.min_confidence, progress=progress,
        )  # fmt: skip
    if args.precision is not None:
        links = links_at_precision(links, args.precision)
    write_table(tables.link_rows(links), args.output, tables.LINKS)
    unanswered = sum(link.rank == 0 for link in links)
    say(
        f"{len(read.contributions)} aportaciones contra {len(found)} unidades; "
        f"{unanswered} sin respuesta clara"
    )
    return DONE if any(link.rank for link in links) else NOTHING


def themes(args: argparse.Namespace) -> int:
    """``tracer themes``: groups of contributions that ask for the same."""
    from tracer import tables
    from tracer.breakdown import break_down, suppressed
    from tracer.output import write_csv, write_people_csv
    from tracer.stages import themes_of
    from tracer.themes import find_campaigns

    read = _read_texts(args)
    folder = _folder(args.output)
    with _engine(args) as engine:
        encode = engine.watched(engine.watch)
        found, members = themes_of(read.contributions, encode=encode, seed=args.seed)
    campaigns = find_campaigns(read.contributions)
    cells = suppressed(break_down(read.contributions, members))
    for name, rows, columns in (
        ("themes", tables.theme_rows(found), tables.THEMES),
        ("members", tables.member_rows(members), tables.MEMBERS),
        ("details", tables.detail_rows(found), tables.THEME_DETAILS),
        ("campaigns", tables.campaign_rows(campaigns), tables.CAMPAIGNS),
        ("breakdown", tables.breakdown_rows(cells), tables.BREAKDOWN),
    ):
        write_csv(rows, folder / f"{name}.csv", columns)
    write_people_csv(
        tables.rejected_rows(read.rejected), folder / "rechazados.csv", tables.REJECTED
    )
    outside = len({m.contribution_id for m in members if not m.theme_id})
    say(f"{len(found)} temas; {outside} de {len(read.contributions)} aportaciones sin tema")
    _tell_themes(found, campaigns)
    return DONE if found else NOTHING


def _tell_themes(found: Sequence[Theme], campaigns: Sequence[Campaign]) -> None:
    shaky = [theme for theme in found if theme.stability < UNSTABLE]
    if shaky:
        names = "; ".join(f"{theme.label} {theme.stability:.2f}" for theme in shaky)
        say(f"inestables (menos de {UNSTABLE:g} al faltar un quinto de los textos): {names}")
    if campaigns:
        copies = sum(len(campaign.members) for campaign in campaigns)
        say(f"{len(campaigns)} campañas, {copies} aportaciones en ellas")


def assign(args: argparse.Namespace) -> int:
    """``tracer assign``: contributions to the concepts of a list."""
    from tracer import tables
    from tracer.output import write_table
    from tracer.sources import read_concepts
    from tracer.taxonomy import assign_concepts

    listed = read_concepts(args.concepts)
    _tell("avisos de la lista de conceptos", listed.issues)
    read, concepts = _read_texts(args), listed.concepts
    with _engine(args) as engine:
        found = assign_concepts(
            read.contributions, concepts, encode=engine.watched(engine.watch), top=args.top
        )
    write_table(tables.assignment_rows(found), args.output, tables.ASSIGNMENTS)
    examples = sum(len(concept.examples) for concept in concepts)
    say(
        f"{len(read.contributions)} aportaciones entre {len(concepts)} conceptos, con "
        f"{examples} ejemplos"
    )
    return DONE if any(a.rank for a in found) else NOTHING


def align(args: argparse.Namespace) -> int:
    """``tracer align``: what became of each provision of an older version."""
    from collections import Counter

    from tracer import tables
    from tracer.constitution import units
    from tracer.output import write_table
    from tracer.stages import lineage_of

    old = units(_document(args.old, args.style), level=args.level)
    new = units(_document(args.new, args.style), level=args.level)
    with _engine(args) as engine:
        pairs = lineage_of(old, new, encode=engine.watched(engine.watch))
    write_table(tables.lineage_rows(pairs), args.output, tables.LINEAGE)
    fates = Counter(pair.fate for pair in pairs)
    say(", ".join(f"{fate} {count}" for fate, count in sorted(fates.items())))
    return DONE if pairs else NOTHING


def run(args: argparse.Namespace) -> int:
    """``tracer run``: everything, into a run folder."""
    from tracer.process import read_process
    from tracer.run import run as run_process
    from tracer.shipped import shipped

    path = Path(args.process)
    if args.process == "muestra" and not path.is_file():
        path = shipped("corpora") / "muestra" / "proceso.toml"
    process = read_process(path)
    chosen = {
        name: value
        for name in ("seed", "encoder", "backend", "lang", "level", "top", "min_confidence")
        if (value := getattr(args, name)) is not None
    }
    process = replace(process, settings=replace(process.settings, **chosen))
    args.encoder, args.backend = process.settings.encoder, process.settings.backend
    folder = Path(args.output)
    with _engine(args) as engine:
        finished = run_process(
            process, folder, encoder=engine.encoder, cache=engine.cache, watch=engine.watch
        )
    results = finished.results
    say(f"{len(results.contributions)} aportaciones, {len(results.themes)} temas")
    if finished.rejected:
        say(f"filas apartadas: {len(finished.rejected)}, en {folder / 'rechazados.csv'}")
    if noticed := len(results.issues) - len(finished.rejected):
        say(f"avisos de lectura: {noticed}, al final del informe")
    for label, name in (
        ("Informe", "reporte.html"), ("Libro de Excel", "trazabilidad.xlsx"),
        ("Tablas", ""), ("Ficha técnica", "manifest.json"),
    ):  # fmt: skip
        say(f"{label + ':':16}{folder / name}")
    return DONE if results.contributions else NOTHING


def evaluate(args: argparse.Namespace) -> int:
    """``tracer eval``: measure against gold and print the table."""
    import datetime as dt
    import sys

    from tracer.evaluate import record, run_suite, suite_names, table

    names = suite_names() if args.suite == "all" else [args.suite]
    with _engine(args) as engine:
        for name in names:
            result = run_suite(name, encoder=engine.encoder, encode=engine.watched(engine.watch))
            sys.stdout.write(table(result, args.lang or "es") + "\n")
            if args.record:
                record(
                    result, Path(args.record), date=dt.date.today().isoformat(), commit=_commit()
                )
    return DONE


def _commit() -> str:
    import subprocess

    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


@dataclass(frozen=True, slots=True)
class Engine:
    """What every command that encodes needs."""

    encoder: Encoder
    cache: VectorCache
    watch: Watching

    def watched(self, watch: Watching) -> Encode:
        """Encode through the cache, reporting to `watch`."""
        from tracer.encode import cached_encode

        def encode(texts: Sequence[str]) -> object:
            progress: Callable[[int], None] = watch.stage("vectores", len(texts))
            return cached_encode(self.encoder, texts, self.cache, progress=progress)

        return encode  # type: ignore[return-value]


@contextmanager
def _engine(args: argparse.Namespace) -> Iterator[Engine]:
    from threadpoolctl import threadpool_limits

    from tracer.encode import VectorCache, load_encoder
    from tracer.encode.cache import default_cache_path

    encoder = load_encoder(
        args.encoder or "", backend=args.backend or "", threads=args.threads,
        batch_tokens=args.batch_tokens,
    )  # fmt: skip
    with (
        VectorCache(default_cache_path()) as cache,
        watching(quiet=args.quiet) as watch,
        threadpool_limits(limits=args.threads or None),
    ):
        yield Engine(encoder, cache, watch)


def _read_texts(args: argparse.Namespace) -> ReadResult:
    from tracer.sources import read_contributions

    read = read_contributions(
        args.texts,
        id_column=args.id_column,
        text_columns=tuple(args.text_column or ()),
        weight_column=args.weight_column,
    )
    _tell("filas apartadas", read.rejected)
    _tell("avisos de lectura", read.issues)
    if not read.contributions:
        raise EmptyInputError(f"{args.texts} no tiene ninguna aportación con texto")
    return read


def _tell(title: str, issues: Sequence[Issue]) -> None:
    if issues:
        say(f"{title}: {len(issues)}")
        _list_issues(issues)


def _list_issues(issues: Sequence[Issue], *, tell: Callable[[Issue], str] | None = None) -> None:
    for issue in issues[:SHOWN]:
        page = f"p. {issue.page}: " if issue.page else ""
        say(f"  {tell(issue) if tell else page + issue.message}")
    if len(issues) > SHOWN:
        say(f"  … y {len(issues) - SHOWN} más")


def _folder(path: str) -> Path:
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"no se puede crear la carpeta {folder}: {reason(error)}; indica otra con -o"
        ) from error
    return folder
