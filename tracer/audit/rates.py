"""Adoption rates by the engine alone, under every reading that a claim could mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from tracer.audit.items import DEFINITIONS, Item, adopted
from tracer.records import Rate

Z = 1.959964
"""Of a normal distribution, 95 % two-sided."""


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
    "themes": ("theme", lambda item: True, False),
    "draft articles": ("provision", lambda item: item.stratum == "article", False),
    "draft sections": ("section", lambda item: item.stratum == "article", False),
    "draft numerals": ("finest", lambda item: item.stratum == "article", False),
    "draft words": ("provision", lambda item: item.stratum == "article", True),
}
"""What is counted: kind of unit, which of them, and whether by weight."""


def _signed(item: Item, least: int) -> bool:
    return item.stratum.startswith("petition") and item.weight >= least


def rates_of(items: Sequence[Item]) -> tuple[Rate, ...]:
    """Count what the engine calls adopted, for each denominator and definition.

    Parameters
    ----------
    items : sequence of Item
        Of any kinds.

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
        enough = float(weights.sum() ** 2 / (weights**2).sum())
        for definition in DEFINITIONS:
            hits = np.array([adopted(item.code, definition) for item in own], dtype=np.float64)
            value = float(hits @ weights / weights.sum())
            ends = wilson(value, enough)
            found.append(Rate(name, definition, value, *ends, len(own), float(weights.sum())))
    return tuple(found)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Give the 95 % score interval of a share.

    Parameters
    ----------
    share : float
        0 to 1.
    n : float
        How many units it rests on, above 0. Of weighted units as many as would say as much if all
        weighed the same: (Σw)² / Σw² (Kish 1965, Survey Sampling).

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    middle = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
