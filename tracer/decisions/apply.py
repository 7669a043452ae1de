"""From the log to what holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracer.records import ANSWERING, REFUSING, UNDONE, Decision, Standing

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
    """Keep of each coder the last word on each link, without what was taken back.

    The last by its time, not by its place: logs of several desks may be brought together in any
    order.
    """
    entries = sorted(decisions, key=lambda entry: entry.at)
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
