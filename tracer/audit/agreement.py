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


Measure = Callable[[Sequence[Sequence[int]]], float]


def _measured(name: str, rows: Sequence[tuple[int, ...]], measure: Measure, seed: int) -> Agreement:
    rng = np.random.default_rng(seed)
    drawn = [
        measure([rows[k] for k in rng.integers(0, len(rows), len(rows))])
        for _ in range(RUNS if rows else 0)
    ]
    known = [value for value in drawn if not math.isnan(value)]
    low, high = np.quantile(known, (0.025, 0.975)) if known else (math.nan, math.nan)
    return Agreement(name, measure(rows), float(low), float(high), len(rows))


def krippendorff_alpha(rows: Sequence[Sequence[int]]) -> float:
    """Ordinal alpha; `rows` hold the places of a unit's codes in `CODES`, two at least."""
    k = len(CODES)
    together = np.zeros((k, k))
    for row in rows:
        counts = Counter(row)
        for a in counts:
            for b in counts:
                pairs = counts[a] * (counts[b] - (a == b))
                together[a, b] += pairs / (len(row) - 1)
    margin = together.sum(axis=0)
    total = margin.sum()
    steps = np.array([[_between(margin, a, b) for b in range(k)] for a in range(k)])
    expected = float((np.outer(margin, margin) * steps).sum())
    if total < 2 or expected == 0:
        return math.nan
    return 1 - (float(total) - 1) * float((together * steps).sum()) / expected


def _between(margin: np.ndarray, a: int, b: int) -> float:
    """Squared ordinal distance of two codes, by how many codes lie between them."""
    low, high = min(a, b), max(a, b)
    return float(margin[low : high + 1].sum() - (margin[low] + margin[high]) / 2) ** 2


def cohen_kappa(rows: Sequence[Sequence[int]]) -> float:
    """Unweighted kappa of two coders; NaN where both said one and the same of everything."""
    if len({code for row in rows for code in row}) < 2:
        return math.nan
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(*zip(*rows, strict=True), labels=range(len(CODES))))
