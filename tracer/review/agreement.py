"""How far coders agree on links, worked out no more often than it is worth."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from tracer.audit.agreement import Agreement, agreement_of
from tracer.decisions import CODE_OF_VERDICT
from tracer.decisions.apply import in_force
from tracer.records import Decision

QUICK = 2.0
"""Seconds of work from which on an answer is kept although the log has grown."""
KEPT = 20.0
"""How many times as long as the work took it is kept."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was measured, and on how much."""

    measures: tuple[Agreement, ...]
    entries: int
    """Of the log, from the first on."""
    seconds: float
    """That the work took."""
    done: float
    """When, by a clock that only runs forward."""


@dataclass(slots=True)
class Agreements:
    """The last measure: intervals draw the links a thousand times for each two coders."""

    last: Agreed | None = None
    lock: Lock = field(default_factory=Lock)

    def of(self, decisions: Sequence[Decision]) -> Agreed:
        """Measure agreement, or give the last measure where it still serves."""
        with self.lock:  # whoever asks meanwhile waits for the same answer
            if self.last is None or not self._serves(self.last, len(decisions)):
                began = time.monotonic()
                measures = agreement_on_links(decisions)
                done = time.monotonic()
                self.last = Agreed(measures, len(decisions), done - began, done)
            return self.last

    def _serves(self, last: Agreed, entries: int) -> bool:
        lately = time.monotonic() - last.done < KEPT * last.seconds
        return last.entries == entries or (last.seconds > QUICK and lately)


def agreement_on_links(decisions: Sequence[Decision]) -> tuple[Agreement, ...]:
    """Measure how far coders agree on the links that two of them decided."""
    codes: dict[str, dict[str, str]] = {}
    for decision in in_force(decisions):
        if code := CODE_OF_VERDICT.get(decision.verdict):
            unit = "\x1f".join((decision.contribution_id, decision.version, decision.citation))
            codes.setdefault(decision.coder, {})[unit] = code
    return agreement_of(codes) if len(codes) > 1 else ()
