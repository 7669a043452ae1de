"""``tracer audit --plan`` and ``--codes``: a sample to code, and what the codes say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.engine import DONE, folder
from tracer.console import note, said, say
from tracer.errors import InputError, Phrase

if TYPE_CHECKING:
    from tracer.audit.agreement import Agreement
    from tracer.audit.coding import Judged
    from tracer.audit.design import Plan
    from tracer.audit.estimate import Estimate
    from tracer.audit.folder import AuditedRun
    from tracer.audit.items import Item
    from tracer.audit.workbook import Codebook

NAMES = {"contribution": "aportaciones", "provision": "artículos del borrador"}

WEIGHED = {"contribution": "por firmas", "provision": "por palabras"}


def plan(run: Path, into: Path, args: argparse.Namespace) -> int:
    """``tracer audit --plan``: draw a sample and lay out a workbook for each coder."""
    from tracer.audit import frozen
    from tracer.audit.coding import write_plan
    from tracer.audit.design import draw_plan
    from tracer.audit.folder import read_run
    from tracer.audit.population import items_of, texts_of
    from tracer.audit.workbook import coder_workbook
    from tracer.output import write_bytes, write_text
    from tracer.run_files import population_of, read_manifest

    tables = read_run(run)
    items = items_of(tables, args.unit)
    if not items:
        raise InputError(
            "{run} no tiene {what}; no hay nada que auditar", run=run, what=Phrase(NAMES[args.unit])
        )
    into = folder(str(into))
    books = [into / f"codificacion_{chr(ord('A') + k)}.xlsx" for k in range(args.coders)]
    drawn = draw_plan(items, n=args.n, seed=args.seed)
    text = write_plan(drawn, population_of(read_manifest(run)))
    same = _keep_work(into, text, books)
    by_id = {item.id: item for item in items}
    final = texts_of(tables, tables.final)
    data = coder_workbook([by_id[key] for key in drawn.ids], final)
    if not (same and (into / frozen.NAME).is_file()):
        frozen.freeze(items, into)
    write_text(text, into / "plan.json")
    for book in books:
        if not book.exists():
            write_bytes(data, book)
    _tell_plan(drawn, args.unit, books)
    return DONE


def _tell_plan(drawn: Plan, unit: str, books: Sequence[Path]) -> None:
    strata = [
        {"name": stratum.name, "drawn": len(stratum.drawn), "size": stratum.size}
        for stratum in drawn.strata
    ]
    for stratum in strata:
        say("{name}: {drawn} de {size}", shown=stratum)
    say(
        "{units} {kind} que codificar, en {names}",
        units=len(drawn.ids),
        shown={"kind": said(NAMES[unit]), "names": ", ".join(book.name for book in books)},
    )
    note(unit=unit, strata=strata, workbooks=[str(book) for book in books])


def _keep_work(into: Path, text: str, books: Sequence[Path]) -> bool:
    """Tell whether the plan is the one that is there.

    Raises
    ------
    InputError
        If there are workbooks of another, in which somebody may have worked.
    """
    old = into / "plan.json"
    same = old.is_file() and old.read_text(encoding="utf-8") == text
    if not same and any(book.exists() for book in books):
        raise InputError(
            "{folder} ya tiene libros de otro plan; muévelos o indica otra carpeta: --plan CARPETA",
            folder=into,
        )
    return same


def codes(run: Path, at: Path) -> int:
    """``tracer audit --codes``: agreement, what is in dispute, and the rate of the whole."""
    from tracer.audit import tables
    from tracer.audit.agreement import agreement_of
    from tracer.audit.coding import estimates
    from tracer.audit.folder import read_run
    from tracer.audit.frozen import frozen
    from tracer.audit.population import items_of
    from tracer.output import write_csv

    drawn, books = _coded(run, at)
    read = read_run(run)
    items = frozen(items_of(read, drawn.kind), at)
    _tell_coders(books, len(drawn.ids))
    judged = estimates(items, drawn, books)
    coders = {book.coder: book.codes for book in books if not book.settled}
    agreement = agreement_of(coders) if len(coders) > 1 else ()
    write_csv(tables.agreement_rows(agreement), at / "acuerdo.csv", tables.AGREEMENT)
    write_csv(tables.estimate_rows(judged), at / "estimaciones.csv", tables.ESTIMATES)
    _dispute(read, items, books, at)
    _say_findings(agreement, judged, WEIGHED[drawn.kind])
    return DONE


def _tell_coders(books: Sequence[Codebook], units: int) -> None:
    coders = [{"coder": book.coder, "coded": len(book.codes), "of": units} for book in books]
    for row in coders:
        shown = {**row, "coder": row["coder"] or said("resueltas en la mesa")}
        say("{coder}: {coded} de {of} codificadas", shown=shown)
    note(coders=coders)


def _coded(run: Path, at: Path) -> tuple[Plan, Sequence[Codebook]]:
    from tracer.audit.coding import read_plan
    from tracer.audit.workbook import read_codes
    from tracer.run_files import population_of, read_manifest

    drawn, made_for = read_plan(at / "plan.json")
    if made_for != population_of(read_manifest(run)):
        raise InputError(
            "{path} es de otra corrida que {run}; indica la suya", path=at / "plan.json", run=run
        )
    files = sorted(p for p in at.glob("*.xlsx") if not p.name.startswith(("~", ".", "adjudicar")))
    books = [read_codes(path, drawn.ids) for path in files]
    books = [book for book in books if book.codes]
    books += _at_the_desk(run, drawn, books)
    if not books and not files:
        raise InputError(
            "no hay libros .xlsx en {folder}; haz el plan con tracer audit --plan", folder=at
        )
    return drawn, books


def _at_the_desk(run: Path, drawn: Plan, books: Sequence[Codebook]) -> list[Codebook]:
    """Give what was coded in ``tracer review``."""
    from tracer.decisions import codebooks_of, log_path, read_log, side_of
    from tracer.run_folder import read_proposed

    log = read_log(log_path(run))
    if drawn.kind != "contribution" or not log.decisions:
        return []
    results = read_proposed(run)
    now = side_of(results.contributions, {v.name: v.constitution for v in results.versions})
    taken = {book.coder for book in books}
    return [
        replace(book, coder=f"{book.coder} (mesa)") if book.coder in taken else book
        for book in codebooks_of(
            log.decisions, drawn.candidates, now=now, version=results.final.name
        )
    ]


def _dispute(read: AuditedRun, items: Sequence[Item], books: Sequence[Codebook], at: Path) -> None:
    """Write what coders don't agree on as a workbook to settle."""
    from tracer.audit.coding import disagreements
    from tracer.audit.population import texts_of
    from tracer.audit.workbook import SETTLED, coder_workbook
    from tracer.output import write_bytes

    open_ = disagreements(books)
    note(disputed=len(open_))
    if not open_:
        return
    by_id = {item.id: item for item in items}
    shown = coder_workbook([by_id[key] for key in open_], texts_of(read, read.final))
    write_bytes(shown, at / "adjudicar.xlsx")
    say(
        "por resolver: {disputed}, en adjudicar.xlsx; guárdalo resuelto como {name}.xlsx",
        shown={"disputed": len(open_), "name": SETTLED},
    )


