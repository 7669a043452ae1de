"""A number with its interval and what it was counted over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracer.errors import ShapeError
from tracer.evaluate.metrics import RESAMPLES, Statistic, bootstrap_interval, half_sample_interval


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a suite's result."""

    value: float
    """In the metric's own unit, mostly 0 to 1; nan where it is undefined."""
    n: int
    """Texts, links, pairs…: what the metric is counted over."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval; None where no interval was made."""
    high: float | None = None
    hits: int | None = None
    """For a share of countable things: how many of the `n`."""


Rows = Mapping[str, Measure]
"""Metric → measure, in the order to be shown. A metric counted over several groups is named
``metric · group``."""


def mean_measure(values: Sequence[float] | np.ndarray) -> Measure:
    """Mean of one value per text, with an interval over texts; nan values are left out."""
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    return statistic_measure(lambda drawn: _mean(known[drawn]), len(known))


def share_measure(hits: Sequence[bool] | np.ndarray) -> Measure:
    """Share of texts of which something is true, with its count."""
    return ratio_measure(np.asarray(hits, dtype=bool), np.ones(len(hits), dtype=int))


def ratio_measure(hits: np.ndarray, tried: np.ndarray) -> Measure:
    """Sum of one count over the sum of another, with an interval over texts.

    Parameters
    ----------
    hits, tried : ndarray of shape (n_texts,), bool or int
        For each text, how many were right and how many there were: a precision over links is
        right ones over listed ones.

    Returns
    -------
    Measure
        Its `n` is the sum of `tried`; nan where that is 0.

    Raises
    ------
    ShapeError
        If the two don't fit.
    """
    if hits.shape != tried.shape:
        raise ShapeError(f"expected a count for each text, got {hits.shape} and {tried.shape}")
    right, total = hits.astype(int), tried.astype(int)
    low, high = bootstrap_interval(lambda d: _divide(right[d].sum(), total[d].sum()), len(right))
    n, found = int(total.sum()), int(right.sum())
    return Measure(_divide(found, n), n, low, high, found)


def detection_measures(predicted: np.ndarray, actual: np.ndarray) -> dict[str, Measure]:
    """Precision, recall and F1 of a yes-or-no prediction.

    Parameters
    ----------
    predicted, actual : ndarray of shape (n,), bool

    Returns
    -------
    dict
        ``precision``, ``recall``, ``F1``; nan where nothing was predicted, or nothing was to be
        found. The `n` of F1 is that of all texts.
    """
    both = predicted & actual

    def f1(drawn: np.ndarray) -> float:
        return _divide(2 * both[drawn].sum(), predicted[drawn].sum() + actual[drawn].sum())

    return {
        "precision": ratio_measure(both, predicted),
        "recall": ratio_measure(both, actual),
        "F1": statistic_measure(f1, len(both)),
    }


def statistic_measure(statistic: Statistic, n: int, *, resamples: int = RESAMPLES) -> Measure:
    """Any statistic of all `n` things, with an interval over resamples of them."""
    if not n:
        return Measure(float("nan"), 0)
    low, high = bootstrap_interval(statistic, n, resamples=resamples)
    return Measure(float(statistic(np.arange(n))), n, low, high)


def half_sample_measure(statistic: Statistic, n: int) -> Measure:
    """Any statistic of pairs among `n` things, with an interval over halves of them."""
    if not n:
        return Measure(float("nan"), 0)
    low, high = half_sample_interval(statistic, n)
    return Measure(float(statistic(np.arange(n))), n, low, high)


def _mean(values: np.ndarray) -> float:
    return float(values.mean())


def _divide(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
