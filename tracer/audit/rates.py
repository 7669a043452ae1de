"""Adoption rates by the engine alone, under every reading that a claim could mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tracer.audit.items import DEFINITIONS, Item, adopted

RUNS = 1_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Share of a population that was adopted under one definition."""

    denominator: str
    definition: str
    """One of `DEFINITIONS`."""
    value: float
    """0 to 1."""
    low: float
    high: float
    """95 % interval over which units came in; that the engine errs is not in it."""
    units: int
    total: float
    """Sum of what is counted: units, signatures or words."""


Choice = Callable[[Item], bool]
DENOMINATORS: Final[dict[str, tuple[str, Choice, bool]]] = {
    "contributions": ("contribution", lambda item: True, False),
    "petitions": ("contribution", lambda item: item.stratum.startswith("petition"), False),
    "signatures": ("contribution", lambda item: item.stratum.startswith("petition"), True),
    "petitions from 5,000": ("contribution", lambda item: _signed(item, 5_000), False),
    "petitions from 10,000": ("contribution", lambda item: _signed(item, 10_000), False),
    "petitions from 50,000": ("contribution", lambda item: _signed(item, 50_000), False),
    "survey": ("contribution", lambda item: item.stratum.startswith("survey"), False),
    "comments": ("contribution", lambda item: item.stratum.startswith("comment"), False),
    "events": ("contribution", lambda item: item.stratum.startswith("event"), False),
    "draft articles": ("provision", lambda item: item.stratum == "article", False),
    "draft words": ("provision", lambda item: item.stratum == "article", True),
}
"""What is counted: kind of unit, which of them, and whether by weight."""


def _signed(item: Item, least: int) -> bool:
    return item.stratum.startswith("petition") and item.weight >= least


def rates_of(items: Sequence[Item], *, seed: int = 1) -> tuple[Rate, ...]:
    """Count what the engine calls adopted, for each denominator and definition.

    Parameters
    ----------
    items : sequence of Item
        Of any kinds.
    seed : int, default=1
        Of the units drawn again for the intervals.

    Returns
    -------
    tuple of Rate
        In the order of `DENOMINATORS`; those without units are left out.
    """
    found = []
    for name, (kind, chosen, weighted) in DENOMINATORS.items():
        own = sorted((i for i in items if i.kind == kind and chosen(i)), key=lambda i: i.id)
        weights = np.array([item.weight if weighted else 1.0 for item in own])
        if not own or weights.sum() <= 0:
            continue
        for definition in DEFINITIONS:
            hits = np.array([adopted(item.code, definition) for item in own], dtype=np.float64)
            low, high = _interval(hits, weights, seed=seed)
            value = float(hits @ weights / weights.sum())
            found.append(Rate(name, definition, value, low, high, len(own), float(weights.sum())))
    return tuple(found)


def _interval(hits: np.ndarray, weights: np.ndarray, *, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(hits), (RUNS, len(hits)))
    totals = weights[drawn].sum(axis=1)
    shares = (hits * weights)[drawn].sum(axis=1) / np.where(totals > 0, totals, 1.0)
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)
