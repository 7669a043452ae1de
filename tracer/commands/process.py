"""``tracer run`` and ``tracer eval``: whole processes and measurements."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from tracer.commands.engine import DONE, NOTHING, engine
from tracer.console import say


def run(args: argparse.Namespace) -> int:
    """``tracer run``: everything, into a run folder."""
    from tracer.encode import Encoding
    from tracer.linking import LinkStore, default_store_path
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
    with engine(args) as loaded:
        finished = run_process(
            process,
            folder,
            encode=Encoding(loaded.encoder, loaded.cache, workers=loaded.workers),
            store=LinkStore(default_store_path()),
            watch=loaded.watch,
        )
    results = finished.results
    say(f"{len(results.contributions)} aportaciones, {len(results.themes)} temas")
    if finished.rejected:
        say(f"filas apartadas: {len(finished.rejected)}, en {folder / 'rechazados.csv'}")
    if noticed := len(results.issues) - len(finished.rejected):
        say(f"avisos de lectura: {noticed}, al final del informe")
    _tell_where(folder)
    return DONE if results.contributions else NOTHING


def report(args: argparse.Namespace) -> int:
    """``tracer report``: the files for people, made again from a run folder."""
    from tracer.run_folder import write_people_files

    folder = Path(args.run)
    results = write_people_files(folder, lang=args.lang)
    _tell_where(folder)
    return DONE if results.contributions else NOTHING


def _tell_where(folder: Path) -> None:
    for label, name in (
        ("Informe", "reporte.html"), ("Para Word", "informe.docx"),
        ("Libro de Excel", "trazabilidad.xlsx"), ("Tablas", ""), ("Ficha técnica", "manifest.json"),
    ):  # fmt: skip
        say(f"{label + ':':16}{folder / name}")


def evaluate(args: argparse.Namespace) -> int:
    """``tracer eval``: measure against gold and print the table."""
    import datetime as dt
    import sys

    from tracer.evaluate import record, run_suite, suite_names, table

    names = suite_names() if args.suite == "all" else [args.suite]
    with engine(args) as loaded:
        for name in names:
            result = run_suite(name, encoder=loaded.encoder, encode=loaded.watched(loaded.watch))
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
