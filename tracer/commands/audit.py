"""``tracer audit``: rates under every definition, published claims, and what differs now."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.coding import codes, plan
from tracer.commands.engine import DONE, NOTHING, folder
from tracer.commands.published import published
from tracer.console import say
from tracer.errors import InputError

if TYPE_CHECKING:
    from tracer.audit.claims import Claim

AUDIT = "auditoria"
"""Folder inside the run, where no other is named."""
SHOWN = 6
"""Readings of a claim, or links, that are printed."""
STATES = {"changed": "cambió", "moved": "se movió,", "gone": "ya no está"}
VERDICTS = {
    "confirmed": "se confirma", "depends": "según cómo", "contradicted": "no se confirma",
    "not_determinable": "no se puede saber",
}  # fmt: skip


def audit(args: argparse.Namespace) -> int:
    """``tracer audit``: choose between its uses."""
    if args.run[0] == "verify" and len(args.run) == 2:
        return _verify(Path(args.run[1]), args)
    if len(args.run) != 1:
        raise InputError(
            f"se esperaba una carpeta de corrida, llegaron {len(args.run)}: {' '.join(args.run)}"
        )
    run = Path(args.run[0])
    if args.plan is not None:
        return plan(run, Path(args.plan or run / AUDIT), args)
    if args.codes is not None:
        return codes(run, Path(args.codes or run / AUDIT))
    if args.since:
        return _suspects(run, Path(args.since))
    if args.table:
        return published(run, run / AUDIT, args)
    return _claims(run, args) if args.claims else _rates(run)


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


def _suspects(run: Path, earlier: Path) -> int:
    from tracer.audit import tables
    from tracer.audit.folder import HASH, read_run
    from tracer.audit.suspect import suspects
    from tracer.output import write_csv

    found = suspects(read_run(earlier, also=HASH), read_run(run))
    into = folder(str(run / AUDIT))
    write_csv(tables.suspect_rows(found), into / "sospechosos.csv", tables.SUSPECTS)
    for one in found[:SHOWN]:
        now = f" ahora {one.now}" if one.now else ""
        say(f"{one.version} · {one.contribution_id} → {one.citation}: {STATES[one.state]}{now}")
    say(f"enlaces de {earlier} que hay que volver a ver: {len(found)}, en sospechosos.csv")
    return NOTHING if found else DONE


def _claims(run: Path, args: argparse.Namespace) -> int:
    from tracer.audit import tables
    from tracer.audit.claims import check_claims, inconsistencies, read_claims
    from tracer.audit.population import all_items
    from tracer.audit.rates import rates_of
    from tracer.output import write_csv
    from tracer.run_folder import read_counted

    claims = read_claims(args.claims)
    items = all_items(read_counted(run))
    found = check_claims(claims, items, rates_of(items))
    into = folder(str(run / AUDIT))
    write_csv(tables.claim_rows(found), into / "afirmaciones.csv", tables.CLAIMS)
    for one in found:
        shown = "; ".join(one.measured[:SHOWN]) + (" …" if len(one.measured) > SHOWN else "")
        say(f"{VERDICTS[one.verdict]:18} {one.claim.id}: {_figure(one.claim)}. Aquí: {shown}")
    for group in inconsistencies(claims):
        figures = ", ".join(f"{_figure(claim)} ({claim.source})" for claim in group)
        say(f"las fuentes no concuerdan en {group[0].quantity}: {figures}")
    return DONE if all(one.verdict == "confirmed" for one in found) else NOTHING


def _figure(claim: Claim) -> str:
    return f"{'más de ' if claim.at_least else ''}{claim.figure:,.0f}"


def _rates(run: Path) -> int:
    from tracer.audit import tables
    from tracer.output import write_csv
    from tracer.run_folder import read_results

    results = read_results(run)
    rates = results.rates
    into = folder(str(run / AUDIT))
    write_csv(tables.rate_rows(rates), into / "tasas.csv", tables.RATES)
    for rate in rates:
        say(
            f"{rate.denominator:22} {rate.definition:9} {100 * rate.value:5.1f} % "
            f"({100 * rate.low:.1f} a {100 * rate.high:.1f}) de {rate.total:,.0f}"
        )
    reviewed = f" y lo que revisaron personas ({len(results.standings)} enlaces)"
    by = "según el motor" + (reviewed if results.standings else " solo")
    say(f"{by}; cuánto se equivoca lo dice una muestra: tracer audit --plan")
    return DONE if rates else NOTHING
