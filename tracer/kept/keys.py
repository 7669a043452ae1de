"""What a stage's result depends on, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tracer.manifest import code_digest, versions


def stage_key(stage: str, parts: Iterable[object]) -> str:
    """Hash of a stage's name, the engine, the packages that can move a number, and `parts`.

    Parameters
    ----------
    stage : str
    parts : iterable of object
        Records, strings and numbers: those whose `repr` tells all of them.
    """
    digest = hashlib.sha256(f"{stage}\0{code_digest()}\0{sorted(versions().items())}\0".encode())
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
