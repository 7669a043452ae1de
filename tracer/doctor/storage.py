"""The file that keeps vectors: where it lies, its size, whether it can be used and is whole.

Nothing here stops a run, which goes on without storing, or begins a damaged file anew.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tracer.doctor.check import NOTICE, OK, Check
from tracer.encode.vector_file import ASIDE, intact, is_damage
from tracer.errors import Phrase

PATIENCE = 20.0
"""Seconds for checking the file."""
ELSEWHERE = Phrase(
    "indica en TRACER_CACHE una carpeta en la que se pueda escribir, o cada corrida codificará "
    "todo de nuevo"
)
_STEPS = 10_000
"""Of SQLite's machine, between two looks at the clock."""


def examine_storage() -> Iterator[Check]:
    """Look at the file of vectors without changing it."""
    from tracer.encode.cache import default_cache_path

    path = default_cache_path()
    folder = next(place for place in path.absolute().parents if place.exists())
    if (refusal := _refusal(folder)) is not None:
        refused = Phrase(
            "no se puede escribir en {folder}: {refusal}", folder=folder, refusal=refusal
        )
        yield Check("vectores", NOTICE, refused, ELSEWHERE)
        return
    yield from _put_aside(path)
    if not path.exists():
        yield Check("vectores", OK, Phrase("aún no hay; se guardarán en {path}", path=path))
        return
    size = sum(p.stat().st_size for p in _own_files(path))
    told = Phrase("{path}, {size:,.0f} MB", path=path, size=size / 1e6)
    if not os.access(path, os.R_OK | os.W_OK):
        locked = Phrase("{told}; falta permiso para usarlo", told=told)
        yield Check("vectores", NOTICE, locked, ELSEWHERE)
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


def _put_aside(path: Path) -> Iterator[Check]:
    """Tell of damaged files that a run gave another name."""
    aside = sorted(path.parent.glob(f"{path.name}{ASIDE}*"))
    if aside:
        size = sum(p.stat().st_size for p in aside) / 1e6
        told = Phrase(
            "una corrida apartó por dañados {files}, {size:,.0f} MB",
            files=f"{path.parent / path.name}{ASIDE}*", size=size,
        )  # fmt: skip
        advice = Phrase("se pueden borrar; si aparecen otros, revisa el disco")
        yield Check("dañados", NOTICE, told, advice)


def _sound(path: Path, told: Phrase) -> Check:
    altered = 0
    try:
        with closing(_opened(path)) as db:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                return _damaged(told, verdict)
            for whole in intact(db):
                altered += not whole
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            told = Phrase("{told}; es grande y no dio tiempo de revisarlo entero", told=told)
        elif is_damage(error, path):
            return _damaged(told, str(error))
        else:
            unseen = Phrase("{told}; no se pudo revisar ({error})", told=told, error=str(error))
            return Check("vectores", NOTICE, unseen)
    else:
        told = told if altered else Phrase("{told}, sano", told=told)
    return _altered(told, altered) if altered else Check("vectores", OK, told)


def _altered(told: Phrase, count: int) -> Check:
    found = Phrase("{told}; {count} de sus vectores están alterados", told=told, count=count)
    advice = Phrase("se calculan otra vez cuando hagan falta; si vuelve a pasar, revisa el disco")
    return Check("vectores", NOTICE, found, advice)


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file for reading, until `PATIENCE` ends; nothing is laid beside it.

    Without a log nobody is writing, and SQLite needs none of its own.
    """
    log = path.with_name(f"{path.name}-wal")
    quiet = "" if log.exists() else "&immutable=1"
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{quiet}", uri=True)
    end = time.monotonic() + PATIENCE
    db.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    return db


def _damaged(told: Phrase, why: str) -> Check:
    advice = Phrase(
        "la próxima corrida lo apartará y empezará otro: sólo cuesta codificar otra vez; si vuelve "
        "a pasar, revisa el disco"
    )
    damaged = Phrase("{told}; está dañado ({why})", told=told, why=why)
    return Check("vectores", NOTICE, damaged, advice)
