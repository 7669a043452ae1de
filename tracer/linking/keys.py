"""What the links of a stretch depend on, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import tracer
from tracer.manifest import versions
from tracer.match import TextSpace
from tracer.records import Contribution, Unit

ENGINE = ("match", "records", "encode/geometry.py", "text.py", "cells.py")
"""Files and folders of the package that a link can depend on besides its encoder."""


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """Hash of the code that makes links, and of the versions of what it uses."""
    package = Path(tracer.__file__).parent
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    for name in ENGINE:
        place = package / name
        files = [place] if place.is_file() else sorted(place.glob("*.[pt]*"))
        for path in files:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def document_digest(units: Sequence[Unit], *, encoder: str, top: int) -> str:
    """Hash of one document's units, of how they are encoded, and of how many are listed."""
    return _digest([engine_digest(), encoder, str(top), *map(repr, units)])


def stretch_key(
    document: str,
    space: TextSpace,
    contributions: Sequence[Contribution],
    without: Mapping[str, frozenset[str]],
) -> str:
    """Hash of a document, of consecutive contributions, and of the centres that they lie around.

    Parameters
    ----------
    document : str
        See `document_digest`.
    space : TextSpace
    contributions : sequence of Contribution
    without : mapping of str to frozenset of str
        Citations that must not be proposed, by contribution.
    """
    digest = hashlib.sha256(document.encode())
    for channel in sorted({c.channel for c in contributions}):
        digest.update(repr(channel).encode("utf-8", "surrogatepass"))
        digest.update(space.whole[channel].tobytes() + space.segments[channel].tobytes())
    for c in contributions:
        barred = sorted(without.get(c.id, ()))
        digest.update(repr((c.id, c.channel, c.text, barred)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
