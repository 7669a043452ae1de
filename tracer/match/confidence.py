"""How sure a link is: a calibrated probability, and how strong an answer it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

ANSWERED = 0.5
"""A text none of whose units reaches this confidence is shown as unanswered."""

ANSWERS = (-4.686, 1.505)
ADOPTS = (-6.604, 1.762)
"""Intercept and slope of the log-odds that a unit answers substantially (mean grade of two readers
at least 1.5) and that it grants just what is asked (at least 2.5), given its prominence. Fitted by
``eval/fit_confidence.py``, which also records how they fare on data not used for fitting."""


def prominence(signals: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """How far each unit stands out of its document, for one contribution each.

    The mean over the signals of the number of standard deviations by which the unit's score lies
    above the mean of all units. Unlike raw cosines it means about the same in a text of 30 articles
    and in one of 500.

    Parameters
    ----------
    signals : ndarray of shape (n_signals, n_texts, n_units)
    allowed : ndarray of shape (n_texts, n_units), bool
        Units that may answer; the others don't count in means and deviations.

    Returns
    -------
    ndarray of shape (n_texts, n_units), float64
        0 in a document of one unit.
    """
    import numpy as np

    count = np.maximum(allowed.sum(axis=1, keepdims=True), 1)
    total = np.zeros(allowed.shape)
    for scores in signals.astype(np.float64):
        kept = np.where(allowed, scores, 0.0)
        off = np.where(allowed, scores - kept.sum(axis=1, keepdims=True) / count, 0.0)
        deviation = np.sqrt((off**2).sum(axis=1, keepdims=True) / count)
        total += off / np.where(deviation > 1e-9, deviation, 1.0)
    return np.asarray(total / len(signals))


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
