"""What people decided, applied to the links of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from tracer.citation import article_of
from tracer.records import Link, Standing

ANSWERED = 0.5
"""Confidence from which a text counts as answered, as in `tracer.match`."""


def refused(standings: Iterable[Standing], version: str) -> dict[str, frozenset[str]]:
    """Give, for each contribution, the provisions of a version that were rejected."""
    found: dict[str, set[str]] = defaultdict(set)
    for standing in standings:
        if standing.version == version and standing.standing == "rejected":
            found[standing.contribution_id].add(standing.citation)
    return {key: frozenset(citations) for key, citations in found.items()}


def decided_links(
    links: Sequence[Link],
    standings: Iterable[Standing],
    *,
    version: str,
    proposed: Sequence[Link] = (),
) -> tuple[Link, ...]:
    """Let what people decided hold in the links of one version.

    Rejected links go. What was accepted is there, with a confidence of 1 and the strength that was
    given, also where the engine didn't propose it; what only mentions has a confidence of 0.
    Everything else is as the engine says, with its mark.

    Parameters
    ----------
    links : sequence of Link
        All links of a contribution one after another.
    standings : iterable of Standing
        Of any versions.
    version : str
    proposed : sequence of Link, optional
        Everything that the engine proposed, where `links` are a choice of it: an accepted link
        that wasn't chosen is taken from here, with its evidence.

    Returns
    -------
    tuple of Link
        Contributions in the order given (of `proposed`, where there are any; those without a link
        last); within each most confident first, ranks from 1 on, before them a row of rank 0 where
        nothing answers. Untouched contributions are as they were.
    """
    held: dict[str, dict[str, Standing]] = defaultdict(dict)
    for standing in standings:
        if standing.version == version:
            held[standing.contribution_id][standing.citation] = standing
    if not held:
        return tuple(links)
    chosen = _by_contribution(links)
    known = _by_contribution(link for link in proposed if link.contribution_id in held)
    everybody = dict.fromkeys(link.contribution_id for link in (*proposed, *links))
    found: list[Link] = []
    for key in (*everybody, *_without_links(held, everybody)):
        engine, own = chosen.get(key, []), held.get(key)
        found += _decided(key, engine, own, known.get(key, [])) if own else engine
    return tuple(found)


def _without_links(
    held: Mapping[str, Mapping[str, Standing]], known: Mapping[str, None]
) -> list[str]:
    """Contributions that have an accepted provision and no link at all."""
    return [
        key
        for key in sorted(held)
        if key not in known and any(s.standing == "accepted" for s in held[key].values())
    ]


def _by_contribution(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.contribution_id, []).append(link)
    return found


def _decided(
    key: str, links: Sequence[Link], own: Mapping[str, Standing], proposed: Sequence[Link]
) -> list[Link]:
    listed = {link.citation for link in links if link.rank}
    known = {link.citation: link for link in proposed if link.rank}
    missing = [
        known.get(citation, Link(key, 1, citation, article_of(citation), 0.0, 0.0, ""))
        for citation, standing in own.items()
        if standing.standing == "accepted" and citation not in listed
    ]
    marked = [
        _marked(link, own.get(link.citation))
        for link in (*links, *missing)
        if link.rank and not _gone(own.get(link.citation))
    ]
    return _ranked(key, marked)


def _ranked(key: str, links: list[Link]) -> list[Link]:
    links.sort(key=lambda link: (-link.confidence, link.rank, link.citation))
    ranked = [replace(link, rank=rank) for rank, link in enumerate(links, start=1)]
    best = max((link.confidence for link in ranked), default=0.0)
    if best >= ANSWERED:
        return ranked
    return [Link(key, 0, "", "", 0.0, 1.0 - best, ""), *ranked]


def _gone(standing: Standing | None) -> bool:
    return standing is not None and standing.standing == "rejected"


def _marked(link: Link, standing: Standing | None) -> Link:
    if standing is None:
        return link
    marked = replace(
        link,
        review=standing.standing,
        proposed_confidence=link.confidence if link.strength else None,
        proposed_strength=link.strength,
    )
    if standing.standing == "accepted":
        return replace(marked, confidence=1.0, strength=standing.verdict)
    if standing.standing == "mentioned":
        return replace(marked, confidence=0.0, strength="menciona")
    return marked


def proposed_links(links: Sequence[Link]) -> tuple[Link, ...]:
    """Give back the links of one version as the engine proposed them, without what was decided.

    Rejected links are gone for good: only another run proposes them again.
    """
    if not any(link.review for link in links):
        return tuple(links)
    found: list[Link] = []
    for _, group in groupby(links, key=lambda link: link.contribution_id):
        own = list(group)
        found += _proposed(own) if any(link.review for link in own) else own
    return tuple(found)


def _proposed(links: Sequence[Link]) -> list[Link]:
    restored = [
        replace(
            link,
            confidence=link.proposed_confidence,
            strength=link.proposed_strength,
            review="",
            proposed_confidence=None,
            proposed_strength="",
        )
        if link.review and link.proposed_confidence is not None
        else link
        for link in links
        if link.rank and not (link.review and link.proposed_confidence is None)
    ]
    return _ranked(links[0].contribution_id, restored)
