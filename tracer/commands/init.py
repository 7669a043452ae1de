"""``tracer init``: a first PROCESS.toml out of the files that there are."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.commands.engine import DONE, NOTHING
from tracer.console import note, said, say, speaking, warn, watching
from tracer.errors import InputError, OutputError

if TYPE_CHECKING:
    from tracer.intake.findings import Finding
    from tracer.intake.plan import Plan

STANDARD_OUTPUT = "-"
PARTLY = (
    "fuente {name}: {file}, {contributions} aportaciones, {set_aside} apartadas en sus primeras "
    "{rows_read} filas"
)


def init(args: argparse.Namespace) -> int:
    """``tracer init``: look at files, write what they are, and check that it reads."""
    from tracer.intake.check import checked, parsed
    from tracer.intake.plan import plan_of
    from tracer.intake.render import process_toml
    from tracer.output import write_text

    if not args.files:
        raise InputError(
            "faltan los archivos; indica documentos y aportaciones, o la carpeta que los tiene: "
            "tracer init peticiones.xlsx borrador.pdf final.pdf"
        )
    piped = args.output == STANDARD_OUTPUT
    target = Path.cwd() / "PROCESS.toml" if piped else Path(args.output)
    lang = args.lang or "es"
    if not piped:
        _refuse_target(target, force=args.force)
    findings = _looked_at([Path(name) for name in args.files], target, quiet=args.quiet)
    plan = plan_of(findings, name=target.resolve().parent.name or "proceso")
    plan = checked(plan, target=target, lang=lang)
    _tell_unusable(_worded(plan))
    if not plan.sources and not plan.versions:
        warn("ningún archivo sirve para describir un proceso; no se escribió nada")
        return NOTHING
    with speaking(lang):
        text = process_toml(_worded(plan), folder=target.resolve().parent, lang=lang)
    parsed(text, target)
    write_text(text, args.output)
    return _tell(plan, "" if piped else args.output, lang)


def _refuse_target(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise OutputError(
            "{target} es una carpeta; indica un archivo dentro de ella, por ejemplo {example}",
            target=target, example=target / "PROCESS.toml",
        )  # fmt: skip
    if target.exists() and not force:
        raise OutputError(
            "ya existe {target} y no se toca; indica otro nombre con -o, o --force para "
            "reemplazarlo",
            target=target,
        )
    if not target.resolve().parent.is_dir():
        raise OutputError(
            "no existe la carpeta {folder}; créala o indica otra con -o", folder=target.parent
        )


def _looked_at(given: list[Path], target: Path, *, quiet: bool) -> list[Finding]:
    from tracer.intake.files import gather
    from tracer.intake.look import look

    named, found = gather(given)
    if not named and not found:
        raise InputError(
            "{given}: no tiene archivos que tracer lea; se esperaban documentos (.pdf, .docx, .md "
            "…) y aportaciones (.csv, .xlsx, .jsonl …)",
            given=", ".join(map(str, given)),
        )
    paths = [path for path in (*named, *found) if path.resolve() != target.resolve()]
    findings = []
    with watching(quiet=quiet) as watch:
        step = watch.stage("mirar", len(paths))
        for path in paths:
            findings.append(look(path))
            step(1)
    return findings


def _worded(plan: Plan) -> Plan:
    """Put what was noticed, and why files are of no use, into the language spoken."""
    return replace(
        plan,
        sources=tuple(
            replace(one, count=replace(one.count, notices=tuple(map(said, one.count.notices))))
            for one in plan.sources
        ),
        unusable=tuple(replace(one, reason=said(one.reason)) for one in plan.unusable),
    )


def _tell_unusable(plan: Plan) -> None:
    note(unusable=[{"file": str(one.path), "reason": one.reason} for one in plan.unusable])
    for one in plan.unusable:
        named = "" if one.path.name in one.reason else f"{one.path}: "
        warn("no se usa: {file}{reason}", shown={"file": named, "reason": one.reason})


def _tell(plan: Plan, where: str, lang: str) -> int:
    from tracer.intake.plan import doubts
    from tracer.messages import catalogue

    words = catalogue(lang)
    _tell_found(plan)
    unsure = doubts(plan)
    note(doubts=[{"about": about, "doubt": words[key]} for key, about in unsure])
    for key, about in unsure:
        doubt = f"{about}: {words[key]}" if about else words[key]
        warn("REVISA: {doubt}", shown={"doubt": doubt})
    if plan.sources and plan.versions and where:
        say("Escrito {where}; léelo y luego: tracer run {where} -o resultado",
            shown={"where": where})  # fmt: skip
    elif where:
        warn("Escrito {where}, que todavía no corre: complétalo donde dice lo que falta",
             shown={"where": where})  # fmt: skip
    return NOTHING if unsure or plan.unusable else DONE


def _tell_found(plan: Plan) -> None:
    sources: list[dict[str, object]] = []
    versions: list[dict[str, object]] = []
    for source in plan.sources:
        sources.append(
            {
                "name": source.name,
                "file": source.found.path.name,
                "contributions": source.count.contributions,
                "set_aside": source.count.rejected,
            }
        )
        line = "fuente {name}: {file}, {contributions} aportaciones, {set_aside} apartadas"
        if source.is_partly_read:
            sources[-1]["rows_read"] = source.count.rows
            line = PARTLY
        say(line, shown=sources[-1])
    for version in plan.versions:
        found = version.found
        versions.append({"name": version.name, "file": found.path.name, "articles": found.articles})
        say("versión {name}: {file}, {articles} artículos", shown=versions[-1])
    note(sources=sources, versions=versions)
