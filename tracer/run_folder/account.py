"""The manifest of a run: what it was made from and what it made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from tracer.manifest import described, versions, write_manifest
from tracer.process import Process, redactor_of
from tracer.run_folder.write import TABLES


def described_run(process: Process) -> Mapping[str, object]:
    """Give what a run's numbers depend on besides its inputs."""
    settings = process.settings
    return {
        "process": process.name,
        "settings": {
            name: getattr(settings, name)
            for name in ("level", "top", "min_confidence", "precision", "seed", "lang")
        },
        "versions_of_the_text": [version.name for version in process.versions],
        "text_before": process.prior.name if process.prior else "",
        "software": versions(),
    }


def account_for(
    process: Process,
    folder: Path,
    *,
    encoder: str,
    counts: Mapping[str, object],
    decisions: Mapping[str, object],
    redaction: Mapping[str, object] | None = None,
) -> None:
    """Write ``manifest.json``: settings, versions, counts, and checksums of inputs and tables.

    `encoder` is its identity; `decisions` what `tracer.decisions.account_of` gives; `redaction`
    which personal data was replaced, and how much of it, where it was.

    Raises
    ------
    OutputError
        If it can't be written.
    """
    guides = [path for path in (process.guide, process.decisions) if path]
    inputs = [
        process.path,
        *guides,
        *(s.path for s in process.sources),
        *(v.path for v in process.versions),
        *([process.prior.path] if process.prior else []),
    ]
    called = redactor_of(process).file
    tables = [folder / f"{name}.parquet" for name in TABLES]
    write_manifest(
        {
            **described_run(process),
            "encoder": encoder,
            "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "counts": dict(counts),
            "decisions": dict(decisions),
            **({"redaction": dict(redaction)} if redaction else {}),
            "inputs": [{**one, "name": called(str(one["name"]))} for one in described(inputs)],
            "outputs": described([*tables, folder / "rechazados.csv"]),
        },
        folder / "manifest.json",
    )
