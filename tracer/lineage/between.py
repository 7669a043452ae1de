"""Versions between the draft and the final text: through which provisions each way went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracer.lineage.trace import heirs_by_citation, heirs_of, holds
from tracer.records import Lineage, Trace

Heirs = dict[str, list[Lineage]]


def with_versions_between(
    traces: Sequence[Trace], steps: Sequence[Sequence[Lineage]]
) -> tuple[Trace, ...]:
    """Say where each trace stood in the versions between the first and the last.

    Parameters
    ----------
    traces : sequence of Trace
        From the first version to the last.
    steps : sequence of sequence of Lineage
        From each version to the next, in order; at least one.

    Returns
    -------
    tuple of Trace
        With one citation for each version in between. Where a trace has both ends, the citation
        descends from the one and leads to the other; where only the draft answers, it is as far as
        the provision lived; elsewhere it is empty.
    """
    if len(steps) < 2:
        return tuple(traces)
    heirs = [heirs_by_citation(step) for step in steps]
    drafted = dict.fromkeys(one.draft_citation for one in traces if one.draft_citation)
    ways = {citation: _ways(citation, heirs) for citation in drafted}
    nowhere = ("",) * (len(steps) - 1)
    return tuple(
        replace(one, between=_between(one, ways.get(one.draft_citation, []), nowhere))
        for one in traces
    )


def _between(
    one: Trace, ways: Sequence[tuple[str, ...]], nowhere: tuple[str, ...]
) -> tuple[str, ...]:
    if not one.final_citation:
        longest = max(ways, key=len, default=())
        return (*longest, *nowhere)[: len(nowhere)]
    whole = [way for way in ways if len(way) == len(nowhere) + 1]
    ends = [way for way in whole if holds(way[-1], one.final_citation)]
    return ends[0][:-1] if ends else nowhere


def _ways(citation: str, heirs: Sequence[Heirs]) -> list[tuple[str, ...]]:
    """All ways on from a provision, the most similar heirs first; they end where it is dropped."""
    if not heirs:
        return [()]
    found = [row.new_citation for row in heirs_of(citation, heirs[0]) if row.new_citation]
    return [(to, *rest) for to in found for rest in _ways(to, heirs[1:])] or [()]
