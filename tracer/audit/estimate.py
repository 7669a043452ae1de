"""From a coded sample to the rate of the whole, with an interval that holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A rate of the whole population."""

    value: float
    """0 to 1."""
    low: float
    high: float
    """95 % interval."""
    n: int
    """Units coded."""
    engine_weight: float = 0.0
    """How far the engine's answers were used: 0 not at all."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The coded units of one stratum."""

    size: int
    """Units of the stratum in the population."""
    truth: NDArray[np.float64]
    """Shape (n,), 0 to 1: what the coders say."""
    predicted: NDArray[np.float64]
    """Shape (n,): what the engine says of the same units."""
    predicted_mean: float
    """Of all units of the stratum."""


def classical(strata: Sequence[Coded]) -> Estimate:
    """Rate of the population from the sample alone.

    Parameters
    ----------
    strata : sequence of Coded
        Each with at least one coded unit.

    Returns
    -------
    Estimate
        The stratified mean with Student's interval, as in Cochran (1977), Sampling techniques,
        chapter 5; finite populations count as such.

    Raises
    ------
    ShapeError
        If nothing is coded in a stratum: its rate can't be known.
    """
    return _combined(strata, engine_weight=0.0)


def prediction_powered(strata: Sequence[Coded]) -> Estimate:
    """Rate of the population from the engine's answers on all, corrected by the sample.

    The engine's mean over everyone is moved by its mean error among those coded. Its answers are
    weighted by how well they go with the coders' (power tuning): a useless engine gets weight 0
    and the classical estimate comes out.

    Parameters
    ----------
    strata : sequence of Coded

    Returns
    -------
    Estimate

    Raises
    ------
    ShapeError
        If nothing is coded in a stratum.

    References
    ----------
    Angelopoulos, Bates, Fannjiang, Jordan and Zrnic (2023), Prediction-powered inference, Science.
    Angelopoulos, Duchi and Zrnic (2023), PPI++: Efficient prediction-powered inference.
    """
    return _combined(strata, engine_weight=_tuned(strata))


def _tuned(strata: Sequence[Coded]) -> float:
    """Slope of the truth on the prediction within strata, 0 to as much as it may be.

    Least squares within strata minimises the estimate's variance where strata are sampled in
    proportion to their size; for an infinite population it is the lambda of PPI++.
    """
    both = spread = 0.0
    for s in strata:
        deviation = s.predicted - s.predicted.mean() if len(s.predicted) else s.predicted
        both += float(deviation @ s.truth) * s.size / max(len(s.truth), 1)
        spread += float(deviation @ deviation) * s.size / max(len(s.truth), 1)
    return both / spread if spread > 0 else 0.0


def _combined(strata: Sequence[Coded], *, engine_weight: float) -> Estimate:
    if not strata or any(not len(s.truth) for s in strata):
        raise ShapeError("expected at least one coded unit in each stratum; code what is missing")
    total = sum(s.size for s in strata)
    value = variance = 0.0
    n = sum(len(s.truth) for s in strata)
    freedom = n - len(strata) - (engine_weight != 0)
    pooled = _pooled_variance(strata, engine_weight, freedom)
    for s in strata:
        share, error = s.size / total, s.truth - engine_weight * s.predicted
        value += share * (engine_weight * s.predicted_mean + float(error.mean()))
        left = max(0.0, 1 - len(error) / s.size)
        own = float(error.var(ddof=1)) if len(error) >= ENOUGH else 0.0
        variance += share**2 * left * (own or pooled) / len(error)
    half = _student(freedom) * math.sqrt(variance)
    low, high = max(0.0, value - half), min(1.0, value + half)
    return Estimate(min(1.0, max(0.0, value)), low, high, n, engine_weight)


ENOUGH = 20
"""Coded units of a stratum from which its own variance is used, if there is any, and not that of
all strata."""


def _pooled_variance(strata: Sequence[Coded], engine_weight: float, freedom: int) -> float:
    """Variance within strata, never that of a sample without any variation.

    Where all coded units agree, the variance is that of a sample with half a unit more on each
    side (Agresti and Coull 1998): that nobody among thirty was adopted isn't certainty.
    """
    squares = 0.0
    for s in strata:
        error = s.truth - engine_weight * s.predicted
        squares += float(((error - error.mean()) ** 2).sum())
    n = sum(len(s.truth) for s in strata)
    if squares <= 0:
        share = (sum(float(s.truth.sum()) for s in strata) + 0.5) / (n + 1)
        return share * (1 - share)
    return squares / max(freedom, 1)


def _student(freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.5 + LEVEL / 2, max(freedom, 1)))


def coded_strata(
    sizes: Mapping[str, int],
    stratum_of: Mapping[str, str],
    truth: Mapping[str, float],
    predicted: Mapping[str, float],
) -> list[Coded]:
    """Arrange a coded sample by stratum.

    Parameters
    ----------
    sizes : mapping of str to int
        Units of each stratum in the population.
    stratum_of : mapping of str to str
        Of every unit of the population.
    truth : mapping of str to float
        Of the coded units.
    predicted : mapping of str to float
        Of every unit of the population.
    """
    found = []
    for name, size in sorted(sizes.items()):
        everyone = [key for key, stratum in stratum_of.items() if stratum == name]
        own = sorted(key for key in everyone if key in truth)
        found.append(
            Coded(
                size,
                np.array([truth[key] for key in own], dtype=np.float64),
                np.array([predicted[key] for key in own], dtype=np.float64),
                float(np.mean([predicted[key] for key in sorted(everyone)])) if everyone else 0.0,
            )
        )
    return found
