"""Links on disk, under the hash of everything that they depend on."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode.cache import default_cache_path
from tracer.errors import OutputError
from tracer.files import reason, replacing
from tracer.records import Link, Span

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".links"
BUDGET = 4 << 30
"""Bytes. Beyond them the links that were longest of no use go, when a run has ended."""
KEPT_FOR = 86_400.0
"""Seconds since their last use within which links stay even so: another run may be at them."""
DIGEST = 32
PLAIN = (
    "contribution_id", "citation", "article", "strength", "evidence_contribution",
    "evidence_provision", "rank", "score", "confidence",
)  # fmt: skip
ENDS = ("start", "end")
SPANS = ("contribution_span", "provision_span")


class LinkStore:
    """A folder of files, each with the links of one stretch of a corpus to one document.

    A file that was cut short or has a flipped bit is taken for missing.

    Parameters
    ----------
    folder : Path
        Made if it is missing. Where it can't be written to, links go to a folder that vanishes
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
        """Tell whether the links of `key` are there and whole."""
        if self._read(key) is None:
            return False
        with suppress(OSError):
            os.utime(self._path(key))
        return True

    def get(self, key: str) -> list[Link]:
        """The links of `key`, in the order in which they were put.

        Raises
        ------
        OutputError
            If they aren't there any more.
        """
        found = self._read(key)
        if found is None:
            raise OutputError(
                "{path} desapareció o se dañó mientras se usaba; vuelve a lanzar la orden: sólo "
                "eso se calcula de nuevo",
                path=self._path(key),
            )
        return _links(found)

    def put(self, key: str, links: Sequence[Link]) -> None:
        """Keep `links` under `key`.

        Raises
        ------
        OutputError
            If the disk refuses.
        """
        content = _written(links)
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

    def _read(self, key: str) -> pa.Buffer | None:
        import pyarrow as pa

        try:
            raw = self._path(key).read_bytes()
        except OSError:
            return None
        content = memoryview(raw)[DIGEST:]
        whole = hashlib.sha256(content).digest() == raw[:DIGEST]
        return pa.py_buffer(content) if whole else None


def default_store_path() -> Path:
    """Beside the vectors: see `tracer.encode.cache.default_cache_path`."""
    return default_cache_path().parent / "enlaces"


def _written(links: Sequence[Link]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, list[object]] = {
        name: [getattr(link, name) for link in links] for name in PLAIN
    }
    for name in SPANS:
        spans = [getattr(link, name) for link in links]
        columns |= {f"{name}_{end}": [getattr(span, end) for span in spans] for end in ENDS}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd")
    content = bytes(sink.getvalue())
    pa.default_memory_pool().release_unused()  # it would keep what the largest stretch took
    return content


def _links(content: pa.Buffer) -> list[Link]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(content))
    found = {name: table[name].to_pylist() for name in table.column_names}
    spans = {
        name: [Span(*ends) for ends in zip(*(found[f"{name}_{end}"] for end in ENDS), strict=True)]
        for name in SPANS
    }
    columns = {**{name: found[name] for name in PLAIN}, **spans}
    names = list(columns)
    return [
        Link(**dict(zip(names, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]
