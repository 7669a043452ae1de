"""Measures of rankings, probabilities and partitions: arrays in, numbers out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tracer.errors import ShapeError

RESAMPLES = 2000
HALVES = 100
"""Fewer: agreement of partitions takes a while on thousands of texts."""
Statistic = Callable[[np.ndarray], float]
"""From the positions drawn in one resample, shape (n,), to a number; nan where undefined."""


def ndcg(gains: Sequence[float], ideal: Sequence[float], *, depth: int = 10) -> float:
    """Discounted cumulative gain of a ranking, as a share of the best that was possible.

    Parameters
    ----------
    gains : sequence of float
        Gain of each listed item, best-ranked first; not below 0.
    ideal : sequence of float
        Gains of all items there are to find, in any order, listed or not.
    depth : int, default=10
        Places that count.

    Returns
    -------
    float
        0 to 1; nan where nothing was to be found. scikit-learn's ``ndcg_score`` takes the ideal
        from the listed items alone, which forgives what a ranking never lists.

    References
    ----------
    Järvelin and Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques, TOIS.
    """
    best = _discounted(sorted(ideal, reverse=True)[:depth])
    return _discounted(gains[:depth]) / best if best > 0 else float("nan")


def _discounted(gains: Sequence[float]) -> float:
    places = np.arange(2, len(gains) + 2)
    return float(np.sum(np.asarray(gains, dtype=float) / np.log2(places)))


def graded_gain(grade: float) -> float:
    """Gain of an item of `grade`, ``2**grade - 1``; 0 where the grade is negative."""
    return float(2.0 ** max(grade, 0.0) - 1.0)


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """1 over the place of the first relevant item, 0 where none is listed."""
    return next((1.0 / place for place, hit in enumerate(relevant, start=1) if hit), 0.0)


def precision_at_1(relevant: Sequence[bool]) -> float:
    """1 if the first listed item is relevant, 0 if it is not or none is listed."""
    return float(bool(relevant) and bool(relevant[0]))


def calibration_error(confidence: np.ndarray, outcome: np.ndarray, *, bins: int = 10) -> float:
    """Expected calibration error over bins of equal size.

    Parameters
    ----------
    confidence : ndarray of shape (n,)
        Stated probabilities, 0 to 1.
    outcome : ndarray of shape (n,), bool
        What happened.
    bins : int, default=10
        Groups of as equal a size as possible, by ascending confidence. Equal confidences stand
        in the order of their outcomes, so that the order of the input doesn't matter.

    Returns
    -------
    float
        Mean distance between stated and observed share, weighted by size: 0 to 1, 0 is best; nan
        of nothing.

    Raises
    ------
    ShapeError
        If there isn't one outcome for each confidence.

    References
    ----------
    Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities, AAAI.
    """
    if confidence.shape != outcome.shape or confidence.ndim != 1:
        raise ShapeError(
            f"expected an outcome for each confidence, got {confidence.shape} and {outcome.shape}"
        )
    if not len(confidence):
        return float("nan")
    order = np.lexsort((outcome, confidence))
    groups = np.array_split(order, min(bins, len(order)))
    gaps = [len(g) * abs(confidence[g].mean() - outcome[g].mean()) for g in groups]
    return float(sum(gaps) / len(order))


def roc_area(score: np.ndarray, outcome: np.ndarray) -> float:
    """Area under the ROC curve: how often what happened has the higher score, ties counting half.

    Parameters
    ----------
    score : ndarray of shape (n,)
    outcome : ndarray of shape (n,), bool

    Returns
    -------
    float
        0 to 1, .5 by chance; nan where nothing happened, or everything. The same as scikit-learn's
        ``roc_auc_score``, which takes ten times as long, too long for thousands of resamples.

    References
    ----------
    Mann and Whitney (1947), On a test of whether one of two random variables is larger.
    """
    from scipy.stats import rankdata

    n_yes = int(outcome.sum())
    pairs = n_yes * (len(outcome) - n_yes)
    ranks = rankdata(score)[outcome]
    return float((ranks.sum() - n_yes * (n_yes + 1) / 2) / pairs) if pairs else float("nan")


def bootstrap_interval(
    statistic: Statistic, n: int, *, resamples: int = RESAMPLES, seed: int = 1
) -> tuple[float, float]:
    """Percentile bootstrap interval of 95 %.

    Parameters
    ----------
    statistic : callable
        See `Statistic`.
    n : int
        Number of things drawn from, which are drawn with replacement.
    resamples, seed : int

    Returns
    -------
    tuple of float
        2.5th and 97.5th percentile over the resamples where the statistic is defined; nan, nan
        where it never is, and of fewer than two things, which can't vary.
    """
    random = np.random.default_rng(seed)
    rounds = resamples if n > 1 else 0
    return _percentiles([statistic(random.integers(0, n, n)) for _ in range(rounds)])


def half_sample_interval(
    statistic: Statistic, n: int, *, resamples: int = HALVES, seed: int = 1
) -> tuple[float, float]:
    """Interval of 95 % from random halves, for what compares things with each other.

    Drawing with replacement would pair things with their own copies, which agree always. Halves
    drawn without replacement vary as much as resamples of full size do. The interval is the value
    for all things, give or take 1.96 standard deviations of that for halves, whose own mean is
    shifted where groups are small.

    Parameters
    ----------
    statistic, n, resamples, seed
        As for `bootstrap_interval`.

    Returns
    -------
    tuple of float
        nan, nan of fewer than two things.

    References
    ----------
    Politis, Romano and Wolf (1999), Subsampling, Springer.
    """
    if n < 2:
        return float("nan"), float("nan")
    random = np.random.default_rng(seed)
    halves = (np.sort(random.permutation(n)[: n // 2]) for _ in range(resamples))
    value, reach = statistic(np.arange(n)), 1.96 * np.std([statistic(half) for half in halves])
    return float(value - reach), float(value + reach)


def _percentiles(drawn: Sequence[float]) -> tuple[float, float]:
    known = np.array([value for value in drawn if np.isfinite(value)])
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, (2.5, 97.5))
    return float(low), float(high)
