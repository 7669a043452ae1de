"""The file that vectors are kept in: SQLite, each vector with a checksum of its own.

SQLite notices a page that makes no sense, not one in which a number has changed; so each row
carries the CRC-32 of its key and vector, which notices every change of up to 32 bits in a row, and
any other with a probability of 1 − 2⁻³².
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tracer.locks import Taken, locked

LOOKUP = 500
"""Keys per query; SQLite allows 999 parameters in old builds."""
MOVED = 2048
"""Rows of an older file that are moved at once."""
WAIT = 60.0
"""Seconds for which a connection waits for another to write."""
PAGE = 8192
"""Bytes of a page: five vectors of 384 numbers; in SQLite's own 4,096 a quarter stays empty."""
ASIDE = ".roto-"
"""In the name of a damaged file that was set aside, after its own."""
_SIDE_FILES = ("-wal", "-shm", "")
"""What belongs together, in the order of moving: whoever finds the last finds all or nothing."""
_DAMAGED = (
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_SCHEMA,
)  # fmt: skip
"""Also of a database that is whole and holds something else."""
_SHUT = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

Rows = Sequence[tuple[bytes, bytes]]
"""Key and vector."""


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file at `path`, made if it is missing, to read and to write.

    A write-ahead log lets several processes use it at once.

    Raises
    ------
    OSError, sqlite3.Error
        If it can't be made, or is no such file; see `is_damage`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        _use_write_ahead_log(db)
        db.execute("PRAGMA synchronous=NORMAL")
        _lay_out(db)
        _move_unchecked(db)
    except BaseException:
        db.close()
        raise
    return db


def open_readable(path: Path) -> sqlite3.Connection | None:
    """Open a file that can't be written, if it can be read.

    ``immutable``: SQLite would otherwise want to put its index of the log beside it.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = None
    try:
        db = sqlite3.connect(address, timeout=WAIT, isolation_level=None, uri=True)
        read(db, [b""])
    except sqlite3.Error:
        if db:
            db.close()
        return None
    return db


def open_temporary() -> sqlite3.Connection:
    """Open a file without a name, in the folder for temporary files; it ends with the process."""
    db = sqlite3.connect("", isolation_level=None)
    _lay_out(db)
    return db


def _lay_out(db: sqlite3.Connection) -> None:
    db.text_factory = bytes  # a damaged row may claim to be a text of any bytes
    db.execute(
        "CREATE TABLE IF NOT EXISTS checked"
        " (key BLOB PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL)"
    )


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch the file's journal, which SQLite refuses at once while another run is opening it.

    The mode stays with the file, so then the other run has switched it.
    """
    with suppress(sqlite3.OperationalError):
        db.execute(f"PRAGMA page_size={PAGE}")
        db.execute("PRAGMA journal_mode=WAL")


def _move_unchecked(db: sqlite3.Connection) -> None:
    """Move what earlier versions stored without checksums; the old table stays, empty."""
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'vectors'"
    if not db.execute(asked).fetchone():
        return
    while rows := db.execute(f"SELECT key, vector FROM vectors LIMIT {MOVED}").fetchall():
        with db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT OR IGNORE INTO checked VALUES (?, ?, ?)", _checked(rows))
            db.executemany("DELETE FROM vectors WHERE key = ?", [(key,) for key, _ in rows])


def read(db: sqlite3.Connection, keys: Sequence[bytes]) -> tuple[dict[bytes, bytes], list[bytes]]:
    """Look up `keys`.

    Returns
    -------
    found : dict of bytes to bytes
        Vectors that are as they were stored.
    broken : list of bytes
        Keys whose vector isn't.
    """
    found: dict[bytes, bytes] = {}
    broken: list[bytes] = []
    for start in range(0, len(keys), LOOKUP):
        chunk = keys[start : start + LOOKUP]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT key, vector, crc FROM checked WHERE key IN ({marks})"
        for key, vector, crc in db.execute(query, chunk):
            if isinstance(vector, bytes) and _crc(key, vector) == crc:
                found[key] = vector
            else:
                broken.append(key)
    return found, broken


def intact(db: sqlite3.Connection) -> Iterator[bool]:
    """Tell of each row of a file whether it is as it was stored; none of earlier versions' rows.

    Raises
    ------
    sqlite3.Error
        If it is no such file, or damaged where SQLite notices it.
    """
    db.text_factory = bytes
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'checked'"
    if not db.execute(asked).fetchone():
        return
    for key, vector, crc in db.execute("SELECT key, vector, crc FROM checked"):
        yield isinstance(key, bytes) and isinstance(vector, bytes) and _crc(key, vector) == crc


def write(db: sqlite3.Connection, rows: Rows) -> None:
    """Store `rows` in one transaction; a key that is there already keeps its vector."""
    checked = _checked(rows)
    with db:
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT OR IGNORE INTO checked VALUES (?, ?, ?)", checked)


def forget(db: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Remove the rows of `keys`."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        db.executemany("DELETE FROM checked WHERE key = ?", [(key,) for key in keys])


def _checked(rows: Rows) -> list[tuple[bytes, bytes, int]]:
    return [(key, vector, _crc(key, vector)) for key, vector in rows]


def _crc(key: bytes, vector: bytes) -> int:
    return zlib.crc32(vector, zlib.crc32(key))


def is_damage(error: Exception, path: Path) -> bool:
    """Tell whether `error` says that the file isn't what it should be, and not that it is shut."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return False
    if code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return True
    # A header with a wrong bit may say that the file is for reading only.
    open_to_all = os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)
    return code & 0xFF in (*_DAMAGED, *(_SHUT if open_to_all else ()))


def set_aside(path: Path, inode: int) -> Path | None:
    """Give a damaged file another name, unless another process was quicker.

    Parameters
    ----------
    path : Path
    inode : int
        Of the file that was found damaged.

    Returns
    -------
    Path or None
        Its new name; None if what lies at `path` now is another file.

    Raises
    ------
    OSError
        If it can't be renamed.
    """
    try:
        with locked(path.with_name(f"{path.name}.lock"), wait=WAIT):
            if not path.exists() or path.stat().st_ino != inode:
                return None
            name = f"{path.name}{ASIDE}{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
            for side in _SIDE_FILES:
                with suppress(FileNotFoundError):
                    path.with_name(path.name + side).rename(path.with_name(name + side))
    except Taken as error:
        raise OSError(f"{path.name}.lock") from error
    return path.with_name(name)
