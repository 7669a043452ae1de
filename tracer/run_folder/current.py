"""Whether a run folder holds already what a run would put there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracer.decisions import account_of, log_path, read_log
from tracer.errors import TracerError
from tracer.manifest import sha256_of
from tracer.process import Process
from tracer.report.write import FILES
from tracer.run_files import read_manifest
from tracer.run_folder.account import described_inputs, described_run
from tracer.run_folder.write import REJECTED, TABLES
from tracer.staging import MANIFEST, is_at_rest


def is_current(process: Process, folder: Path, *, encoder: str) -> bool:
    """Tell whether the run in `folder` is the one that `process` would give now.

    It is where code, settings, encoder, decisions and the bytes of every input are those that its
    manifest names, and every file that it lists is there with the checksum that it had.

    Parameters
    ----------
    process : Process
    folder : Path
    encoder : str
        Its identity.

    Returns
    -------
    bool
        False too where that can't be told: a folder that is no run, or is being written.
    """
    if not (folder / MANIFEST).is_file() or not is_at_rest(folder):
        return False
    try:
        manifest = read_manifest(folder)
        log = account_of(read_log(log_path(folder)), ())["sha256"]
        told = {**described_run(process), "encoder": encoder}
        same_run = all(manifest.get(key) == value for key, value in _as_stored(told).items())
        same_log = manifest["decisions"]["sha256"] == log
        report = {"lang": process.settings.lang, "decisions": log}
        return (
            same_run
            and same_log
            and manifest.get("report") == report
            and _has_every_file(folder, manifest)
            and manifest["inputs"] == described_inputs(process)
        )
    except (TracerError, OSError, LookupError, TypeError):
        return False


def _as_stored(told: Mapping[str, object]) -> dict[str, object]:
    """What `told` is once it has been written as JSON and read again."""
    return dict(json.loads(json.dumps(told)))


def _has_every_file(folder: Path, manifest: Mapping[str, Any]) -> bool:
    listed = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    wanted = {*(f"{name}.parquet" for name in TABLES), REJECTED, *FILES}
    return wanted <= listed.keys() and all(
        sha256_of(folder / name) == checksum for name, checksum in listed.items()
    )
