"""What a run worked out, on disk, under the hash of everything that it depends on."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tracer.encode.cache import default_cache_path
from tracer.errors import OutputError
from tracer.files import reason, replacing

SUFFIX = ".kept"
BUDGET = 4 << 30
"""Bytes. Beyond them what was longest of no use goes, when a run has ended."""
KEPT_FOR = 86_400.0
"""Seconds since its last use within which a file stays even so: another run may be at it."""
DIGEST = 32


class Store:
    """A folder of files, each named after the hash of what its content was made from.

    A file that was cut short or has a flipped bit is taken for missing.

    Parameters
    ----------
    folder : Path
        Made if it is missing. Where it can't be written to, files go to a folder that vanishes
        with this object.
    """

    def __init__(self, folder: Path) -> None:
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                self._folder = folder
        except OSError:
            self._passing = tempfile.TemporaryDirectory(prefix="tracer-")
            self._folder = Path(self._passing.name)

    def has(self, key: str) -> bool:
        """Tell whether the content of `key` is there and whole."""
        return self.find(key) is not None

    def find(self, key: str) -> memoryview | None:
        """Content of `key`, if it is there and whole; it counts as used."""
        found = self._read(key)
        if found is not None:
            with suppress(OSError):
                os.utime(self._path(key))
        return found

    def get(self, key: str) -> memoryview:
        """Content of `key`.

        Raises
        ------
        OutputError
            If it isn't there any more.
        """
        found = self._read(key)
        if found is None:
            raise OutputError(
                "{path} desapareció o se dañó mientras se usaba; vuelve a lanzar la orden: sólo "
                "eso se calcula de nuevo",
                path=self._path(key),
            )
        return found

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`.

        Raises
        ------
        OutputError
            If the disk refuses.
        """
        try:
            self._path(key).parent.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(
                "no se puede escribir en {folder}: {reason}; indica otra carpeta en TRACER_CACHE",
                folder=self._folder, reason=reason(error),
            ) from error  # fmt: skip
        with replacing(self._path(key)) as stream:
            stream.write(hashlib.sha256(content).digest() + content)

    def prune(self, *, budget: int = BUDGET) -> None:
        """Delete what was longest of no use until the rest fits `budget` bytes."""
        found = []
        for path in self._folder.rglob(f"*{SUFFIX}"):
            with suppress(OSError):
                found.append((path.stat().st_mtime, path.stat().st_size, path))
        total = sum(size for _, size, _ in found)
        for used, size, path in sorted(found):
            if total <= budget or used > time.time() - KEPT_FOR:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}{SUFFIX}"

    def _read(self, key: str) -> memoryview | None:
        try:
            raw = self._path(key).read_bytes()
        except OSError:
            return None
        content = memoryview(raw)[DIGEST:]
        return content if hashlib.sha256(content).digest() == raw[:DIGEST] else None


def default_store_path() -> Path:
    """Beside the vectors: see `tracer.encode.cache.default_cache_path`."""
    return default_cache_path().parent / "etapas"
