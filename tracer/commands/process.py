"""``tracer run`` and ``tracer eval``: whole processes and measurements."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracer.evaluate import SuiteResult

from tracer.commands.engine import DONE, NOTHING, engine, listed, tell_replaced
from tracer.console import note, print_result, said, say, spoken, warn, watching
from tracer.errors import InputError, Phrase


def run(args: argparse.Namespace) -> int:
    """``tracer run``: everything, into a run folder."""
    from tracer.encode import Encoding
    from tracer.process import read_process
    from tracer.run import run as run_process
    from tracer.shipped import shipped
    from tracer.store import Store, default_store_path

    path = Path(args.process)
    if args.process == "muestra" and not path.is_file():
        path = shipped("corpora") / "muestra" / "proceso.toml"
    if path.is_dir():
        raise InputError("{path} es una carpeta{hint}", path=path, hint=_processes_in(path))
    process = read_process(path)
    chosen = {
        name: value
        for name in ("seed", "encoder", "backend", "lang", "level", "top", "min_confidence")
        if (value := getattr(args, name)) is not None
    }
    chosen |= {name: True for name in ("redact", "redact_names") if getattr(args, name)}
    process = replace(process, settings=replace(process.settings, **chosen))
    args.encoder, args.backend = process.settings.encoder, process.settings.backend
    folder = Path(args.output)
    with engine(args) as loaded:
        finished = run_process(
            process,
            folder,
            encode=Encoding(loaded.encoder, loaded.cache, workers=loaded.workers),
            store=Store(default_store_path()),
            watch=loaded.watch,
            linkers=loaded.linkers,
        )
    _tell_size(finished.contributions, finished.themes)
    if finished.unchanged:
        say(
            "nada ha cambiado desde la corrida que hay ahí ({finished}): no se ha calculado nada",
            shown={"finished": finished.unchanged},
        )
    tell_replaced(finished.replaced)
    if finished.set_aside:
        shown = {"count": len(finished.set_aside), "place": folder / "rechazados.csv"}
        warn("filas apartadas: {count}, en {place}", shown=shown)
    if finished.noticed:
        shown = {"count": len(finished.noticed)}
        warn("avisos de lectura: {count}, al final del informe", shown=shown)
    issues = {"set_aside": finished.set_aside, "notices": finished.noticed}
    note(unchanged=bool(finished.unchanged), **{key: listed(own) for key, own in issues.items()})
    _tell_where(folder)
    return DONE if finished.contributions else NOTHING


def _processes_in(folder: Path) -> str:
    found = sorted(folder.glob("*.toml"))
    if not found:
        return Phrase("; indica un archivo .toml")
    return Phrase("; ¿quisiste decir «{name}»?", name=found[0])


def report(args: argparse.Namespace) -> int:
    """``tracer report``: the files for people, made again from a run folder."""
    from tracer.run_folder import write_people_files

    folder = Path(args.run)
    with watching(quiet=args.quiet) as watch:
        results = write_people_files(folder, lang=args.lang, stage=watch.stage)
    _tell_size(len(results.contributions), len(results.themes))
    _tell_where(folder)
    return DONE if results.contributions else NOTHING


def _tell_size(contributions: int, themes: int) -> None:
    say("{contributions} aportaciones, {themes} temas", contributions=contributions, themes=themes)


def _tell_where(folder: Path) -> None:
    for label, name in (
        ("Informe", "reporte.html"), ("Para Word", "informe.docx"),
        ("Libro de Excel", "trazabilidad.xlsx"), ("Tablas", ""), ("Ficha técnica", "manifest.json"),
    ):  # fmt: skip
        say("{label:16}{place}", shown={"label": f"{said(label)}:", "place": folder / name})
    names = ("reporte.html", "informe.docx", "trazabilidad.xlsx", "manifest.json")
    note(files={"folder": str(folder), **{name: str(folder / name) for name in names}})


def evaluate(args: argparse.Namespace) -> int:
    """``tracer eval``: measure against gold and print the table."""
    import datetime as dt

    from tracer.evaluate import record, run_suite, suite_names, table

    names = suite_names() if args.suite == "all" else [args.suite]
    suites = []
    with engine(args) as loaded:
        for name in names:
            loaded.watch.stage(f"medir: {name}")
            result = run_suite(name, encoder=loaded.encoder, encode=loaded.watched(loaded.watch))
            print_result(table(result, spoken()))
            suites.append(_measured(result))
            if args.record:
                record(
                    result, Path(args.record), date=dt.date.today().isoformat(), commit=_commit()
                )
    note(suites=suites)
    return DONE


def _measured(result: SuiteResult) -> dict[str, object]:
    return {
        "suite": result.suite,
        "encoder": result.encoder,
        "measures": [{"metric": name, **asdict(row)} for name, row in result.rows.items()],
        "references": [{"name": one.name, "values": dict(one.values)} for one in result.references],
        "cases": [asdict(case) for case in result.cases],
    }


def _commit() -> str:
    import subprocess

    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
