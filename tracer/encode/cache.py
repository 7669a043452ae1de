"""Vectors on disk, under the hash of their text and the identity of their encoder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tracer.encode.protocol import Encoder, Progress
from tracer.errors import OutputError

if TYPE_CHECKING:
    import numpy as np

CHUNK = 2048
"""Texts encoded between two writes: what a killed run loses at most."""
LOOKUP = 500
"""Keys per query; SQLite allows 999 parameters in old builds."""


def default_cache_path() -> Path:
    """``$TRACER_CACHE`` if set, otherwise the user's cache folder."""
    if folder := os.environ.get("TRACER_CACHE"):
        return Path(folder) / "vectors.sqlite"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tracer", appauthor=False)) / "vectors.sqlite"


class VectorCache:
    """A SQLite file (write-ahead log, so that two runs may share it) of float32 vectors.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from tracer import VectorCache, cached_encode, load_encoder
    >>> with VectorCache(pathlib.Path(tempfile.mkdtemp()) / "vectores.sqlite") as cache:
    ...     cached_encode(load_encoder(), ["agua", "agua", "luz"], cache).shape
    (3, 384)
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None)
            _use_write_ahead_log(self._db)
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
                " WITHOUT ROWID"
            )

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The stored vectors among `keys`."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), LOOKUP):
            chunk = keys[start : start + LOOKUP]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
            with _told(self._path):
                found.update(self._db.execute(query, chunk))
        return found

    def put(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Store `rows` in one transaction; a key that is there already keeps its vector."""
        with _told(self._path), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into a message that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise OutputError(
            f"no se puede usar {path}, donde se guardan los vectores ({error}); borra ese "
            "archivo o indica en TRACER_CACHE una carpeta en la que se pueda escribir"
        ) from error


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch the file's journal, which SQLite refuses at once while another run is opening it.

    The mode stays with the file, so then the other run has switched it.
    """
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode=WAL")


def cached_encode(
    encoder: Encoder,
    texts: Sequence[str],
    cache: VectorCache,
    *,
    progress: Progress | None = None,
) -> np.ndarray:
    """Encode `texts`, each distinct one once, taking from `cache` what it holds.

    Parameters
    ----------
    encoder : Encoder
    texts : sequence of str
    cache : VectorCache
    progress : callable, optional
        Called with the number of texts done since the last call.

    Returns
    -------
    ndarray of shape (n_texts, dimension), float32
        Rows in the order of `texts`, each of length 1.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from tracer import VectorCache, cached_encode, load_encoder
    >>> with VectorCache(pathlib.Path(tempfile.mkdtemp()) / "vectores.sqlite") as cache:
    ...     vectors = cached_encode(load_encoder(), ["agua", "agua"], cache)
    >>> bool((vectors[0] == vectors[1]).all())
    True
    """
    import numpy as np

    identity = encoder.identity
    keys = [vector_key(identity, text) for text in texts]
    distinct = dict(zip(keys, texts, strict=True))
    known = cache.get(list(distinct))
    if progress:
        progress(sum(key in known for key in keys))
    missing = sorted(key for key in distinct if key not in known)
    copies = {key: 0 for key in missing}
    for key in keys:
        if key in copies:
            copies[key] += 1
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        vectors = encoder.encode([distinct[key] for key in chunk])
        rows = [(key, vector.tobytes()) for key, vector in zip(chunk, vectors, strict=True)]
        cache.put(rows)
        known.update(rows)
        if progress:
            progress(sum(copies[key] for key in chunk))
    if not texts:
        return encoder.encode([])
    return np.stack([np.frombuffer(known[key], np.float32) for key in keys])


def vector_key(identity: str, text: str) -> bytes:
    """SHA-256 of the encoder's identity and the text."""
    return hashlib.sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).digest()
