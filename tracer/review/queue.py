"""What to look at next: what a decision would teach most."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

from tracer.decisions.apply import in_force, pair_of
from tracer.records import UNDONE, Decision, Standing
from tracer.review.desk import Desk
from tracer.review.people import Person
from tracer.text import fingerprint

QUEUES = ("all", "audit", "uncertain", "heavy", "suspect", "contested")
"""What a coder may work on: everything by what it teaches; the audit's sample; where the engine is
in doubt; what most people signed; what changed since it was decided; what coders differ on."""
LEAST, MOST = 0.05, 0.98
"""Confidences between which a link is worth a look by itself."""
DOUBT = 0.25, 0.75
"""Confidences between which the engine is in doubt."""
LEASE = 600.0
"""Seconds for which a link is kept for whom it was shown to."""

Pair = tuple[str, str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """One link to look at."""

    contribution_id: str
    citation: str
    confidence: float
    weight: float
    sampled: bool = False

    @property
    def lesson(self) -> float:
        """How much a decision would teach: bits of doubt, times the order of magnitude of the
        signatures."""
        p = min(max(self.confidence, 1e-6), 1 - 1e-6)
        doubt = -p * math.log2(p) - (1 - p) * math.log2(1 - p)
        return doubt * (1.0 + math.log10(1.0 + max(self.weight, 0.0)))


def tasks_of(desk: Desk) -> tuple[Task, ...]:
    """Give every link worth a look: the sample first, then in turn what teaches most and by lot."""
    audited = [
        Task(key, citation, 0.5, desk.contributions[key].weight, sampled=True)
        for key in desk.sampled
        for citation in desk.candidates(key)
    ]
    drawn = set(desk.sampled)
    others = [
        Task(key, link.citation, link.confidence, desk.contributions[key].weight)
        for key, links in desk.links.items()
        if key not in drawn
        for at, link in enumerate(links)
        if LEAST <= link.confidence <= MOST or (at == 0 and link.confidence < LEAST)
    ]
    return (*audited, *_half_by_lot(others))


def _half_by_lot(tasks: Sequence[Task]) -> list[Task]:
    """Alternate what teaches most with what the lot gives.

    From doubtful links alone a refit can't see that confidence rises too fast or too slowly:
    ``eval/results/recalibration.md``.
    """
    taught = sorted(tasks, key=lambda task: (-task.lesson, task.contribution_id, task.citation))
    drawn = sorted(tasks, key=lambda t: fingerprint(f"{t.contribution_id}\0{t.citation}"))
    mixed = dict.fromkeys(task for pair in zip(taught, drawn, strict=True) for task in pair)
    return list(mixed)


@dataclass(frozen=True, slots=True)
class Situation:
    """What has been decided so far, as far as the queue needs to know it."""

    coded: Mapping[Pair, frozenset[str]]
    """Link → who has a decision on it that stands on the words of today."""
    standing: Mapping[Pair, str]
    looked: Mapping[Pair, frozenset[str]] = field(default_factory=dict)
    """Link → who has decided on it since anybody last said something new of it."""

    @classmethod
    def of(cls, desk: Desk, decisions: Sequence[Decision], held: Sequence[Standing]) -> Situation:
        """Collect it from the log and what holds after it."""
        coded: dict[Pair, set[str]] = {}
        for decision in in_force(decisions):
            if desk.side.unchanged(decision):
                coded.setdefault(pair_of(decision), set()).add(decision.coder)
        return cls(
            {pair: frozenset(coders) for pair, coders in coded.items()},
            {(s.contribution_id, s.version, s.citation): s.standing for s in held},
            _looked(desk, decisions),
        )

    def followed_by(self, pair: Pair, own: Situation) -> Situation:
        """Put what holds now of one link in place of what held."""

        def joined(held: Mapping[Pair, T], new: Mapping[Pair, T]) -> Mapping[Pair, T]:
            return {key: value for key, value in held.items() if key != pair} | dict(new)

        return Situation(
            joined(self.coded, own.coded),
            joined(self.standing, own.standing),
            joined(self.looked, own.looked),
        )


def _looked(desk: Desk, decisions: Sequence[Decision]) -> Mapping[Pair, frozenset[str]]:
    undone = {decision.undoes for decision in decisions if decision.verdict == UNDONE}
    last: dict[tuple[Pair, str], str] = {}
    looked: dict[Pair, frozenset[str]] = {}
    for decision in decisions:
        if decision.verdict == UNDONE or decision.id in undone or not desk.side.unchanged(decision):
            continue
        pair, coder = pair_of(decision), decision.coder
        new = last.get((pair, coder)) != decision.verdict
        last[pair, coder] = decision.verdict
        looked[pair] = frozenset((coder,)) if new else looked[pair] | {coder}
    return looked


@dataclass(frozen=True, slots=True)
class Queues:
    """What there is to do, in the order of each queue."""

    ordered: Mapping[str, tuple[Task, ...]]
    """Of `QUEUES` those that don't depend on what was decided."""
    within: Mapping[str, Mapping[tuple[str, str], bool]]
    """The same: contribution and citation → whether it is sampled."""


