"""``tracer audit``: rates under every definition, published claims, and what differs now."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.coding import codes, plan
from tracer.commands.engine import DONE, NOTHING, folder
from tracer.commands.published import published
from tracer.console import note, said, say, spoken, warn
from tracer.errors import InputError
from tracer.messages import catalogue

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
            "se esperaba una carpeta de corrida, llegaron {count}: {names}",
            count=len(args.run), names=" ".join(args.run),
        )  # fmt: skip
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
        shown = {
            "kind": said(kinds[difference.kind]), "name": difference.name,
            "expected": difference.expected[:16],
            "now": difference.found[:16] or said("no está"),
        }  # fmt: skip
        warn("{kind} {name}: era {expected}, es {now}", shown=shown)
    if not args.inputs:
        warn("entradas: no se compararon; di dónde están con --inputs")
    if found:
        warn("diferencias: {count}", shown={"count": len(found)})
    else:
        say("todo como en la ficha")
    note(differences=[asdict(one) for one in found], inputs_compared=bool(args.inputs))
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
        now = said(" ahora {citation}", citation=one.now) if one.now else ""
        shown = {**asdict(one), "told": said(STATES[one.state]) + now}
        say("{version} · {contribution_id} → {citation}: {told}", shown=shown)
    say(
        "enlaces de {earlier} que hay que volver a ver: {count}, en sospechosos.csv",
        shown={"count": len(found)}, earlier=str(earlier),
    )  # fmt: skip
    note(suspects={"count": len(found), "shown": [asdict(one) for one in found[:SHOWN]]})
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
        shown = "; ".join(map(said, one.measured[:SHOWN])) + (
            " …" if len(one.measured) > SHOWN else ""
        )
        told = {"verdict": said(VERDICTS[one.verdict]), "id": one.claim.id}
        told |= {"figure": _figure(one.claim), "measured": shown}
        say("{verdict:18} {id}: {figure}. Aquí: {measured}", shown=told)
    apart = inconsistencies(claims)
    for group in apart:
        figures = ", ".join(f"{_figure(claim)} ({claim.source})" for claim in group)
        told = {"quantity": group[0].quantity, "figures": figures}
        say("las fuentes no concuerdan en {quantity}: {figures}", shown=told)
    note(
        claims=[
            {
                **asdict(one.claim),
                "verdict": one.verdict,
                "measured": [said(line) for line in one.measured],
            }
            for one in found
        ],
        inconsistencies=[[asdict(claim) for claim in group] for group in apart],
    )
    return DONE if all(one.verdict == "confirmed" for one in found) else NOTHING


def _figure(claim: Claim) -> str:
    line = "más de {figure:,.0f}" if claim.at_least else "{figure:,.0f}"
    return said(line, figure=claim.figure)


def _rates(run: Path) -> int:
    from tracer.audit import tables
    from tracer.output import write_csv
    from tracer.run_folder import read_results

    results = read_results(run)
    rates = results.rates
    into = folder(str(run / AUDIT))
    write_csv(tables.rate_rows(rates), into / "tasas.csv", tables.RATES)
    rows = [
        {
            "denominator": rate.denominator, "definition": rate.definition,
            "percent": 100 * rate.value, "low": 100 * rate.low, "high": 100 * rate.high,
            "total": rate.total,
        }
        for rate in rates
    ]  # fmt: skip
    words = catalogue(spoken())
    for row in rows:
        named = {name: words[f"{name}_{row[name]}"] for name in ("denominator", "definition")}
        say(
            "{definition:10} {percent:5.1f} % ({low:4.1f} a {high:5.1f}) de {total:>9,.0f} · "
            "{denominator}",
            shown={**row, **named},
        )
    note(rates=rows, reviewed_links=len(results.standings))
    if results.standings:
        say(
            "según el motor y lo que revisaron personas ({links} enlaces); cuánto se equivoca lo "
            "dice una muestra: tracer audit --plan",
            shown={"links": len(results.standings)},
        )
    else:
        say("según el motor solo; cuánto se equivoca lo dice una muestra: tracer audit --plan")
    return DONE if rates else NOTHING
