"""Which provisions answer which contribution, how sure that is, and by which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tracer.match.confidence import shipped_confidence
from tracer.match.dense import Encode, encode_contributions
from tracer.match.evidence import is_quotation
from tracer.match.links import links_of_chunk, unanswered
from tracer.match.pieces import candidates
from tracer.match.precision import links_at_precision
from tracer.match.recalibrate import Calibration, Verdict, fit_calibration, recalibrate
from tracer.match.signals import compare, index_document
from tracer.records import Contribution, Link, Unit

if TYPE_CHECKING:
    import numpy as np

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
    texts = encode_contributions(contributions, encode=encode)
    links: list[Link] = []
    for compared in compare(index, contributions, texts):
        chunk = tuple(contributions[compared.first :][: compared.signals.shape[1]])
        allowed = _allowed(chunk, possible, without or {})
        links += links_of_chunk(
            index, chunk, texts, compared, allowed, top=top, min_confidence=min_confidence
        )
        if progress:
            progress(len(chunk))
    return tuple(links)


def _allowed(
    contributions: Sequence[Contribution],
    units: Sequence[Unit],
    without: Mapping[str, frozenset[str]],
) -> np.ndarray:
    """Which units may be proposed: shape (n_contributions, n_units), bool."""
    import numpy as np

    allowed = np.ones((len(contributions), len(units)), bool)
    for row, contribution in enumerate(contributions):
        if barred := without.get(contribution.id):
            allowed[row] = [unit.citation not in barred for unit in units]
    return allowed
