"""What must be alike in two processes so that both come to the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata

from tracer.errors import ClusterError, Phrase, chained
from tracer.manifest import code_digest, versions

MOVES_TOO = ("torch", "sentence-transformers", "transformers", "numba")
"""Packages that can move a number beside those of a manifest: other encoders, a faster BM25."""


@lru_cache(maxsize=1)
def passport() -> Mapping[str, str]:
    """Versions of everything that can move a number, and a checksum of tracer's own files."""
    found = versions() | {name: _version(name) for name in MOVES_TOO}
    found["python"] = "{}.{}".format(*sys.version_info)  # a patch release moves nothing
    return found | {"code": code_digest()[:12]}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "—"


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
        Phrase(
            "{name} {theirs} (aquí {ours})",
            name=name,
            theirs=theirs.get(name, "—"),
            ours=ours.get(name, "—"),
        )
        for name in sorted({*theirs, *ours})
        if theirs.get(name) != ours.get(name)
    ]
    if different:
        raise ClusterError(
            "el trabajador {host} no tiene lo mismo que este equipo, y daría otros números: "
            "{different}; instala en él las mismas versiones (pip freeze aquí, pip install -r "
            "allí) y vuelve a arrancarlo",
            host=host, different=chained(different, "; "),
        )  # fmt: skip
