"""The log of decisions: an SQLite file that only grows.

Each entry is on disk before the page that sent it gets its answer, so that a pulled plug loses
nothing; the page gives each entry its id, so that sending it again enters nothing twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from tracer.decisions.log_file import (
    REMEDY,
    create,
    explained,
    is_there,
    only_readable,
    opened,
    patiently,
)
from tracer.errors import ConflictError, FormatError, InputError, OutputError, Phrase
from tracer.records import Correction, Decision

NAME = "revision.sqlite"
VERSION = 1
"""Of the tables, kept in the file as ``user_version``."""
LONGEST_ID = 200
T = TypeVar("T", Decision, Correction)
_TEXT = "TEXT NOT NULL"
_ADDED = {"at", "confidence", "blind"}
"""What the desk adds to what a person said: sent again it may differ, and a coder's export leaves
the engine's confidence out."""
_STORED = {
    "id": f"{_TEXT} UNIQUE",
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
    """Read a log, also where nothing can be written; one that isn't there is empty.

    Raises
    ------
    FormatError
        If what is there is no such log, one of another version, or damaged.
    InputError
        If it can't be read.
    """
    with explained(path, InputError):
        if not is_there(path):
            return Log()
        try:
            # Not mode=ro: such a reader can't clean up and leaves -wal and -shm behind, with
            # entries in them that a copy of the file alone would lack.
            return patiently(lambda wait: _read(path, mode="mode=rw", wait=wait))
        except sqlite3.OperationalError as error:
            if not only_readable(path, error):
                raise
            return _read(path, mode="immutable=1", wait=0)


def enter(path: Path, entries: Sequence[Decision | Correction]) -> int:
    """Append entries, all of them or none.

    One whose id is there already is passed over where it says the same; only the time may differ,
    as a form that is sent again arrives later.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    ConflictError
        If an id is there already and says something else.
    InputError
        If an entry can't be stored: an id that is empty or longer than `LONGEST_ID`, a field that
        is no text.
    FormatError
        If what is there is no such log, or one of another version.
    OutputError
        If they can't be written.
    """
    with explained(path, OutputError):
        if not is_there(path):
            create(path, _statements())
        return patiently(lambda wait: _append(path, entries, wait=wait))


def texts_in(written: str) -> tuple[str, ...]:
    """Read the texts of a `Correction` as the log and its export hold them.

    Raises
    ------
    ValueError
        If it is no JSON list of texts.
    """
    try:
        found = json.loads(written)
    except RecursionError:
        raise ValueError(Phrase("demasiados corchetes")) from None
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ValueError(Phrase("se esperaba una lista JSON de textos"))
    return tuple(found)


def _read(path: Path, *, mode: str, wait: float) -> Log:
    with opened(path, mode=mode, wait=wait) as db:
        db.execute("BEGIN")
        _check_shape(db, path)
        _check_content(db, path)
        try:
            return Log(_rows(db, Decision), _rows(db, Correction))
        except ValueError as error:
            raise FormatError(
                "{path} está dañado («values»: {error}); {remedy}",
                path=path, error=error.args[0], remedy=REMEDY,
            ) from None  # fmt: skip


def _rows(db: sqlite3.Connection, kind: type[T]) -> tuple[T, ...]:
    names = _columns(kind)
    typed: dict[str, Callable[[Any], object]] = {"settles": bool, "blind": bool, "values": texts_in}
    changed = [(k, typed[name]) for k, name in enumerate(names) if name in typed]
    found = []
    for row in db.execute(f"SELECT {_quoted(names)} FROM {_KINDS[kind]} ORDER BY number"):
        values = list(row)
        for k, change in changed:
            values[k] = change(values[k])
        found.append(kind(*values))
    return tuple(found)


def _append(path: Path, entries: Sequence[Decision | Correction], *, wait: float) -> int:
    with opened(path, mode="mode=rw", wait=wait) as db:
        if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("BEGIN IMMEDIATE")
        _check_shape(db, path)
        new = sum(_insert(db, entry, place) for place, entry in enumerate(entries))
        db.execute("COMMIT")
    return new


def _insert(db: sqlite3.Connection, entry: Decision | Correction, place: int) -> int:
    table, names = _KINDS[type(entry)], _columns(type(entry))
    row = [_stored(getattr(entry, name)) for name in names]
    if not 0 < len(entry.id) <= LONGEST_ID:
        raise InputError(
            "un id debe tener de 1 a {longest} caracteres; tiene {length}",
            longest=LONGEST_ID, length=len(entry.id),
        )  # fmt: skip
    if any(isinstance(value, str) and "\0" in value for value in row):
        raise InputError("la entrada {id!a} tiene un carácter nulo; quítalo", id=entry.id)
    try:
        asked = f"SELECT {_quoted(names)} FROM {table} WHERE id = ?"
        held = db.execute(asked, (entry.id,)).fetchone()
        if held is None:
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO {table} ({_quoted(names)}) VALUES ({marks})", row)
            return 1
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, UnicodeError) as error:
        raise InputError(
            "la entrada {id!a} no se puede guardar ({error})", id=entry.id, error=error
        ) from error
    other = [name for name, was, now in zip(names, held, row, strict=True) if was != now]
    if set(other) - _ADDED:
        raise ConflictError(
            "el id «{id}» ya es de otra entrada (difieren {fields}); una entrada no se cambia: "
            "anota la nueva con otro id",
            id=entry.id, fields=", ".join(other), place=place,
        )  # fmt: skip
    return 0


def _stored(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _columns(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _sql_type(column: str) -> str:
    return _STORED.get(column, _TEXT)


def _statements() -> list[str]:
    made = [f"PRAGMA user_version = {VERSION}"]
    for kind, table in _KINDS.items():
        columns = ", ".join(f'"{name}" {_sql_type(name)}' for name in _columns(kind))
        made.append(f"CREATE TABLE {table} (number INTEGER PRIMARY KEY AUTOINCREMENT, {columns})")
        made += [
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return made


def _check_shape(db: sqlite3.Connection, path: Path) -> None:
    ((version,),) = db.execute("PRAGMA user_version").fetchall()
    if version != VERSION:
        raise FormatError(
            "{path} no es un registro de decisiones que se pueda leer (versión {version}; se "
            "esperaba la {expected}); guárdalo aparte e importa lo que exporte quien lo hizo",
            path=path, version=version, expected=VERSION,
        )  # fmt: skip
    for kind, table in _KINDS.items():
        # SQLite takes the name of a column that isn't there for a text.
        found = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        if found != ["number", *_columns(kind)]:
            raise FormatError(
                "{path} está dañado: la tabla {table} tiene las columnas {columns}; {remedy}",
                path=path, table=table, columns=", ".join(found) or Phrase("(ninguna)"),
                remedy=REMEDY,
            )  # fmt: skip


def _check_content(db: sqlite3.Connection, path: Path) -> None:
    ((found,),) = db.execute("PRAGMA integrity_check(1)").fetchall()
    for kind, table in _KINDS.items():
        # Where a disk lost a part of the file it gives zeros, which no text holds.
        texts = " || ".join(_quoted([n]) for n in _columns(kind) if _sql_type(n).startswith(_TEXT))
        lost = f"SELECT id FROM {table} WHERE instr({texts}, char(0)) LIMIT 1"
        if found == "ok" and db.execute(lost).fetchone():
            found = f"{table}: hay ceros donde había texto"
    if found != "ok":
        raise FormatError(
            "{path} está dañado ({error}); {remedy}",
            path=path, error=found.splitlines()[-1], remedy=REMEDY,
        )  # fmt: skip