def queues_of(desk: Desk) -> Queues:
    """Order everything once: of a large run it takes seconds."""
    tasks = tasks_of(desk)
    mine = [task for task in tasks if not task.sampled]
    ordered = {
        "all": tasks,
        "audit": tuple(task for task in tasks if task.sampled),
        "uncertain": tuple(t for t in mine if DOUBT[0] <= t.confidence <= DOUBT[1]),
        "heavy": tuple(sorted(mine, key=lambda t: (-t.weight, t.contribution_id, -t.confidence))),
    }
    within = {
        name: {(t.contribution_id, t.citation): t.sampled for t in held}
        for name, held in ordered.items()
    }
    return Queues(ordered, within)


def left_in(desk: Desk, queues: Queues, situation: Situation, *, person: Person) -> dict[str, int]:
    """Count what is left for a coder in each of `QUEUES`."""
    left = {}
    for name in QUEUES:
        if name in ("suspect", "contested"):
            left[name] = sum(1 for _ in _by_standing(desk, situation, person=person, wanted=name))
            continue
        within = queues.within[name]
        done = 0
        for (key, version, citation), coders in situation.coded.items():
            sampled = within.get((key, citation)) if version == desk.version else None
            done += sampled is not None and (person.name in coders or not sampled)
        left[name] = len(within) - done
    return left


def open_tasks(
    desk: Desk, queues: Queues, situation: Situation, *, person: Person, queue: str
) -> Iterator[Task]:
    """Give what is left for a coder in one of `QUEUES`, in its order.

    Of the audit's sample every coder decides everything; elsewhere one decision is enough.
    """
    if queue in ("suspect", "contested"):
        yield from _by_standing(desk, situation, person=person, wanted=queue)
        return
    if queue == "all":
        yield from _by_standing(desk, situation, person=person, wanted="suspect")
    for task in queues.ordered[queue]:
        coded = situation.coded.get((task.contribution_id, desk.version, task.citation), ())
        if person.name not in coded and (task.sampled or not coded):
            yield task


def _by_standing(
    desk: Desk, situation: Situation, *, person: Person, wanted: str
) -> Iterator[Task]:
    found = sorted(pair for pair, standing in situation.standing.items() if standing == wanted)
    known = [pair for pair in found if desk.has(*pair)]
    seen = situation.coded if wanted == "suspect" else situation.looked
    if wanted == "contested" and not person.leads:
        # That coders differ on the sample is itself something that its coders mustn't know.
        known = [pair for pair in known if pair[0] not in desk.sampled]
    fresh = [pair for pair in known if person.name not in seen.get(pair, ())]
    again = sorted(set(known) - set(fresh))
    for key, _, citation in fresh + again if wanted == "contested" and person.settles else fresh:
        yield Task(key, citation, 0.5, desk.contributions[key].weight)


@dataclass(frozen=True, slots=True)
class Leases:
    """Which link is before whom, so that two people don't look at the same one."""

    held: dict[Pair, tuple[str, float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, tasks: Iterator[Task], *, coder: str, version: str) -> Task | None:
        """Give the first task that nobody else has before them, and keep it for `coder`."""
        now = time.monotonic()
        with self.lock:
            for task in tasks:
                pair = (task.contribution_id, version, task.citation)
                holder, until = self.held.get(pair, ("", 0.0))
                if task.sampled or holder in ("", coder) or until < now:
                    self.held[pair] = (coder, now + LEASE)
                    return task
        return None

    def keep(self, pair: Pair, coder: str) -> None:
        """Keep a link for whom it is shown to again."""
        with self.lock:
            self.held[pair] = (coder, time.monotonic() + LEASE)

    def free(self, pair: Pair, coder: str) -> None:
        """Let others have what this coder is done with: who settles a dispute, for one."""
        with self.lock:
            if self.held.get(pair, ("", 0.0))[0] == coder:
                del self.held[pair]
