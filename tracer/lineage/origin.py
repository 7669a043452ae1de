"""What was there before anybody asked: similarity is not influence, and time can show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracer.lineage.trace import counted_links, heirs_by_citation, heirs_of, holds
from tracer.records import Lineage, Link, Trace


def with_origins(
    traces: Sequence[Trace],
    prior_links: Sequence[Link],
    prior_lineage: Sequence[Lineage],
    *,
    min_confidence: float = 0.5,
) -> tuple[Trace, ...]:
    """Tell what answered already from what came after.

    Parameters
    ----------
    traces : sequence of Trace
    prior_links : sequence of Link
        Of the same contributions to the text that was in force before they were made.
    prior_lineage : sequence of Lineage
        From that text to the final one.
    min_confidence : float, default=0.5
        Links below it don't count, nor do rows of rank 0. 0 to 1.

    Returns
    -------
    tuple of Trace
        With `origin`, and the surest prior provision behind it: an ancestor of the trace's final
        provision where there is one that answers, else any other that does.
    """
    answered = counted_links(prior_links, min_confidence)
    heirs = heirs_by_citation(prior_lineage)
    return tuple(_traced(one, answered.get(one.contribution_id, ()), heirs) for one in traces)


def _traced(one: Trace, prior: Sequence[Link], heirs: dict[str, list[Lineage]]) -> Trace:
    if not prior:
        return replace(one, origin="new")
    for link in prior:
        born = [row.new_citation for row in heirs_of(link.citation, heirs) if row.new_citation]
        if one.final_citation and any(holds(to, one.final_citation) for to in born):
            return _with(one, link, "prior")
    return _with(one, prior[0], "prior_other")


def _with(one: Trace, link: Link, origin: str) -> Trace:
    return replace(
        one, prior_citation=link.citation, prior_confidence=link.confidence, origin=origin
    )
