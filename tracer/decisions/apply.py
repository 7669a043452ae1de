"""From the log to what holds, and from what holds to the links of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tracer.citation import article_of
from tracer.records import ANSWERING, REFUSING, UNDONE, Decision, Link, Standing

ANSWERED = 0.5
"""Confidence from which a text counts as answered, as in `tracer.match`."""

Pair = tuple[str, str, str]
"""Contribution id, version, citation."""


@dataclass(frozen=True, slots=True)
class Side:
    """Fingerprints of the words on both sides, as they are now."""

    contributions: Mapping[str, str]
    """By id."""
    provisions: Mapping[tuple[str, str], str]
    """By version and citation."""

    def unchanged(self, decision: Decision) -> bool:
        """Tell whether both sides are worded as the coder saw them."""
        own = self.contributions.get(decision.contribution_id)
        its = self.provisions.get((decision.version, decision.citation))
        return own == decision.contribution_hash and its == decision.provision_hash


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep of each coder the last word on each link, without what was taken back."""
    entries = tuple(decisions)
    undone = {entry.undoes for entry in entries if entry.verdict == UNDONE}
    last: dict[tuple[str, Pair], Decision] = {}
    for entry in entries:
        if entry.verdict != UNDONE and entry.id not in undone:
            last.pop((entry.coder, pair_of(entry)), None)
            last[entry.coder, pair_of(entry)] = entry
    return tuple(last.values())


def pair_of(decision: Decision) -> Pair:
    """Give the link that a decision is of."""
    return decision.contribution_id, decision.version, decision.citation


def standings_of(decisions: Iterable[Decision], now: Side) -> tuple[Standing, ...]:
    """Say what holds of every link that somebody decided on.

    A decision on words that have changed since counts for nothing but a mark: the link is
    ``suspect`` until somebody looks at it again.

    Parameters
    ----------
    decisions : iterable of Decision
        The log, in its order.
    now : Side

    Returns
    -------
    tuple of Standing
        By contribution, version and citation.
    """
    said: dict[Pair, list[Decision]] = defaultdict(list)
    for decision in in_force(decisions):
        said[pair_of(decision)].append(decision)
    return tuple(_standing(pair, said[pair], now) for pair in sorted(said))


def _standing(pair: Pair, said: Sequence[Decision], now: Side) -> Standing:
    current = [decision for decision in said if now.unchanged(decision)]
    standing, verdict = _agreed(current) if current else ("suspect", said[-1].verdict)
    counted = current or list(said)
    return Standing(
        *pair,
        standing=standing,
        verdict=verdict,
        coders=tuple(sorted({decision.coder for decision in counted})),
        at=max(decision.at for decision in counted),
        note=" · ".join(decision.note for decision in counted if decision.note),
    )


def _agreed(said: Sequence[Decision]) -> tuple[str, str]:
    """Give the standing and the verdict that several coders come to."""
    settled = [decision for decision in said if decision.settles]
    verdicts = {d.verdict for d in settled[-1:] or said if d.verdict != "duda"}
    if not verdicts:
        return "unsure", "duda"
    if verdicts <= ANSWERING:
        return "accepted", "parcial" if "parcial" in verdicts else "adopta"
    if verdicts <= REFUSING:
        return "rejected", "otro" if "otro" in verdicts else "no"
    return ("mentioned", "menciona") if verdicts == {"menciona"} else ("contested", "")


def judged_confidences(decisions: Iterable[Decision]) -> list[tuple[float, bool]]:
    """Give the confidence of each judged link and whether it answers in substance.

    One for each link that the engine had proposed, whatever became of its words: the confidence
    was that of the words judged. Who isn't sure doesn't count; where coders differ, who settled it
    does, or most of them, or the last.
    """
    said: dict[Pair, list[Decision]] = defaultdict(list)
    for decision in in_force(decisions):
        if decision.confidence is not None and decision.verdict != "duda":
            said[pair_of(decision)].append(decision)
    found = []
    for pair in sorted(said):
        own = [d for d in said[pair] if d.settles][-1:] or said[pair]
        yes = sum(d.verdict in ANSWERING for d in own)
        tied = 2 * yes == len(own)
        answers = own[-1].verdict in ANSWERING if tied else 2 * yes > len(own)
        confidence = own[-1].confidence
        found.append((confidence if confidence is not None else 0.0, answers))
    return found


def refused(standings: Iterable[Standing], version: str) -> dict[str, frozenset[str]]:
    """Give, for each contribution, the provisions of a version that were rejected."""
    found: dict[str, set[str]] = defaultdict(set)
    for standing in standings:
        if standing.version == version and standing.standing == "rejected":
            found[standing.contribution_id].add(standing.citation)
    return {key: frozenset(citations) for key, citations in found.items()}


def decided_links(
    links: Sequence[Link], standings: Iterable[Standing], *, version: str
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

    Returns
    -------
    tuple of Link
        Contributions in the order given; within each most confident first, ranks from 1 on, before
        them a row of rank 0 where nothing answers. Untouched contributions are as they were.
    """
    held: dict[str, dict[str, Standing]] = defaultdict(dict)
    for standing in standings:
        if standing.version == version:
            held[standing.contribution_id][standing.citation] = standing
    found: list[Link] = []
    for key, group in groupby(links, key=lambda link: link.contribution_id):
        own = held.get(key)
        engine = list(group)
        found += _decided(key, engine, own) if own else engine
    return tuple(found)


def _decided(key: str, links: Sequence[Link], own: Mapping[str, Standing]) -> list[Link]:
    listed = {link.citation for link in links if link.rank}
    missing = [
        Link(key, 1, citation, article_of(citation), 0.0, 0.0, "")
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


def proposed_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Give back the links of one version as the engine proposed them, without what was decided.

    Rejected links are gone for good: only another run proposes them again.
    """
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
