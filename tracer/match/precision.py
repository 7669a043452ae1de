"""As many links as can be had at a stated precision."""

from __future__ import annotations

from collections.abc import Sequence

from tracer.match.links import unanswered
from tracer.records import Link


def links_at_precision(links: Sequence[Link], precision: float) -> tuple[Link, ...]:
    """Keep the most links of which, by their confidences, `precision` can be expected to be right.

    The expected precision of a set of links is the mean of their confidences, so the best set of
    each size is that of the most confident. A quotation counts as any other link.

    Parameters
    ----------
    links : sequence of Link
        Of one document; rank-0 rows among them stay as they are.
    precision : float
        0 to 1.

    Returns
    -------
    tuple of Link
        In the order given. A text that keeps no link gets a rank-0 row, with the probability that
        the best of those left out isn't right either. Links of equal confidence stay or go
        together.

    Examples
    --------
    >>> from tracer import links_at_precision
    >>> from tracer.records import Link
    >>> links = [
    ...     Link("a", rank, f"Art. {rank}", f"Art. {rank}", 0.5, confidence, "adopta")
    ...     for rank, confidence in [(1, 0.9), (2, 0.8), (3, 0.1)]
    ... ]
    >>> [link.citation for link in links_at_precision(links, 0.85)]
    ['Art. 1', 'Art. 2']
    """
    least = lowest_confidence([link.confidence for link in links if link.rank], precision)
    return links_from(links, least)


def links_from(links: Sequence[Link], least: float) -> tuple[Link, ...]:
    """Keep the links of at least this confidence: see `links_at_precision`."""
    kept: list[Link] = []
    served = {link.contribution_id for link in links if not link.rank or link.confidence >= least}
    for link in links:
        if not link.rank or link.confidence >= least:
            kept.append(link)
        elif link.contribution_id not in served:
            served.add(link.contribution_id)
            kept.append(unanswered(link.contribution_id, confidence=1.0 - link.confidence))
    return tuple(kept)


def lowest_confidence(confidences: Sequence[float], precision: float) -> float:
    """Lowest confidence down to which the mean of all above it is at least `precision`.

    Returns
    -------
    float
        Infinity where even the most confident link falls short.
    """
    ordered = sorted(confidences, reverse=True)
    total, least = 0.0, float("inf")
    for count, confidence in enumerate(ordered, start=1):
        total += confidence
        last = count == len(ordered) or ordered[count] < confidence
        if last and total >= precision * count:
            least = confidence
    return least
