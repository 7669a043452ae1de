"""Ranked units into links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.cells import DECIMALS
from tracer.match.confidence import ADOPTS, ANSWERED, probability, prominence, strength
from tracer.match.evidence import Evidence, best_pair
from tracer.match.signals import Compared, Index
from tracer.match.space import DenseTexts
from tracer.records import Contribution, Link
from tracer.text import says_something

if TYPE_CHECKING:
    import numpy as np

QUOTED_AMONG = 10
"""Places among which quoted units come first: fixed, so that a shorter list begins a longer one."""
QUOTED_CONFIDENCE = 0.95
"""Given to a unit whose own words the contribution repeats; a definition, not a fitted value."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit proposed for one contribution."""

    unit: int
    score: float
    answers: float
    adopts: float
    evidence: Evidence


def links_of_chunk(
    index: Index,
    contributions: tuple[Contribution, ...],
    texts: DenseTexts,
    compared: Compared,
    allowed: np.ndarray,
    *,
    top: int,
    min_confidence: float,
) -> list[Link]:
    """Links of the contributions of one `compared` chunk, in order, best first.

    Parameters
    ----------
    allowed : ndarray of shape (n_contributions, n_units), bool
        Units that may be proposed.
    """
    import numpy as np

    prominences = np.where(allowed, prominence(compared.signals, allowed), -np.inf)
    scores = probability(prominences, (0.0, 1.0))
    worded = np.array([[says_something(contribution.text)] for contribution in contributions])
    answers = np.where(worded, probability(prominences), 0.0)
    adopts = np.where(worded, probability(prominences, ADOPTS), 0.0)
    links: list[Link] = []
    for row, contribution in enumerate(contributions):
        order = np.argsort(-prominences[row], kind="stable")[: max(top, QUOTED_AMONG)]
        ranked = [
            Ranked(
                unit=int(unit),
                score=float(scores[row, unit]),
                answers=float(answers[row, unit]),
                adopts=float(adopts[row, unit]),
                evidence=_evidence(index, contribution, texts, compared, row, int(unit)),
            )
            for unit in order
            if allowed[row, unit]
        ]
        ordered = _quoted_first(ranked)[:top]
        links.extend(_links(index, contribution.id, ordered, min_confidence))
    return links


def _evidence(
    index: Index,
    contribution: Contribution,
    texts: DenseTexts,
    compared: Compared,
    row: int,
    unit: int,
) -> Evidence:
    first, last = index.piece_range(unit)
    low, high = compared.first_segment[row], compared.first_segment[row + 1]
    return best_pair(
        contribution,
        texts.spans[compared.first + row],
        index.pieces[first:last],
        compared.pairs[low:high, first:last],
    )


def _quoted_first(ranked: list[Ranked]) -> list[Ranked]:
    """Bring the quoted units among the first places to the top."""
    first = sorted(ranked[:QUOTED_AMONG], key=lambda r: not r.evidence.quoted)
    return [*first, *ranked[QUOTED_AMONG:]]


def _links(
    index: Index, contribution_id: str, ordered: list[Ranked], min_confidence: float
) -> list[Link]:
    """Number the links; a rank-0 row before them where none answers."""
    links = [
        _link(index, contribution_id, rank, proposal)
        for rank, proposal in enumerate(ordered, start=1)
    ]
    best = max((link.confidence for link in links), default=0.0)
    kept = [link for link in links if link.confidence >= min_confidence]
    if best >= ANSWERED:
        return kept
    return [unanswered(contribution_id, confidence=1.0 - best), *kept]


def _link(index: Index, contribution_id: str, rank: int, proposal: Ranked) -> Link:
    unit, evidence = index.units[proposal.unit], proposal.evidence
    floor = QUOTED_CONFIDENCE if evidence.quoted else 0.0
    # Rounded as tables keep it, so that who reads them comes to the same strength and count.
    answers = round(max(proposal.answers, floor), DECIMALS)
    adopts = round(max(proposal.adopts, floor), DECIMALS)
    return Link(
        contribution_id=contribution_id,
        rank=rank,
        citation=unit.citation,
        article=unit.article,
        score=proposal.score,
        confidence=answers,
        strength=strength(answers, adopts),
        evidence_contribution=evidence.contribution,
        evidence_provision=evidence.provision,
        contribution_span=evidence.contribution_span,
        provision_span=evidence.provision_span,
    )


def unanswered(contribution_id: str, *, confidence: float) -> Link:
    """The rank-0 row: no unit answers this contribution."""
    return Link(contribution_id, 0, "", "", 0.0, confidence, "")
