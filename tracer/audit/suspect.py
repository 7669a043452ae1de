"""Links whose provision isn't what it was when they were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracer.audit.folder import AuditedRun
from tracer.audit.population import THRESHOLD, texts_of
from tracer.errors import InputError, Phrase, chained

STATES: Final = ("changed", "moved", "gone")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A link of an earlier run that has to be looked at again."""

    version: str
    contribution_id: str
    citation: str
    """As it was then."""
    state: str
    """``changed``: other words; ``moved``: the same words, cited otherwise now; ``gone``: neither
    the citation nor the words are there."""
    now: str
    """Where the words stand now, of what moved."""
    confidence: float
    """Then."""
    old_text: str
    new_text: str


def suspects(before: AuditedRun, after: AuditedRun) -> tuple[Suspect, ...]:
    """Find the links of an earlier run whose provision was changed, moved or taken out since.

    Parameters
    ----------
    before, after : AuditedRun
        Two runs of one process; versions are known by their names.

    Returns
    -------
    tuple of Suspect
        Of links that counted, in their order. None where every provision is as it was.

    Raises
    ------
    InputError
        If the later run lacks a version that the earlier one has: under another name it can't be
        known again.
    """
    lacking = [name for name in _versions(before) if name not in _versions(after)]
    if lacking:
        raise InputError(
            "{after} no tiene {lacking}, que {before} sí (tiene: {versions}); llama igual a las "
            "versiones en ambos procesos",
            after=after.folder, lacking=chained(Phrase("«{name}»", name=name) for name in lacking),
            before=before.folder, versions=", ".join(_versions(after)),
        )  # fmt: skip
    return tuple(
        found for version in _versions(before) for found in _of_version(version, before, after)
    )


def _versions(run: AuditedRun) -> Sequence[str]:
    return list(dict.fromkeys(row["version"] for row in run.tables["provisions"]))


def _of_version(version: str, before: AuditedRun, after: AuditedRun) -> list[Suspect]:
    then, now = texts_of(before, version), texts_of(after, version)
    earlier, hashes = _hashes(before, version), _hashes(after, version)
    places: dict[str, str] = {}
    for citation, digest in hashes.items():
        if earlier.get(citation) != digest:  # what stood there before moved from nowhere
            places.setdefault(digest, citation)
    found = []
    for link in before.tables["links"]:
        citation, digest = link["citation"], link["text_hash"]
        counts = link["version"] == version and link["rank"] and link["confidence"] >= THRESHOLD
        if not counts or hashes.get(citation) == digest:
            continue
        moved = places.get(digest, "")
        state = "moved" if moved else "changed" if citation in hashes else "gone"
        found.append(
            Suspect(
                version, link["contribution_id"], citation, state, moved,
                float(link["confidence"]), then.get(citation, ""), now.get(moved or citation, ""),
            )
        )  # fmt: skip
    return found


def _hashes(run: AuditedRun, version: str) -> Mapping[str, Any]:
    rows = run.tables["provisions"]
    return {row["citation"]: row["text_hash"] for row in rows if row["version"] == version}
