"""The manifest of a run: what it was made from and what it made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from tracer.manifest import code_digest, described, versions, write_manifest
from tracer.process import Process, redactor_of
from tracer.redaction import key_check, pipeline_identity
from tracer.run_folder.write import REJECTED, TABLES

SETTINGS = (
    "level", "top", "min_confidence", "precision", "seed", "lang", "redact", "redact_names",
)  # fmt: skip
"""Of `tracer.process.Settings`, those that a run's files depend on; the encoder tells its own."""


def described_run(process: Process) -> Mapping[str, object]:
    """Give what a run's numbers depend on besides its inputs."""
    settings = process.settings
    chosen = {name: getattr(settings, name) for name in SETTINGS}
    if settings.redact_names:  # another pipeline finds other names
        chosen["names_pipeline"] = pipeline_identity()
    if settings.redact or settings.redact_names:
        chosen["pseudonyms"] = key_check()
    return {
        "process": process.name,
        "settings": chosen,
        "versions_of_the_text": [version.name for version in process.versions],
        "text_before": process.prior.name if process.prior else "",
        "software": versions(),
        "code": code_digest(),
    }


def described_inputs(process: Process) -> list[dict[str, object]]:
    """Give name, size and checksum of every file that a run reads, without personal data."""
    guides = [path for path in (process.guide, process.decisions) if path]
    before = [process.prior.path] if process.prior else []
    sources, texts = process.sources, process.versions
    paths = [process.path, *guides, *(s.path for s in sources), *(v.path for v in texts), *before]
    called = redactor_of(process).file
    return [{**one, "name": called(str(one["name"]))} for one in described(paths)]


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
    tables = [folder / f"{name}.parquet" for name in TABLES]
    write_manifest(
        {
            **described_run(process),
            "encoder": encoder,
            "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "counts": dict(counts),
            "decisions": dict(decisions),
            **({"redaction": dict(redaction)} if redaction else {}),
            "inputs": described_inputs(process),
            "outputs": described([*tables, folder / REJECTED]),
        },
        folder / "manifest.json",
    )
