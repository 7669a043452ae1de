"""How sure a link is: a calibrated probability, and how strong an answer it would be."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

LEAST_SCORE = 5e-5
"""Half of the last decimal that tables keep: what 0 and 1 in them may have been."""
ANSWERED = 0.5
"""A text none of whose units reaches this confidence is shown as unanswered."""

WEIGHTS = (0.178, 0.086, 0.052, 0.255, 0.115, 0.314)
"""Of the signals, in the order of `tracer.match.signals.SIGNALS`; their sum is 1."""
ANSWERS = (-4.810, 1.486)
ADOPTS = (-6.829, 1.741)
"""Intercept and slope of the log-odds that a unit answers substantially (mean grade of two readers
at least 1.5) and that it grants just what is asked (at least 2.5), given its prominence. Fitted by
``eval/ranker/fit.py``; ``eval/results/ranker.md`` says how they fare on texts not used."""


TYPICAL = (
    (0.057, 0.034), (0.07, 0.169), (0.0, 0.095), (0.055, 0.095), (0.0, 0.093), (0.055, 0.094),
)  # fmt: skip
"""Mean and standard deviation over the units of a document, in the order of
`tracer.match.signals.SIGNALS`: medians over the texts of the suites ``cdmx``, ``chile`` and
``muestra``, which hardly differ."""
TYPICAL_UNITS = 20.0
"""How many units of a document the typical values count for: nothing among 400, but in a document
of three articles a unit can't stand out of its own mean by more than 1.4 deviations."""


def standing_out(signals: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """How far each unit stands out of its document, by each signal.

    The number of standard deviations by which the unit's score lies above the mean of all units.
    Unlike raw cosines it means about the same in a text of 30 articles and in one of 500; in short
    documents, mean and deviation are drawn towards typical ones.

    Parameters
    ----------
    signals : ndarray of shape (6, n_texts, n_units)
        In the order of `tracer.match.signals.SIGNALS`.
    allowed : ndarray of shape (n_texts, n_units), bool
        Units that may answer; the others don't count in means and deviations.

    Returns
    -------
    ndarray of shape (6, n_texts, n_units), float64
    """
    import numpy as np

    count = allowed.sum(axis=1, keepdims=True) + TYPICAL_UNITS
    found = np.zeros(signals.shape)
    for at, (typical, spread) in enumerate(TYPICAL):
        kept = np.where(allowed, signals[at].astype(np.float64), 0.0)
        mean = (kept.sum(axis=1, keepdims=True) + TYPICAL_UNITS * typical) / count
        off = np.where(allowed, kept - mean, 0.0)
        square = (off**2).sum(axis=1, keepdims=True) + TYPICAL_UNITS * spread**2
        found[at] = off / np.sqrt(square / count)
    return found


def prominence(signals: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Weighted mean of what `standing_out` gives: shape (n_texts, n_units), float64."""
    import numpy as np

    total = np.zeros(allowed.shape)
    for weight, stands_out in zip(WEIGHTS, standing_out(signals, allowed), strict=True):
        total += weight * stands_out  # one after another: a product of arrays may add in any order
    return total


def probability(prominences: np.ndarray, curve: tuple[float, float] = ANSWERS) -> np.ndarray:
    """Probability under a fitted `curve`; same shape as `prominences`, 0 to 1."""
    import numpy as np

    intercept, slope = curve
    return np.asarray(1.0 / (1.0 + np.exp(-(intercept + slope * prominences))))


def strength(answers: float, adopts: float) -> str:
    """Name the strength of a link from the two probabilities."""
    if adopts >= ANSWERED:
        return "adopta"
    return "parcial" if answers >= ANSWERED else "menciona"


def adopting(answers: float) -> float:
    """Probability that a unit grants just what is asked, where `answers` is that it answers.

    Both curves rise with prominence, so either tells the other.

    Parameters
    ----------
    answers : float
        0 to 1.

    Returns
    -------
    float
        0 to 1.
    """
    if not 0.0 < answers < 1.0:
        return answers
    prominent = (log(answers / (1.0 - answers)) - ANSWERS[0]) / ANSWERS[1]
    return logistic(ADOPTS[0] + ADOPTS[1] * prominent)


def logistic(odds: float) -> float:
    """Probability of which `odds` is the log-odds, however large."""
    return 1.0 / (1.0 + exp(-odds)) if odds > 0 else exp(odds) / (1.0 + exp(odds))


def shipped_confidence(score: float) -> float:
    """Confidence that the shipped calibration gives a link of this score, whatever it has now.

    Parameters
    ----------
    score : float
        `tracer.records.Link.score`, 0 to 1.
    """
    held = min(max(score, LEAST_SCORE), 1.0 - LEAST_SCORE)
    intercept, slope = ANSWERS
    return logistic(intercept + slope * log(held / (1.0 - held)))