def _say_findings(agreement: Sequence[Agreement], judged: Sequence[Judged], weighed: str) -> None:
    coefficients = [
        {"name": one.name, "value": one.value, "low": one.low, "high": one.high, "n": one.n}
        for one in agreement
    ]
    for row in coefficients:
        say("{name}: {value:.2f} ({low:.2f} a {high:.2f}), {n} unidades", shown=row)
    for one in judged:
        shown = {
            "definition": one.definition, "engine": 100 * one.engine,
            "unit": said(weighed if one.counted == "weight" else "por unidades"),
            "sample": _shown(one.classical), "powered": _shown(one.powered),
        }  # fmt: skip
        say(
            "{definition:9} {unit:12} motor {engine:.1f} % · muestra {sample} · muestra y motor "
            "{powered}",
            shown=shown,
        )
    note(agreement=coefficients, estimates=[_estimated(one) for one in judged])


def _estimated(one: Judged) -> dict[str, object]:
    return {
        "definition": one.definition, "counted": one.counted, "engine": 100 * one.engine,
        "sample": _percents(one.classical), "powered": _percents(one.powered),
    }  # fmt: skip


def _percents(found: Estimate) -> dict[str, float]:
    return {"percent": 100 * found.value, "low": 100 * found.low, "high": 100 * found.high}


def _shown(found: Estimate) -> str:
    return said("{percent:.1f} % ({low:.1f} a {high:.1f})", **_percents(found))
