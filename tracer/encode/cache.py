"""Vectors on disk, under the hash of their text and the identity of their encoder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    """A SQLite file (write-ahead log, so that two runs may share it) of float32 vectors."""

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


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoder that looks into a cache first: texts to vectors, as stages want it."""

    encoder: Encoder
    cache: VectorCache
    progress: Progress | None = None

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Encode `texts`: shape (n_texts, dimension), float32, rows of length 1."""
        return cached_encode(self.encoder, texts, self.cache, progress=self.progress)


def cached_encode(
    encoder: Encoder,
    texts: Sequence[str],
    cache: VectorCache,
    *,
    progress: Progress | None = None,
) -> np.ndarray:
    """Encode `texts`, each distinct one once, taking from `cache` what it holds.

    Returns
    -------
    ndarray of shape (n_texts, dimension), float32
        Rows in the order of `texts`, each of length 1.
    """
    if not texts:
        return encoder.encode([])
    keys = [vector_key(encoder.identity, text) for text in texts]
    copies = Counter(keys)
    rows = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    filled = _Filled(len(texts))
    missing = []
    for chunk in _chunks(sorted(rows)):
        known = cache.get(chunk)
        filled.take((rows[key], vector) for key, vector in known.items())
        missing += [key for key in chunk if key not in known]
        if progress and known:
            progress(sum(copies[key] for key in known))
    for chunk in _chunks(missing):
        vectors = encoder.encode([texts[rows[key]] for key in chunk])
        made = [(key, vector.tobytes()) for key, vector in zip(chunk, vectors, strict=True)]
        cache.put(made)
        filled.take((rows[key], vector) for key, vector in made)
        if progress:
            progress(sum(copies[key] for key in chunk))
    return filled.copied([rows[key] for key in keys])


def _chunks(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


class _Filled:
    """An array that is filled row by row, once the first vector has told how long they are."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._vectors: np.ndarray | None = None

    def take(self, found: Iterable[tuple[int, bytes]]) -> None:
        import numpy as np

        for row, vector in found:
            if self._vectors is None:
                self._vectors = np.empty((self._rows, len(vector) // 4), np.float32)
            self._vectors[row] = np.frombuffer(vector, np.float32)

    def copied(self, source: Sequence[int]) -> np.ndarray:
        """Every row as the row of `source` says."""
        import numpy as np

        assert self._vectors is not None
        places = np.array(source)
        again = np.flatnonzero(places != np.arange(len(places)))
        for start in range(0, len(again), CHUNK):
            some = again[start : start + CHUNK]
            self._vectors[some] = self._vectors[places[some]]
        return self._vectors


def vector_key(identity: str, text: str) -> bytes:
    """SHA-256 of the encoder's identity and the text."""
    return hashlib.sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).digest()
