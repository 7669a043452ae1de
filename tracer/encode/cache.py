"""Vectors on disk, under the hash of their text and the identity of their encoder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tracer.encode.protocol import Encoder, Progress, Resting
from tracer.encode.vector_file import (
    forget,
    is_damage,
    open_file,
    open_readable,
    open_temporary,
    read,
    set_aside,
    write,
)
from tracer.errors import TracerWarning
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    import numpy as np

CHUNK = 2048
"""Texts encoded between two writes: what a killed run loses at most."""
PIECE = 256
"""Texts that one of several workers encodes at a time: what is lost where it dies."""
ATTEMPTS = 3
"""Files that are opened before it is given up: damaged ones are set aside in between."""


def default_cache_path() -> Path:
    """``$TRACER_CACHE`` if set, otherwise the user's cache folder."""
    if folder := os.environ.get("TRACER_CACHE"):
        return Path(folder) / "vectors.sqlite"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tracer", appauthor=False)) / "vectors.sqlite"


class VectorCache:
    """Vectors under their keys, in a file that several runs may share.

    Nothing that is wrong with the file stops a run: a damaged vector counts as missing, a damaged
    file is set aside and begun anew, and where nothing can be stored vectors are kept in a
    temporary file until the end. Each is told once, as a `TracerWarning`.

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
        self._told: set[str] = set()
        self._file: sqlite3.Connection | None = None
        self._inode = 0
        self._writable = True
        self._spare: sqlite3.Connection | None = None
        """What couldn't be stored in the file."""
        self._open()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for db in (self._file, self._spare):
            if db:
                db.close()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The stored vectors among `keys`, as they were stored."""
        found = self._found_in_file(keys)
        if self._spare:
            found |= read(self._spare, [key for key in keys if key not in found])[0]
        return found

    def put(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Store `rows` in one transaction; a key that is there already keeps its vector."""
        while self._file and self._writable:
            try:
                write(self._file, rows)
                return
            except sqlite3.Error as error:
                if not self._begun_anew(error):
                    self._store_no_more(error)
        if self._spare is None:
            self._spare = open_temporary()
        with suppress(sqlite3.Error):  # full too: what isn't kept is encoded when it comes again
            write(self._spare, rows)

    def _found_in_file(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        while self._file:
            try:
                found, broken = read(self._file, keys)
            except sqlite3.Error as error:
                if not self._begun_anew(error):
                    self._close_file()
                    self._store_no_more(error)
                continue
            if broken:
                self._forget(self._file, broken)
            return found
        return {}

    def _open(self) -> None:
        failure: Exception | None = None
        for _ in range(ATTEMPTS):
            try:
                self._file = open_file(self._path)
                self._inode = self._path.stat().st_ino
                return
            except (OSError, sqlite3.Error) as error:
                failure = error
                if not (is_damage(error, self._path) and self._set_aside(error)):
                    break
        self._file = open_readable(self._path)
        self._store_no_more(failure)

    def _begun_anew(self, error: sqlite3.Error) -> bool:
        """Put another file in the place of a damaged one; tell whether that was what was wrong."""
        if not is_damage(error, self._path) or "aside" in self._told:
            return False
        self._close_file()
        if self._set_aside(error):
            self._open()
            return True
        return False

    def _close_file(self) -> None:
        if self._file:
            self._file.close()
        self._file = None

    def _set_aside(self, error: Exception) -> bool:
        try:
            aside = set_aside(self._path, self._inode or self._path.stat().st_ino)
        except OSError:
            return False
        finally:
            self._inode = 0
        if aside:
            self._tell(
                "aside",
                TracerWarning(
                    "{path}, donde se guardan los vectores, estaba dañado ({error}); se apartó "
                    "como {aside}, que se puede borrar, y los vectores se calculan otra vez",
                    path=self._path, error=error, aside=aside.name,
                ),
            )  # fmt: skip
        return True

    def _forget(self, db: sqlite3.Connection, broken: Sequence[bytes]) -> None:
        self._tell(
            "broken",
            TracerWarning(
                "{path} tenía vectores alterados; se calculan otra vez (si vuelve a pasar, revisa "
                "el disco)",
                path=self._path,
            ),
        )
        with suppress(sqlite3.Error):  # one that stays is found again, and calculated again
            forget(db, broken)

    def _store_no_more(self, error: Exception | None) -> None:
        self._writable = False
        self._tell(
            "unstored",
            TracerWarning(
                "no se pueden guardar vectores en {path} ({error}); se sigue sin guardarlos, y la "
                "próxima vez se calculan de nuevo: revisa el permiso y el espacio, o indica otra "
                "carpeta en TRACER_CACHE",
                path=self._path, error=error,
            ),
        )  # fmt: skip

    def _tell(self, what: str, warning: TracerWarning) -> None:
        if what not in self._told:
            self._told.add(what)
            warnings.warn(warning, stacklevel=2)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoder that looks into a cache first: texts to vectors, as stages want it."""

    encoder: Encoder
    cache: VectorCache
    progress: Progress | None = None
    workers: Workers = ALONE

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Encode `texts`: shape (n_texts, dimension), float32, rows of length 1."""
        return cached_encode(
            self.encoder, texts, self.cache, progress=self.progress, workers=self.workers
        )

    def rest(self) -> None:
        """Give back the memory of the encoder's model, if it can be; it serves as before."""
        if isinstance(self.encoder, Resting):
            self.encoder.rest()


def cached_encode(
    encoder: Encoder,
    texts: Sequence[str],
    cache: VectorCache,
    *,
    progress: Progress | None = None,
    workers: Workers = ALONE,
) -> np.ndarray:
    """Encode `texts`, each distinct one once, taking from `cache` what it holds.

    Others may encode for this process, `PIECE` texts at a time; it alone writes to `cache`.

    Parameters
    ----------
    encoder : Encoder
    texts : sequence of str
    cache : VectorCache
    progress : callable, optional
        Called with the number of texts done since the last call.
    workers : Workers, optional
        Who encodes.

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
    if not texts:
        return encoder.encode([])
    keys = [vector_key(encoder.identity, text) for text in texts]
    copies = Counter(keys)
    rows = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    filled = _Filled(len(texts))
    missing = []
    for chunk in _chunks(sorted(rows), CHUNK):
        known = cache.get(chunk)
        filled.take((rows[key], vector) for key, vector in known.items())
        missing += [key for key in chunk if key not in known]
        if progress and known:
            progress(sum(copies[key] for key in known))
    chunks = _chunks(missing, CHUNK if workers.pieces == 1 else PIECE)
    pieces = ([texts[rows[key]] for key in chunk] for chunk in chunks)
    found = workers.map(encode_piece, pieces, shared=encoder)
    for chunk, vectors in zip(chunks, found, strict=True):
        made = [(key, vector.tobytes()) for key, vector in zip(chunk, vectors, strict=True)]
        cache.put(made)
        filled.take((rows[key], vector) for key, vector in made)
        if progress:
            progress(sum(copies[key] for key in chunk))
    return filled.copied([rows[key] for key in keys])


def _chunks(keys: Sequence[bytes], size: int) -> list[Sequence[bytes]]:
    return [keys[start : start + size] for start in range(0, len(keys), size)]


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


def encode_piece(encoder: Encoder, texts: Sequence[str]) -> np.ndarray:
    """Encode a piece of what is missing: shape (n_texts, dimension), float32."""
    return encoder.encode(texts)


def vector_key(identity: str, text: str) -> bytes:
    """SHA-256 of the encoder's identity and the text."""
    return hashlib.sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).digest()
