"""Confidences refitted to what people said of links.

The shipped curves were fitted on few texts about two constitutions; elsewhere they may promise too
much or too little. Verdicts on links of the document at hand correct them: the log-odds of a link
become a straight line of what they were, drawn towards the shipped ones while verdicts are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import log
from typing import TYPE_CHECKING

from tracer.cells import DECIMALS
from tracer.errors import ShapeError
from tracer.match.confidence import ANSWERED, adopting, logistic, strength
from tracer.match.evidence import is_quotation
from tracer.match.links import QUOTED_CONFIDENCE, unanswered
from tracer.records import Link

if TYPE_CHECKING:
    import numpy as np

Verdict = tuple[float, bool]
"""A link's confidence as the engine gave it, and whether a person found that it answers
substantially (``adopta`` and ``parcial`` do, ``menciona`` and a rejection don't)."""

LEAST_VERDICTS = 20
"""Fewer leave the shipped calibration as it is: a caution, not a limit that was measured."""
PRIOR = 80.0
"""For how many verdicts on links of confidence .5 the shipped calibration counts.
``eval/results/recalibration.md`` says what other values would do, and how it was chosen."""
STIFFNESS = 4.0
"""How much more firmly the slope is held than the intercept: verdicts near .5 hardly tell it."""
LEAST_SLOPE = 0.1
"""Above 0, so that a refit never turns the order of links round."""
EXTREME = 1e-6
"""A confidence nearer to 0 or 1 counts as this near in the fit."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidences are corrected: ``logit(new) = intercept + slope * logit(shipped)``."""

    intercept: float = 0.0
    slope: float = 1.0
    """Above 0."""
    verdicts: int = 0
    """How many it is fitted to; 0 where the shipped calibration stays."""
    prior: float = PRIOR
    """For how many verdicts on links of confidence .5 the shipped calibration counted."""

    @property
    def is_shipped(self) -> bool:
        """Tell whether it corrects nothing."""
        return self.intercept == 0.0 and self.slope == 1.0


def fit_calibration(
    verdicts: Sequence[Verdict], *, prior: float = PRIOR, least: int = LEAST_VERDICTS
) -> Calibration:
    """Fit a calibration to what people said of links.

    Parameters
    ----------
    verdicts : sequence of tuple of float and bool
        One for each judged link, in any order; see `Verdict`. The confidence is that of the
        engine, 0 to 1, not one already refitted. Quotations, whose confidence is a definition, and
        links of confidence 0 are passed over. What is judged may be chosen by its confidence, best
        half of it nearest .5 and half at random, but not by rank or by whether people agree.
    prior : float, default=PRIOR
        For how many verdicts on links of confidence .5 the shipped calibration counts; above 0.
    least : int, default=LEAST_VERDICTS

    Returns
    -------
    Calibration
        The shipped one where verdicts are fewer than `least`, or all alike. Coefficients are
        rounded to four decimals.

    Raises
    ------
    ShapeError
        If a confidence is not between 0 and 1.

    References
    ----------
    Cox (1958), Two further applications of a model for binary regression, Biometrika; Greenland
    (2007), Bayesian perspectives for epidemiological research II, Int. J. Epidemiology, on priors
    worth a number of observations.
    """
    import numpy as np

    for confidence, _ in verdicts:
        if not 0.0 <= confidence <= 1.0:
            raise ShapeError(f"expected the confidence of a link, 0 to 1, got {confidence}")
    telling = sorted(v for v in verdicts if v[0] not in (0.0, QUOTED_CONFIDENCE))
    if len(telling) < least or len({said for _, said in telling}) < 2:
        return Calibration(prior=prior)
    confidences, said = (np.array(side, dtype=float) for side in zip(*telling, strict=True))
    intercept, slope = _line(confidences, said, prior / 4.0)
    return Calibration(intercept, slope, len(telling), prior)


def _line(confidences: np.ndarray, said: np.ndarray, held: float) -> tuple[float, float]:
    """Intercept and slope of the largest posterior density: convex, so there is one.

    `held` is the precision of the intercept's prior; a verdict at .5 tells 1/4 of it.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit, logit

    odds = logit(np.clip(confidences, EXTREME, 1.0 - EXTREME))
    shipped, firmly = np.array([0.0, 1.0]), held * np.array([1.0, STIFFNESS])

    def loss(line: np.ndarray) -> tuple[float, np.ndarray]:
        expected, moved = line[0] + line[1] * odds, line - shipped
        off = expit(expected) - said
        cost = (np.logaddexp(0.0, expected) - said * expected).sum() + firmly @ moved**2 / 2.0
        return float(cost), np.array([off.sum(), (off * odds).sum()]) + firmly * moved

    bounds = [(None, None), (LEAST_SLOPE, None)]
    options = {"ftol": 1e-14, "gtol": 1e-9}
    best = minimize(loss, shipped, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return round(float(best.x[0]), 4), round(float(best.x[1]), 4)


def recalibrate(
    links: Sequence[Link], calibration: Calibration, *, min_confidence: float = 0.0
) -> tuple[Link, ...]:
    """Give links the confidence, and with it the strength, that a calibration says.

    Parameters
    ----------
    links : sequence of Link
        As `match_provisions` gave them, with its own `min_confidence` left at 0 (a link that it
        left out can't come back), and before `links_at_precision`.
    calibration : Calibration
    min_confidence : float, default=0.0
        0 to 1; rows that are weaker after the correction are left out, rank-0 rows stay.

    Returns
    -------
    tuple of Link
        In the order given, with the same ranks; of two links of a text the one that was surer is
        never the less sure, unless the other is a quotation, which keeps at least its
        `QUOTED_CONFIDENCE`. A text none of whose links reaches .5 any more gets a rank-0 row; one
        with a link that now does loses it. The very same links where the calibration corrects
        nothing and nothing is weaker than `min_confidence`.
    """
    corrected = links if calibration.is_shipped else _corrected(links, calibration)
    return tuple(link for link in corrected if not link.rank or link.confidence >= min_confidence)


def _corrected(links: Sequence[Link], calibration: Calibration) -> list[Link]:
    """All links with their new confidence, and the rank-0 rows that go with them."""
    found: list[Link] = []
    for contribution_id, rows in groupby(links, key=lambda link: link.contribution_id):
        own = list(rows)
        proposed = [_corrected_link(link, calibration) for link in own if link.rank]
        best = max((link.confidence for link in proposed), default=None)
        if best is None:
            best = corrected_confidence(1.0 - own[0].confidence, calibration)
        if best < ANSWERED or not proposed:
            found.append(unanswered(contribution_id, confidence=1.0 - best))
        found += proposed
    return found


def _corrected_link(link: Link, calibration: Calibration) -> Link:
    quoted = is_quotation(link.evidence_contribution, link.evidence_provision)
    floor = QUOTED_CONFIDENCE if quoted else 0.0
    confidence = max(corrected_confidence(link.confidence, calibration), floor)
    named = strength(confidence, adopting(confidence))
    return replace(link, confidence=confidence, strength=named)


def corrected_confidence(confidence: float, calibration: Calibration) -> float:
    """Confidence under `calibration` of a link to which the engine gave `confidence`; 0 to 1.

    What is certain stays so: a text that says nothing is answered by nothing.
    """
    if calibration.is_shipped or not 0.0 < confidence < 1.0:
        return confidence
    odds = calibration.intercept + calibration.slope * log(confidence / (1.0 - confidence))
    return round(logistic(odds), DECIMALS)  # as tables keep it
