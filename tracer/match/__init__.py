"""Which provisions answer which contribution, how sure that is, and by which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tracer.match.confidence import shipped_confidence
from tracer.match.dense import Encode, encode_contributions
from tracer.match.evidence import is_quotation
from tracer.match.links import unanswered
from tracer.match.parcels import Against, links_by_parcel
from tracer.match.pieces import candidates
from tracer.match.precision import links_at_precision
from tracer.match.recalibrate import Calibration, Verdict, fit_calibration, recalibrate
from tracer.match.signals import index_document
from tracer.records import Contribution, Link, Unit
from tracer.workers import ALONE, Workers

__all__ = [
    "Calibration",
    "Encode",
    "Verdict",
    "fit_calibration",
    "is_quotation",
    "links_at_precision",
    "match_provisions",
    "recalibrate",
    "shipped_confidence",
]


def match_provisions(
    contributions: Sequence[Contribution],
    units: Sequence[Unit],
    *,
    encode: Encode,
    top: int = 10,
    min_confidence: float = 0.0,
    without: Mapping[str, frozenset[str]] | None = None,
    progress: Callable[[int], None] | None = None,
    workers: Workers = ALONE,
) -> tuple[Link, ...]:
    """Propose for each contribution the units of a document that answer it best.

    Parameters
    ----------
    contributions : sequence of Contribution
    units : sequence of Unit
        Of one document at one level; preamble, transitory and repealed units are passed over.
    encode : callable
        Sequence of n texts to an array of shape (n, d), float32, rows of length 1.
    top : int, default=10
        Units listed for each contribution, whatever their confidence.
    min_confidence : float, default=0.0
        0 to 1; weaker rows are left out, rank-0 rows stay.
    without : mapping of str to frozenset of str, optional
        For a contribution id, citations that must not be proposed: links that a person rejected.
    progress : callable, optional
        Called with the number of contributions done since the last call.
    workers : Workers, optional
        Who compares; this process, unless `tracer.cluster.open_cluster` gave others.

    Returns
    -------
    tuple of Link
        By contribution in the order given, then by rank. Where no unit reaches a confidence of .5,
        a link with rank 0 and no citation comes first.
    """
    possible = candidates(units)
    if not possible or not contributions:
        return tuple(unanswered(c.id, confidence=1.0) for c in contributions)
    index = index_document(possible, encode=encode)
    texts = encode_contributions(contributions, encode=encode)
    links: list[Link] = []
    against = Against(index, top, min_confidence)
    for done, found in links_by_parcel(against, contributions, texts, without or {}, workers):
        links += found
        if progress:
            progress(done)
    return tuple(links)
