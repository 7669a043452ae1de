"""The file that the log lies in: made whole, opened with patience, its failures told in words."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from tracer.errors import FormatError, Phrase, TracerError
from tracer.files import reason

WAIT = 30.0
"""Seconds for which who comes second waits for another."""
REMEDY = Phrase("guárdalo aparte y vuelve a importar la última exportación")
R = TypeVar("R")
_TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_SHUT = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, None)
"""None: Python's own, of a text that isn't UTF-8."""


def is_there(path: Path) -> bool:
    """Tell whether there is something that can be a log.

    Raises
    ------
    FormatError
        If what is there can't be one, or if only what SQLite keeps beside it is left.
    """
    orphaned = _journal(path).exists()  # first: another process may be making both just now
    if not os.path.lexists(path):
        if orphaned:
            raise FormatError(
                "falta {path}, pero queda {journal}, que guarda parte de sus entradas; repón el "
                "que falta de una copia de la carpeta, o guarda aparte el otro",
                path=path, journal=_journal(path).name,
            )  # fmt: skip
        return False
    if not path.is_file():
        raise FormatError(
            "{path} no es un archivo, y ahí va el registro de decisiones; cámbiale el nombre",
            path=path,
        )
    if not path.stat().st_size:
        raise FormatError(
            "{path} está vacío, y un registro de decisiones nunca lo está; {remedy}",
            path=path, remedy=REMEDY,
        )  # fmt: skip
    return True


def create(path: Path, statements: Sequence[str]) -> None:
    """Make the file with its tables, all at once, unless another process was quicker."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            for statement in ("BEGIN", *statements, "COMMIT"):
                db.execute(statement)
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
        except OSError:  # no links on this disk
            with temporary.open("rb") as made, path.open("xb") as place:
                shutil.copyfileobj(made, place)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, *, mode: str, wait: float) -> Iterator[sqlite3.Connection]:
    """Open a log that is there; `mode` is a parameter of SQLite's addresses, `wait` in seconds."""
    address = f"{path.absolute().as_uri()}?{mode}"
    with closing(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True)) as db:
        yield db


def patiently(act: Callable[[float], R]) -> R:
    """Call `act` with the seconds that are left until nobody else is in the way.

    SQLite waits by itself, but not while the last one to leave puts the journal away.
    """
    end = time.monotonic() + WAIT
    while True:
        left = end - time.monotonic()
        try:
            return act(max(0.0, left))
        except sqlite3.OperationalError as error:
            if _code(error) not in _TAKEN or left <= 0:
                raise
        time.sleep(random.uniform(0.001, 0.02))


def only_readable(path: Path, error: sqlite3.Error) -> bool:
    """Tell whether a log couldn't be opened for want of writing, and is whole without its journal.

    A journal that holds entries must be read with it, which takes a folder that can be written.
    """
    journal = _journal(path)
    return _code(error) in _SHUT and not (journal.exists() and journal.stat().st_size)


@contextmanager
def explained(path: Path, kind: type[TracerError]) -> Iterator[None]:
    """Turn what SQLite and the system say of `path` into `FormatError` where it is damaged, and
    into `kind` where it can't be got at."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) in _DAMAGED:
            raise FormatError(
                "{path} no es un registro de decisiones o está dañado ({error}); {remedy}",
                path=path, error=error, remedy=REMEDY,
            ) from error  # fmt: skip
        raise kind(
            "no se puede abrir o escribir {path} ({error}); revisa el permiso y el espacio, y que "
            "no esté en una carpeta compartida por red",
            path=path, error=error,
        ) from error  # fmt: skip
    except OSError as error:
        raise kind(
            "no se puede abrir o escribir {path}: {reason}", path=path, reason=reason(error)
        ) from error


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _code(error: sqlite3.Error) -> int | None:
    extended: int | None = getattr(error, "sqlite_errorcode", None)
    return None if extended is None else extended & 0xFF
