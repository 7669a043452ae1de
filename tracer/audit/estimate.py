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
    """Of all units of the stratum, each by its weight."""
    weights: NDArray[np.float64] | None = None
    """Shape (n,): what each coded unit weighs, signatures or words, 1 being the mean of the whole
    population; None where all weigh the same."""

    @property
    def weight(self) -> NDArray[np.float64]:
        """Shape (n,)."""
        return np.ones(len(self.truth)) if self.weights is None else self.weights


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
    """Slope of the truth on the prediction within strata, of weighed deviations from their rates.

    Least squares within strata minimises the estimate's variance where strata are sampled in
    proportion to their size; for an infinite population without weights it is the lambda of PPI++.
    Strata that were coded whole have no part in it.
    """
    truth, said = (
        _ratio(strata, [s.truth for s in strata]),
        _ratio(strata, [s.predicted for s in strata]),
    )
    both = spread = 0.0
    for s in strata:
        n = max(len(s.truth), 1)
        share = s.size / n * max(0.0, 1 - n / s.size)
        deviation = s.weight * (s.predicted - said)
        deviation = deviation - deviation.mean() if len(deviation) else deviation
        both += float(deviation @ (s.weight * (s.truth - truth))) * share
        spread += float(deviation @ deviation) * share
    return both / spread if spread > TINY else 0.0


def _ratio(strata: Sequence[Coded], values: Sequence[NDArray[np.float64]]) -> float:
    """Weighed mean of the population: a stratified mean over that of the weights (Hájek 1971)."""
    over = sum(s.size * float((s.weight * v).mean()) for s, v in zip(strata, values, strict=True))
    under = sum(s.size * float(s.weight.mean()) for s in strata)
    return over / under if under > 0 else 0.0


def _combined(strata: Sequence[Coded], *, engine_weight: float) -> Estimate:
    """Rate by the engine over all, moved by its error among those coded.

    The error is the ratio of two stratified means, of the weighed errors and of the weights (Hájek
    1971); its variance that of the residuals (Särndal, Swensson and Wretman 1992, chapter 5).
    Without weights it is the stratified mean itself.
    """
    if not strata or any(not len(s.truth) for s in strata):
        raise ShapeError("expected at least one coded unit in each stratum; code what is missing")
    total = sum(s.size for s in strata)
    shares = [s.size / total for s in strata]
    errors = [s.weight * (s.truth - engine_weight * s.predicted) for s in strata]
    error = _ratio(strata, [s.truth - engine_weight * s.predicted for s in strata])
    said = sum(share * s.predicted_mean for share, s in zip(shares, strata, strict=True))
    rests = [e - error * s.weight for e, s in zip(errors, strata, strict=True)]
    n = sum(len(s.truth) for s in strata)
    freedom = n - len(strata) - (engine_weight != 0)
    # Residuals grow with weights, so strata are pooled as if all weighed the same.
    scales = [math.sqrt(float((s.weight**2).mean())) or 1.0 for s in strata]
    alike = [rest / scale for rest, scale in zip(rests, scales, strict=True)]
    pooled = _pooled_variance(strata, alike, freedom)
    variance = 0.0
    for s, share, rest, scale in zip(strata, shares, alike, scales, strict=True):
        left = max(0.0, 1 - len(rest) / s.size)
        # Where coders and engine say one thing of all, weights alone make residuals differ.
        varies = float((s.truth - engine_weight * s.predicted).var()) > TINY
        own = float(rest.var(ddof=1)) if len(rest) >= ENOUGH and varies else 0.0
        variance += (share * scale) ** 2 * left * (own or pooled) / len(rest)
    value = engine_weight * said + error
    half = _student(freedom) * math.sqrt(variance)
    low, high = max(0.0, value - half), min(1.0, value + half)
    return Estimate(min(1.0, max(0.0, value)), min(low, 1.0), max(high, 0.0), n, engine_weight)


ENOUGH = 20
"""Coded units of a stratum from which its own variance is used, if there is any, and not that of
all strata."""
TINY = 1e-12
"""Below it, sums of squares are what rounding left."""


def _pooled_variance(
    strata: Sequence[Coded], rests: Sequence[NDArray[np.float64]], freedom: int
) -> float:
    """Variance within strata, never that of a sample without any variation.

    Where all coded units agree, the variance is that of a sample with half a unit more on each
    side (Agresti and Coull 1998): that nobody among thirty was adopted isn't certainty.
    """
    squares = sum(float(((rest - rest.mean()) ** 2).sum()) for rest in rests)
    if squares > TINY:
        return squares / max(freedom, 1)
    n = sum(len(s.truth) for s in strata)
    share = (sum(float(s.truth.sum()) for s in strata) + 0.5) / (n + 1)
    return share * (1 - share)


def _student(freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.5 + LEVEL / 2, max(freedom, 1)))


def coded_strata(
    sizes: Mapping[str, int],
    stratum_of: Mapping[str, str],
    truth: Mapping[str, float],
    predicted: Mapping[str, float],
    weights: Mapping[str, float] | None = None,
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
    weights : mapping of str to float, optional
        Of every unit of the population: signatures, words. Without it all weigh the same.
    """
    heavy = dict.fromkeys(stratum_of, 1.0) if weights is None else weights
    mean = math.fsum(heavy[key] for key in stratum_of) / max(len(stratum_of), 1) or 1.0
    found = []
    for name, size in sorted(sizes.items()):
        everyone = sorted(key for key, stratum in stratum_of.items() if stratum == name)
        own = [key for key in everyone if key in truth]
        found.append(
            Coded(
                size,
                np.array([truth[key] for key in own], dtype=np.float64),
                np.array([predicted[key] for key in own], dtype=np.float64),
                float(np.mean([predicted[key] * heavy[key] / mean for key in everyone]))
                if everyone
                else 0.0,
                np.array([heavy[key] / mean for key in own], dtype=np.float64),
            )
        )
    return found
