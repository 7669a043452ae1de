"""How far coders agree, beyond chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracer.audit.items import CODES

RUNS = 1_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement."""

    name: str
    value: float
    """1 for perfect, 0 for what chance gives; NaN where all said the same of everything."""
    low: float
    high: float
    """95 % interval, by drawing the units again."""
    n: int
    """Units that two coders at least have coded."""


Codes = Mapping[str, Mapping[str, str]]
"""Coder → unit → code."""


def agreement_of(codes: Codes, *, seed: int = 1) -> tuple[Agreement, ...]:
    """Krippendorff's alpha of all coders, and Cohen's kappa of each two.

    Parameters
    ----------
    codes : mapping of str to mapping of str to str
        Codes by coder and unit. Units that a coder left empty are missing from his.
    seed : int, default=1
        Of the units drawn for the intervals.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; ordinal codes.
    Cohen (1960), A coefficient of agreement for nominal scales.
    """
    coders = sorted(codes)
    shared = _shared(codes, coders)
    found = [_measured("Krippendorff α", shared, krippendorff_alpha, seed)]
    for k, one in enumerate(coders):
        for other in coders[k + 1 :]:
            pairs = _shared(codes, (one, other))
            found.append(_measured(f"Cohen κ {one}–{other}", pairs, cohen_kappa, seed))
    return tuple(found)


def _shared(codes: Codes, coders: Sequence[str]) -> list[tuple[int, ...]]:
    units = sorted({unit for coder in coders for unit in codes[coder]})
    rows = [
        tuple(CODES.index(codes[coder][unit]) for coder in coders if unit in codes[coder])
        for unit in units
    ]
    return [row for row in rows if len(row) > 1]


Measure = Callable[[Sequence[Sequence[int]], "np.ndarray | None"], float]


def _measured(name: str, rows: Sequence[tuple[int, ...]], measure: Measure, seed: int) -> Agreement:
    """Measure, and draw the units again: only how often each kind of row comes matters."""
    rng = np.random.default_rng(seed)
    kinds = sorted(Counter(rows).items())
    distinct = [row for row, _ in kinds]
    often = np.array([count for _, count in kinds], dtype=np.float64)
    drawn = rng.multinomial(len(rows), often / len(rows), size=RUNS) if rows else ()
    values = [measure(distinct, weights.astype(np.float64)) for weights in drawn]
    known = [value for value in values if not math.isnan(value)]
    low, high = np.quantile(known, (0.025, 0.975)) if known else (math.nan, math.nan)
    whole = measure(distinct, often) if rows else math.nan
    return Agreement(name, whole, float(low), float(high), len(rows))


def krippendorff_alpha(rows: Sequence[Sequence[int]], weights: np.ndarray | None = None) -> float:
    """Ordinal alpha; `rows` hold the places of a unit's codes in `CODES`, two at least.

    `weights`, shape (n_rows,), say how many units each row stands for; one without them.
    """
    k = len(CODES)
    held = np.ones(len(rows)) if weights is None else weights
    together = np.einsum(
        "r,rab->ab", held, np.array([_pairs(row) for row in rows]).reshape(-1, k, k)
    )
    margin = together.sum(axis=0)
    total = margin.sum()
    steps = np.array([[_between(margin, a, b) for b in range(k)] for a in range(k)])
    expected = float((np.outer(margin, margin) * steps).sum())
    if total < 2 or expected == 0:
        return math.nan
    return 1 - (float(total) - 1) * float((together * steps).sum()) / expected


def _pairs(row: Sequence[int]) -> np.ndarray:
    """How often two of a unit's codes come together: shape (k, k), summing to the codes it has."""
    counts = np.bincount(np.asarray(row), minlength=len(CODES)).astype(np.float64)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(row) - 1)


def _between(margin: np.ndarray, a: int, b: int) -> float:
    """Squared ordinal distance of two codes, by how many codes lie between them."""
    low, high = min(a, b), max(a, b)
    return float(margin[low : high + 1].sum() - (margin[low] + margin[high]) / 2) ** 2


def cohen_kappa(rows: Sequence[Sequence[int]], weights: np.ndarray | None = None) -> float:
    """Unweighted kappa of two coders; NaN where both said one and the same of everything.

    `weights`, shape (n_rows,), say how many units each row stands for; one without them.
    """
    kept = range(len(rows)) if weights is None else np.flatnonzero(weights).tolist()
    if len({code for at in kept for code in rows[at]}) < 2:
        return math.nan
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*(rows[at] for at in kept), strict=True)
    held = None if weights is None else weights[list(kept)]
    labels = range(len(CODES))
    return float(cohen_kappa_score(one, other, labels=labels, sample_weight=held))
