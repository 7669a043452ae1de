"""Which provisions answer which contribution, how sure that is, and by which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tracer.match.confidence import shipped_confidence
from tracer.match.dense import Encode
from tracer.match.evidence import is_quotation
from tracer.match.links import unanswered
from tracer.match.parcels import (
    Against,
    Parcel,
    in_parcels,
    links_of_parcel,
    links_to,
    parcel_sizes,
)
from tracer.match.pieces import candidates
from tracer.match.precision import links_at_precision, links_from, lowest_confidence
from tracer.match.recalibrate import Calibration, Verdict, fit_calibration, recalibrate
from tracer.match.signals import Index, index_document
from tracer.match.space import (
    STRETCH,
    DenseTexts,
    TextSpace,
    dense_texts,
    stretches,
    text_space,
)
from tracer.records import Contribution, Link, Unit
from tracer.workers import ALONE, Workers

__all__ = [
    "Against",
    "Calibration",
    "DenseTexts",
    "Encode",
    "Index",
    "Parcel",
    "TextSpace",
    "Verdict",
    "candidates",
    "dense_texts",
    "fit_calibration",
    "index_document",
    "is_quotation",
    "links_at_precision",
    "links_from",
    "links_to",
    "lowest_confidence",
    "match_provisions",
    "parcel_sizes",
    "in_parcels",
    "recalibrate",
    "shipped_confidence",
    "stretches",
    "text_space",
    "unanswered",
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

    Examples
    --------
    >>> from tracer import encode_texts, match_provisions, read_constitution, sample_path, units
    >>> from tracer.records import Contribution
    >>> sections = units(read_constitution(sample_path("final.md")), level="section")
    >>> asked = [Contribution("a", "Agua potable todos los días en todas las casas")]
    >>> best = match_provisions(asked, sections, encode=encode_texts, top=1)[-1]
    >>> best.rank, best.citation
    (1, 'Art. 11, A')
    """
    possible = candidates(units)
    if not possible or not contributions:
        return tuple(unanswered(c.id, confidence=1.0) for c in contributions)
    index = index_document(possible, encode=encode)
    space = text_space(contributions, encode=encode)
    links: list[Link] = []
    cut = (
        parcel
        for first, last in stretches(len(contributions), size=STRETCH)
        for some in [contributions[first:last]]
        for parcel in in_parcels(
            some, dense_texts(space, some, first, encode=encode), without or {}
        )
    )
    against = Against(index, top, min_confidence)
    sizes = (
        size
        for first, last in stretches(len(contributions), size=STRETCH)
        for size in parcel_sizes(last - first)
    )
    for size, found in zip(sizes, workers.map(links_of_parcel, cut, shared=against), strict=True):
        links += found
        if progress:
            progress(size)
    return tuple(links)
