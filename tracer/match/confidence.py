"""How sure a link is: a calibrated probability, and how strong an answer it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

ANSWERED = 0.5
"""A text none of whose units reaches this confidence is shown as unanswered."""

ANSWERS = (-4.598, 1.479)
ADOPTS = (-6.447, 1.709)
"""Intercept and slope of the log-odds that a unit answers substantially (mean grade of two readers
at least 1.5) and that it grants just what is asked (at least 2.5), given its prominence. Fitted by
``eval/fit_confidence.py``, which also records how they fare on data not used for fitting."""


TYPICAL = (
    (0.065, 0.03), (0.07, 0.14), (0.0, 0.08), (0.05, 0.08), (0.0, 0.075), (0.05, 0.07),
)  # fmt: skip
"""Mean and standard deviation over the units of a document, in the order of
`tracer.match.signals.SIGNALS`: medians over the texts of the suites ``cdmx``, ``chile`` and
``muestra``, which hardly differ."""
TYPICAL_UNITS = 20.0
"""How many units of a document the typical values count for: nothing among 400, but in a document
of three articles a unit can't stand out of its own mean by more than 1.4 deviations."""


def prominence(signals: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """How far each unit stands out of its document, for one contribution each.

    The mean over the signals of the number of standard deviations by which the unit's score lies
    above the mean of all units. Unlike raw cosines it means about the same in a text of 30 articles
    and in one of 500; in short documents, mean and deviation are drawn towards typical ones.

    Parameters
    ----------
    signals : ndarray of shape (6, n_texts, n_units)
        In the order of `tracer.match.signals.SIGNALS`.
    allowed : ndarray of shape (n_texts, n_units), bool
        Units that may answer; the others don't count in means and deviations.

    Returns
    -------
    ndarray of shape (n_texts, n_units), float64
    """
    import numpy as np

    count = allowed.sum(axis=1, keepdims=True) + TYPICAL_UNITS
    total = np.zeros(allowed.shape)
    for scores, (typical, spread) in zip(signals.astype(np.float64), TYPICAL, strict=True):
        kept = np.where(allowed, scores, 0.0)
        mean = (kept.sum(axis=1, keepdims=True) + TYPICAL_UNITS * typical) / count
        off = np.where(allowed, scores - mean, 0.0)
        square = (off**2).sum(axis=1, keepdims=True) + TYPICAL_UNITS * spread**2
        total += off / np.sqrt(square / count)
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
