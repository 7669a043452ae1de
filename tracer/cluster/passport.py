"""What must be alike in two processes so that both come to the same bytes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import tracer
from tracer.errors import ClusterError
from tracer.manifest import versions

MOVES_TOO = ("torch", "sentence-transformers", "transformers", "numba")
"""Packages that can move a number beside those of a manifest: other encoders, a faster BM25."""
CODE = ("*.py", "*.txt", "*.po")


@lru_cache(maxsize=1)
def passport() -> Mapping[str, str]:
    """Versions of everything that can move a number, and a checksum of tracer's own files."""
    found = versions() | {name: _version(name) for name in MOVES_TOO}
    found["python"] = "{}.{}".format(*sys.version_info)  # a patch release moves nothing
    return found | {"code": _code()}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "—"


def _code() -> str:
    """Checksum of tracer's files: two checkouts may both call themselves 0.1.0."""
    home, digest = Path(tracer.__file__).parent, hashlib.sha256()
    files = {path.relative_to(home).as_posix(): path for kind in CODE for path in home.rglob(kind)}
    for name in sorted(name for name in files if not name.startswith("_data/")):
        text = files[name].read_bytes().replace(b"\r\n", b"\n")  # git on Windows
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()[:12]


def check_passport(theirs: Mapping[str, str], ours: Mapping[str, str], *, host: str) -> None:
    """Refuse a worker that could come to other numbers.

    Parameters
    ----------
    theirs, ours : mapping of str to str
        See `passport`: of the worker and of the client.
    host : str
        The worker's, to name it by.

    Raises
    ------
    ClusterError
        If they differ.
    """
    different = [
        f"{name} {theirs.get(name, '—')} ({ours.get(name, '—')})"
        for name in sorted({*theirs, *ours})
        if theirs.get(name) != ours.get(name)
    ]
    if different:
        raise ClusterError(
            "el trabajador {host} no tiene lo mismo que este equipo (entre paréntesis) y daría "
            "otros números: {different}; instala en él las mismas versiones (pip freeze aquí, "
            "pip install -r allí) y vuelve a arrancarlo",
            host=host,
            different="; ".join(different),
        )
