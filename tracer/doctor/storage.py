"""The file that keeps vectors: where it lies, its size, whether it can be used and is whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tracer.doctor.check import MISSING, NOTICE, OK, Check

PATIENCE = 20.0
"""Seconds for checking the file."""
ELSEWHERE = "indica en TRACER_CACHE una carpeta en la que se pueda escribir"
_STEPS = 10_000
"""Of SQLite's machine, between two looks at the clock."""


def examine_storage() -> Iterator[Check]:
    """Look at the file of vectors without changing it."""
    from tracer.encode.cache import default_cache_path

    path = default_cache_path()
    folder = next(place for place in path.absolute().parents if place.exists())
    if (refusal := _refusal(folder)) is not None:
        yield Check("vectores", MISSING, f"no se puede escribir en {folder}: {refusal}", ELSEWHERE)
        return
    if not path.exists():
        yield Check("vectores", OK, f"aún no hay; se guardarán en {path}")
        return
    size = sum(p.stat().st_size for p in _own_files(path))
    told = f"{path}, {size / 1e6:,.0f} MB"
    if not os.access(path, os.R_OK | os.W_OK):
        yield Check("vectores", MISSING, f"{told}; falta permiso para usarlo", ELSEWHERE)
        return
    yield _sound(path, told)


def _own_files(path: Path) -> list[Path]:
    ends = ("", "-wal", "-shm")
    return [p for end in ends if (p := path.with_name(path.name + end)).is_file()]


def _refusal(folder: Path) -> str | None:
    """Try to make a file in a folder; why not, if it can't be."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error.strerror or str(error)


def _sound(path: Path, told: str) -> Check:
    start = time.monotonic()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.set_progress_handler(lambda: int(time.monotonic() - start > PATIENCE), _STEPS)
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            return Check("vectores", OK, f"{told}; es grande y no dio tiempo de revisarlo entero")
        return Check("vectores", NOTICE, f"{told}; no se pudo revisar ({error})")
    except sqlite3.DatabaseError as error:
        return _damaged(told, str(error))
    return Check("vectores", OK, f"{told}, sano") if verdict == "ok" else _damaged(told, verdict)


def _damaged(told: str, why: str) -> Check:
    advice = "borra ese archivo: sólo cuesta codificar otra vez"
    return Check("vectores", MISSING, f"{told}; está dañado ({why})", advice)
