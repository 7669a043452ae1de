"""Links as the settings and the people at the review desk want them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracer.decisions import decided_links
from tracer.linking.corpus import LinkedText
from tracer.match import Calibration, links_from, lowest_confidence, recalibrate
from tracer.records import Link, Standing


def judged_links(
    linked: LinkedText,
    *,
    calibration: Calibration,
    min_confidence: float,
    precision: float,
    standings: Sequence[Standing],
    version: str,
) -> Iterator[Link]:
    """Correct confidences, choose links by them, and let decisions hold.

    Parameters
    ----------
    linked : LinkedText
        To one version.
    calibration : Calibration
    min_confidence, precision : float
        0 to 1; see `tracer.process.Settings`.
    standings : sequence of Standing
        Of any versions.
    version : str
        Its name.

    Yields
    ------
    Link
        By contribution in the order of the corpus, then by rank.
    """
    least = _least(linked, calibration, min_confidence, precision)
    own = [standing for standing in standings if standing.version == version]
    left = {standing.contribution_id for standing in own}
    for links in linked.stretches():
        every = recalibrate(links, calibration)
        sure = [k for k in every if not k.rank or k.confidence >= min_confidence]
        here = {link.contribution_id for link in every} & left
        held = [standing for standing in own if standing.contribution_id in here]
        yield from decided_links(links_from(sure, least), held, version=version, proposed=every)
        left -= here
    missing = [standing for standing in own if standing.contribution_id in left]
    yield from decided_links((), missing, version=version)


def _least(
    linked: LinkedText, calibration: Calibration, min_confidence: float, precision: float
) -> float:
    """Lowest confidence that a link may have at this precision; it takes all links to tell."""
    if not precision:
        return 0.0
    confidences = [
        link.confidence
        for links in linked.stretches()
        for link in recalibrate(links, calibration)
        if link.rank and link.confidence >= min_confidence
    ]
    return lowest_confidence(confidences, precision)
