"""Results kept beside the suites: one file a suite, one entry for each encoder and commit."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tracer.errors import FormatError, OutputError
from tracer.evaluate.measures import Measure
from tracer.evaluate.result import SuiteResult
from tracer.files import reason
from tracer.output import write_text

DIGITS = 4


def record(result: SuiteResult, folder: Path, *, date: str, commit: str) -> Path:
    """Put `result` into ``<folder>/<suite>.json``.

    Parameters
    ----------
    result : SuiteResult
    folder : Path
        Made where it is missing.
    date : str
        ISO 8601.
    commit : str
        Of the code that was measured.

    Returns
    -------
    Path
        The file: a list of entries, newest last. An older entry of the same encoder and commit is
        replaced.

    Raises
    ------
    FormatError
        If the file is there and is no such list.
    OutputError
        If it can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "no se puede crear {folder}: {reason}", folder=folder, reason=reason(error)
        ) from error
    path = folder / f"{result.suite}.json"
    key = (result.encoder, commit)
    kept = [e for e in _entries(path) if (e.get("encoder"), e.get("commit")) != key]
    lines = json.dumps([*kept, _entry(result, date, commit)], ensure_ascii=False, indent=1)
    write_text(lines + "\n", path)
    return path


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormatError(
            "{path} debería tener resultados registrados y no se puede leer ({error}); muévelo a "
            "otro lugar",
            path=path, error=error,
        ) from error  # fmt: skip
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise FormatError(
            "{path} debería tener una lista de resultados registrados; muévelo a otro lugar",
            path=path,
        )
    return entries


def _entry(result: SuiteResult, date: str, commit: str) -> dict[str, Any]:
    """Make an entry; of cases only what was found: what was expected is the corpus's, not ours."""
    entry: dict[str, Any] = {
        "date": date,
        "commit": commit,
        "encoder": result.encoder,
        "metrics": {name: _numbers(measure) for name, measure in result.rows.items()},
    }
    if result.cases:
        entry["cases"] = [{"id": c.id, "found": c.found, "right": c.right} for c in result.cases]
    return entry


def _numbers(measure: Measure) -> dict[str, float | int | None]:
    return {
        name: _rounded(value)
        for name, value in asdict(measure).items()
        if not (name == "hits" and value is None)
    }


def _rounded(value: float | int | None) -> float | int | None:
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    return value
