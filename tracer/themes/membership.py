"""Who belongs to which theme, how firmly, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.themes.cluster import Partition

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_SHARE = 0.25
"""A text that HDBSCAN calls noise stays in a theme that holds this share of its neighbours. At .25,
2 to 5 % of 100 to 8,000 answers of Chile 2016 and 6 % of the sample are left out; .3 leaves out
nearly twice as many and costs about .01 of AMI, .2 gains less than that and leaves out hardly any.
"""
SECOND_SHARE = 0.35
"""Share of its neighbours from which a text belongs to a further theme too."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a node belongs to a theme."""

    node: int
    theme: int
    strength: float
    """0 to 1: share of the node's neighbours that are in the theme."""


def memberships(
    found: Partition, *, copies: list[int], min_size: int
) -> tuple[tuple[Belonging, ...], ...]:
    """Give each node its themes, strongest first.

    Parameters
    ----------
    found : Partition
        From `without_small`.
    copies : list of int
        How many contributions each node stands for.
    min_size : int
        A node left out that stands for this many is a campaign, and a theme of its own.

    Returns
    -------
    tuple of tuple of Belonging
        One tuple per node, empty for a node left out.
    """
    n_themes = found.shares.shape[1]
    given = []
    for node, n_copies in enumerate(copies):
        belongings = _of_node(found, node)
        if not belongings and n_copies >= min_size:
            belongings = (Belonging(node=node, theme=n_themes, strength=1.0),)
            n_themes += 1
        given.append(belongings)
    return tuple(given)


def without_small(found: Partition, *, min_size: int) -> Partition:
    """Drop themes that fewer than `min_size` nodes would call their strongest."""
    shares = found.shares
    while shares.shape[1]:
        first = [b[0].theme for b in _all(replace(found, shares=shares)) if b]
        kept = np.bincount(first, minlength=shares.shape[1]) >= min_size
        if kept.all():
            break
        shares = shares[:, kept]
    return replace(found, shares=shares)


def _all(found: Partition) -> list[tuple[Belonging, ...]]:
    return [_of_node(found, node) for node in range(len(found.shares))]


def _of_node(found: Partition, node: int) -> tuple[Belonging, ...]:
    shares = found.shares[node]
    if not len(shares):
        return ()
    ranked = np.lexsort((np.arange(len(shares)), -shares)).tolist()
    first = float(shares[ranked[0]])
    if first <= 0 or (found.density[node] <= 0 and first < MIN_SHARE):
        return ()
    kept = ranked[:1] + [t for t in ranked[1:] if shares[t] >= SECOND_SHARE]
    return tuple(Belonging(node=node, theme=t, strength=float(shares[t])) for t in kept)


def primary_themes(belongings: Sequence[Sequence[Belonging]]) -> NDArray[np.int64]:
    """Strongest theme of each node, -1 for none; shape (n_nodes,)."""
    return np.array([given[0].theme if given else -1 for given in belongings], dtype=np.int64)
