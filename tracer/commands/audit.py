"""``tracer audit``: rates under every definition, a sample to code, and what the codes say."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.engine import DONE, NOTHING, folder
from tracer.console import say
from tracer.errors import InputError

if TYPE_CHECKING:
    from tracer.audit.claims import Claim
    from tracer.audit.items import Item

AUDIT = "auditoria"
"""Folder inside the run, where no other is named."""
NAMES = {"contribution": "aportaciones", "provision": "artículos del borrador"}


def audit(args: argparse.Namespace) -> int:
    """``tracer audit``: choose between its five uses."""
    if args.run[0] == "verify" and len(args.run) == 2:
        return _verify(Path(args.run[1]), args)
    if len(args.run) != 1:
        raise InputError(
            f"se esperaba una carpeta de corrida, llegaron {len(args.run)}: {' '.join(args.run)}"
        )
    run = Path(args.run[0])
    if args.plan is not None:
        return _plan(run, Path(args.plan or run / AUDIT), args)
    if args.codes is not None:
        return _codes(run, Path(args.codes or run / AUDIT))
    return _claims(run, args) if args.claims else _rates(run, args)


def _verify(run: Path, args: argparse.Namespace) -> int:
    from tracer.audit.folder import differences

    found = differences(run, Path(args.inputs) if args.inputs else None)
    kinds = {"output": "salida", "input": "entrada", "version": "versión"}
    for difference in found:
        now = difference.found[:16] or "no está"
        say(f"{kinds[difference.kind]} {difference.name}: era {difference.expected[:16]}, es {now}")
    if not args.inputs:
        say("entradas: no se compararon; di dónde están con --inputs")
    say("todo como en la ficha" if not found else f"diferencias: {len(found)}")
    return NOTHING if found else DONE


def _everything(run: Path) -> list[Item]:
    from tracer.audit.folder import read_run
    from tracer.audit.population import contribution_items, provision_items

    tables = read_run(run)
    return [*contribution_items(tables), *(provision_items(tables) if tables.draft else ())]


def _claims(run: Path, args: argparse.Namespace) -> int:
    from tracer.audit.claims import check_claims, inconsistencies, read_claims
    from tracer.audit.rates import rates_of

    claims = read_claims(args.claims)
    items = _everything(run)
    found = check_claims(claims, items, rates_of(items, seed=args.seed))
    rows = [
        {
            **asdict(one.claim),
            "at_least": "sí" if one.claim.at_least else "",
            "verdict": one.verdict,
            "measured": one.measured,
        }
        for one in found
    ]
    _table(rows, folder(str(run / AUDIT)) / "afirmaciones.csv", CLAIMS)
    for one in found:
        shown = "; ".join(one.measured[:SHOWN]) + (" …" if len(one.measured) > SHOWN else "")
        say(f"{VERDICTS[one.verdict]:18} {one.claim.id}: {_figure(one.claim)}. Aquí: {shown}")
    for group in inconsistencies(claims):
        figures = ", ".join(f"{_figure(claim)} ({claim.source})" for claim in group)
        say(f"las fuentes no concuerdan en {group[0].quantity}: {figures}")
    return DONE if all(one.verdict == "confirmed" for one in found) else NOTHING


def _figure(claim: Claim) -> str:
    return f"{'más de ' if claim.at_least else ''}{claim.figure:,.0f}"


def _rates(run: Path, args: argparse.Namespace) -> int:
    from tracer.audit.rates import rates_of

    rates = rates_of(_everything(run), seed=args.seed)
    _table([asdict(rate) for rate in rates], folder(str(run / AUDIT)) / "tasas.csv", RATES)
    for rate in rates:
        say(
            f"{rate.denominator:22} {rate.definition:9} {100 * rate.value:5.1f} % "
            f"({100 * rate.low:.1f} a {100 * rate.high:.1f}) de {rate.total:,.0f}"
        )
    say("según el motor solo; cuánto se equivoca lo dice una muestra: tracer audit --plan")
    return DONE if rates else NOTHING


def _plan(run: Path, into: Path, args: argparse.Namespace) -> int:
    from tracer.audit.coding import write_plan
    from tracer.audit.design import draw_plan
    from tracer.audit.folder import read_run
    from tracer.audit.population import items_of, texts_of
    from tracer.audit.workbook import coder_workbook
    from tracer.manifest import sha256_of
    from tracer.output import write_bytes, write_text

    tables = read_run(run)
    items = items_of(tables, args.unit)
    if not items:
        raise InputError(f"{run} no tiene {NAMES[args.unit]}; no hay nada que auditar")
    into = folder(str(into))
    books = [into / f"codificacion_{chr(ord('A') + k)}.xlsx" for k in range(args.coders)]
    plan = draw_plan(items, n=args.n, seed=args.seed)
    text = write_plan(plan, sha256_of(run / "manifest.json"))
    _keep_work(into, text, books)
    by_id = {item.id: item for item in items}
    final = texts_of(tables, tables.final)
    data = coder_workbook([by_id[key] for key in plan.ids], final)
    write_text(text, into / "plan.json")
    for book in books:
        if not book.exists():
            write_bytes(data, book)
    for stratum in plan.strata:
        say(f"{stratum.name}: {len(stratum.drawn)} de {stratum.size}")
    say(f"{len(plan.ids)} {NAMES[args.unit]} que codificar, en {', '.join(b.name for b in books)}")
    return DONE


def _keep_work(into: Path, text: str, books: Sequence[Path]) -> None:
    """Refuse to put another plan over workbooks in which somebody may have worked."""
    old = into / "plan.json"
    same = old.is_file() and old.read_text(encoding="utf-8") == text
    if not same and any(book.exists() for book in books):
        raise InputError(
            f"{into} ya tiene libros de otro plan; muévelos o indica otra carpeta: --plan CARPETA"
        )


def _codes(run: Path, at: Path) -> int:
    from tracer.audit.agreement import agreement_of
    from tracer.audit.coding import SETTLED, disagreements, estimates, read_plan
    from tracer.audit.folder import read_run
    from tracer.audit.population import items_of, texts_of
    from tracer.audit.workbook import coder_workbook, read_codes
    from tracer.manifest import sha256_of
    from tracer.output import write_bytes

    plan, made_for = read_plan(at / "plan.json")
    if made_for != sha256_of(run / "manifest.json"):
        raise InputError(f"{at / 'plan.json'} es de otra corrida que {run}; indica la suya")
    files = sorted(p for p in at.glob("*.xlsx") if not p.name.startswith(("~", ".", "adjudicar")))
    books = [read_codes(path, plan.ids) for path in files]
    if not books:
        raise InputError(f"no hay libros .xlsx en {at}; haz el plan con tracer audit --plan")
    tables = read_run(run)
    items = items_of(tables, plan.kind)
    for book in books:
        say(f"{book.coder}: {len(book.codes)} de {len(plan.ids)} codificadas")
    judged = estimates(items, plan, books)
    coders = {book.coder: book.codes for book in books if book.coder != SETTLED}
    agreement = agreement_of(coders) if len(coders) > 1 else ()
    open_ = disagreements(books)
    _table([asdict(one) for one in agreement], at / "acuerdo.csv", AGREEMENT)
    rows = [
        {"definition": one.definition, "method": name, **asdict(estimate)}
        for one in judged
        for name, estimate in (("sample", one.classical), ("powered", one.powered))
    ]
    _table(rows, at / "estimaciones.csv", ESTIMATES)
    if open_:
        by_id = {item.id: item for item in items}
        shown = coder_workbook([by_id[key] for key in open_], texts_of(tables, tables.final))
        write_bytes(shown, at / "adjudicar.xlsx")
        say(f"por resolver: {len(open_)}, en adjudicar.xlsx; guárdalo resuelto como {SETTLED}.xlsx")
    for coefficient in agreement:
        say(
            f"{coefficient.name}: {coefficient.value:.2f} ({coefficient.low:.2f} a "
            f"{coefficient.high:.2f}), {coefficient.n} unidades"
        )
    for one in judged:
        e, p = one.classical, one.powered
        say(
            f"{one.definition:9} motor {100 * one.engine:.1f} % · muestra {100 * e.value:.1f} % "
            f"({100 * e.low:.1f} a {100 * e.high:.1f}) · muestra y motor {100 * p.value:.1f} % "
            f"({100 * p.low:.1f} a {100 * p.high:.1f})"
        )
    return DONE


SHOWN = 6
VERDICTS = {
    "confirmed": "se confirma", "depends": "según cómo", "contradicted": "no se confirma",
    "not_determinable": "no se puede saber",
}  # fmt: skip
CLAIMS = {
    "id": str, "quantity": str, "figure": float, "at_least": str, "source": str, "date": str,
    "text": str, "verdict": str, "measured": tuple,
}  # fmt: skip
RATES = {
    "denominator": str, "definition": str, "value": float, "low": float, "high": float,
    "units": int, "total": float,
}  # fmt: skip
AGREEMENT = {"name": str, "value": float, "low": float, "high": float, "n": int}
ESTIMATES = {
    "definition": str, "method": str, "value": float, "low": float, "high": float, "n": int,
    "engine_weight": float,
}  # fmt: skip


def _table(rows: Iterable[dict[str, object]], path: Path, columns: dict[str, type]) -> None:
    from math import isnan

    from tracer.output import write_csv

    shown = [
        {k: None if isinstance(v, float) and isnan(v) else v for k, v in row.items()}
        for row in rows
    ]
    write_csv(shown, path, columns)
