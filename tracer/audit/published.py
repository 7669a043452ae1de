"""A published table of petitions and articles, judged citation by citation.

Two questions, kept apart: does what is cited exist, and does it answer the petition? A third one
follows from the document's own notes of reform: can that be said of the text as first adopted?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracer.audit.folder import AuditedRun
from tracer.citation import parse_citation
from tracer.citation.index import Index, index_of
from tracer.citation.resolution import Resolution, look_up
from tracer.errors import CitationError, InputError
from tracer.records import Constitution, Provision

SURE, DOUBTFUL = 0.5, 0.2
"""Confidence from which a provision counts as an answer, and below which as none."""
EXISTS = ("yes", "no", "absent", "transversal", "unclear", "no_text")
"""``absent``: the table itself says that there is nothing; ``transversal``: only that it runs
through everything; ``unclear``: can't be read as a citation; ``no_text``: the run doesn't have that
version of the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table, as published."""

    id: str
    """Of a contribution of the run."""
    draft: str | None
    """What it cites of the draft; None where the table has no such column."""
    final: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One address that the table cites for one contribution."""

    contribution_id: str
    weight: float
    stage: str
    """``draft`` or ``final``."""
    written: str
    """The whole cell."""
    citation: str
    """Canonical; empty where nothing is cited or it can't be read."""
    exists: str
    """One of `EXISTS`."""
    assumed: tuple[str, ...] = ()
    """In Spanish: what was supposed in order to find it."""
    supports: str = ""
    """``yes``, ``doubtful`` or ``no``; empty where there is nothing to judge."""
    confidence: float = 0.0
    """0 to 1, of the surest of the run's links into what is cited; 0 where none is listed."""
    strength: str = ""
    evidence_contribution: str = ""
    evidence_provision: str = ""
    instead: tuple[str, ...] = ()
    """Of what doesn't exist: provisions near it that do, those that answer best first."""
    surest: str = ""
    """The provision that answers the contribution best, with its confidence."""
    reforms: tuple[str, ...] = ()
    """What the document says of reforms of it."""

    @property
    def originally(self) -> str:
        """What can be said of the text before its reforms: ``not_determinable``, or ``same``."""
        known = self.exists in ("yes", "no") and not self.reforms
        return "same" if known else "not_determinable"


def check_published(entries: Sequence[Entry], run: AuditedRun) -> tuple[Cited, ...]:
    """Judge every citation of a published table.

    Parameters
    ----------
    entries : sequence of Entry
    run : AuditedRun

    Returns
    -------
    tuple of Cited
        In the order of the table, those of the draft first; at least one for each cell, for an
        empty one cites nothing.

    Raises
    ------
    InputError
        If an id is none of the run's.
    """
    weights = {r["contribution_id"]: float(r["weight"]) for r in run.tables["contributions"]}
    unknown = [entry.id for entry in entries if entry.id not in weights]
    if unknown:
        raise InputError(
            "la tabla nombra aportaciones que la corrida no tiene: {unknown} (hay: {known}…); di "
            "con --id-column cuál es su identificador",
            unknown=", ".join(unknown[:5]), known=", ".join(list(weights)[:5]),
        )  # fmt: skip
    texts = {name: _text(run, name) for name in (run.draft, run.final) if name}
    return tuple(
        cited
        for entry in entries
        for stage, name, written in (
            ("draft", run.draft, entry.draft), ("final", run.final, entry.final),
        )
        if written is not None
        for cited in _judged(entry.id, weights[entry.id], stage, written, texts.get(name))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Text:
    index: Index
    above: Mapping[str, frozenset[str]]
    """Citation → itself and everything that holds it."""
    reforms: Mapping[str, tuple[str, ...]]
    links: Mapping[str, Sequence[Mapping[str, Any]]]
    """Contribution → its links, the surest first."""

    def into(self, key: str, citation: str) -> Mapping[str, Any] | None:
        """The surest link of a contribution into a provision, or into what holds it."""
        for link in self.links.get(key, ()):
            at = link["citation"]
            if citation in self.above.get(at, ()) or at in self.above[citation]:
                return link
        return None

    def reformed(self, citation: str) -> tuple[str, ...]:
        """Notes on a provision, on what holds it and on what it holds."""
        return tuple(
            note
            for at, notes in self.reforms.items()
            if citation in self.above[at] or at in self.above[citation]
            for note in notes
        )


def _text(run: AuditedRun, version: str) -> _Text:
    rows = [row for row in run.tables["provisions"] if row["version"] == version]
    parents = {row["citation"]: row["parent"] for row in rows}
    above = {}
    for citation in parents:
        chain, at = [], citation
        while at:
            chain.append(at)
            at = parents.get(at, "")
        above[citation] = frozenset(chain)
    links: dict[str, list[Mapping[str, Any]]] = {}
    for link in run.tables["links"]:
        if link["version"] == version and link["rank"]:
            links.setdefault(link["contribution_id"], []).append(link)
    for own in links.values():
        own.sort(key=lambda link: (-link["confidence"], link["rank"]))
    provisions = tuple(
        Provision(row["citation"], row["level"], "", row["text"], row["parent"], None, 0, 0)
        for row in rows
    )
    reforms = {row["citation"]: tuple(row["reforms"]) for row in rows if row["reforms"]}
    return _Text(index_of(Constitution(version, "", provisions)), above, reforms, links)


def _judged(
    key: str, weight: float, stage: str, written: str, text: _Text | None
) -> Iterator[Cited]:
    start = (key, weight, stage, written)
    if not written.strip():
        yield Cited(*start, "", "absent")
        return
    try:
        parsed = parse_citation(written)
    except CitationError:
        yield Cited(*start, "", "unclear")
        return
    if not parsed.addresses:
        yield Cited(*start, "", parsed.kind)
    for address in parsed.addresses:
        if text is None:
            yield Cited(*start, str(address), "no_text")
            continue
        found = look_up(address, text.index)
        assumed = (*parsed.assumed, *found.assumed)
        if not found.citations:
            yield replace(_missing(start, str(address), found, text), assumed=assumed)
        for citation in found.citations:
            yield replace(_found(start, citation, text), assumed=assumed)


def _found(start: tuple[str, float, str, str], citation: str, text: _Text) -> Cited:
    link = text.into(start[0], citation)
    confidence = float(link["confidence"]) if link else 0.0
    supports = "yes" if confidence >= SURE else "doubtful" if confidence >= DOUBTFUL else "no"
    return Cited(
        *start,
        citation,
        "yes",
        supports=supports,
        confidence=confidence,
        strength=link["strength"] if link else "",
        evidence_contribution=link["evidence_contribution"] if link else "",
        evidence_provision=link["evidence_provision"] if link else "",
        surest=_surest(start[0], text),
        reforms=text.reformed(citation),
    )


def _missing(
    start: tuple[str, float, str, str], citation: str, found: Resolution, text: _Text
) -> Cited:
    near = []
    for proposal in found.proposals:
        link = text.into(start[0], proposal.citation)
        near.append((-(float(link["confidence"]) if link else 0.0), proposal.citation))
    shown = tuple(f"{name} ({-less:.2f})" for less, name in sorted(near, key=lambda one: one[0]))
    # A reform may be what took it out.
    above = citation
    while above and above not in text.above:
        above = above.rpartition(", ")[0]
    reforms = text.reformed(above) if above else ()
    surest = _surest(start[0], text)
    return Cited(*start, citation, "no", instead=shown, surest=surest, reforms=reforms)


def _surest(key: str, text: _Text) -> str:
    own = text.links.get(key)
    return f"{own[0]['citation']} ({own[0]['confidence']:.2f})" if own else ""
