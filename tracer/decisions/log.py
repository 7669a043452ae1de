"""The log of decisions: an SQLite file that only grows.

Each entry is on disk before the page that sent it gets its answer, so that a pulled plug loses
nothing; the page gives each entry its id, so that sending it again enters nothing twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from tracer.errors import FormatError, OutputError
from tracer.records import Correction, Decision

NAME = "revision.sqlite"
WAIT = 30
"""Seconds for which a writer waits for another."""
T = TypeVar("T", Decision, Correction)
_STORED = {
    "id": "TEXT NOT NULL UNIQUE",
    "settles": "INTEGER NOT NULL",
    "blind": "INTEGER NOT NULL",
    "confidence": "REAL",
}
"""Columns that aren't plain texts."""
_KINDS: dict[type, str] = {Decision: "decisions", Correction: "corrections"}


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that was decided, in the order in which it was entered."""

    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()


def log_path(folder: Path) -> Path:
    """Where the log of a run lies."""
    return folder / NAME


def read_log(path: Path) -> Log:
    """Read a log; one that isn't there is empty.

    Raises
    ------
    FormatError
        If the file is no such log.
    """
    if not path.is_file():
        return Log()
    with _opened(path) as db:
        _make(db)
        return Log(_rows(db, Decision), _rows(db, Correction))


def enter(path: Path, entries: tuple[Decision | Correction, ...]) -> int:
    """Append entries, all of them or none; those whose id is there already are passed over.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    OutputError
        If they can't be written.
    """
    with _opened(path) as db:
        _make(db)
        db.execute("BEGIN IMMEDIATE")
        new = sum(_insert(db, entry) for entry in entries)
        db.execute("COMMIT")
    return new


def _insert(db: sqlite3.Connection, entry: Decision | Correction) -> int:
    values = [
        json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        for value in astuple(entry)
    ]
    marks = ", ".join("?" * len(values))
    names = ", ".join(f'"{name}"' for name in _columns(type(entry)))
    table = _KINDS[type(entry)]
    return db.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", values).rowcount


def _columns(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def _rows(db: sqlite3.Connection, kind: type[T]) -> tuple[T, ...]:
    names = _columns(kind)
    quoted = ", ".join(f'"{name}"' for name in names)
    asked = f"SELECT {quoted} FROM {_KINDS[kind]} ORDER BY number"
    return tuple(kind(**_typed(dict(zip(names, row, strict=True)))) for row in db.execute(asked))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    if "values" in row:
        row["values"] = tuple(json.loads(row["values"]))
    if "settles" in row:
        row["settles"] = bool(row["settles"])
        row["blind"] = bool(row["blind"])
    return row


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            yield db
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise OutputError(
                f"no se puede abrir o escribir {path} ({error}); revisa el permiso y el espacio, y "
                "que no esté en una carpeta compartida por red"
            ) from error
        raise FormatError(
            f"{path} no es un registro de decisiones o está dañado ({error}); guárdalo aparte y "
            "vuelve a importar la última exportación"
        ) from error


def _make(db: sqlite3.Connection) -> None:
    for kind, table in _KINDS.items():
        columns = ", ".join(
            f'"{name}" {_STORED.get(name, "TEXT NOT NULL")}' for name in _columns(kind)
        )
        db.execute(
            f"CREATE TABLE IF NOT EXISTS {table} (number INTEGER PRIMARY KEY AUTOINCREMENT, "
            f"{columns})"
        )
        for act in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
            )
