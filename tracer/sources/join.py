"""Several readings as one, with ids that stay unique and don't depend on any order of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tracer.records import Contribution
from tracer.sources.result import ReadResult

NamedReading = tuple[str, ReadResult]


def join_readings(readings: Sequence[NamedReading]) -> ReadResult:
    """Put readings one after another, each under its name.

    Where an id stands in two of them, every id of both becomes ``name:id``: if only the ids that
    clash were renamed, one new row could rename an old contribution.

    Parameters
    ----------
    readings : sequence of (str, ReadResult)
        Names are distinct and hold no colon.
    """
    prefixed = _clashing(readings)
    contributions: list[Contribution] = []
    for name, reading in readings:
        if name in prefixed:
            contributions += [replace(c, id=f"{name}:{c.id}") for c in reading.contributions]
        else:
            contributions += reading.contributions
    return ReadResult(
        tuple(contributions),
        tuple(one for _, reading in readings for one in reading.rejected),
        tuple(issue for _, reading in readings for issue in reading.issues),
        numbered=any(reading.numbered for _, reading in readings),
        rows=sum(reading.rows for _, reading in readings),
        tallies=tuple(tally for _, reading in readings for tally in reading.tallies),
        replaced={name: counts for _, r in readings for name, counts in r.replaced.items()},
    )


def _clashing(readings: Sequence[NamedReading]) -> set[str]:
    """Names of the readings to prefix; a prefix may itself clash with an id, hence the loop."""
    prefixed: set[str] = set()
    while True:
        holders: dict[str, set[str]] = defaultdict(set)
        for name, reading in readings:
            prefix = f"{name}:" if name in prefixed else ""
            for contribution in reading.contributions:
                holders[prefix + contribution.id].add(name)
        more = {name for names in holders.values() if len(names) > 1 for name in names} - prefixed
        if not more:
            return prefixed
        prefixed |= more
