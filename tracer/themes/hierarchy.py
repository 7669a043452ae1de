"""Broad themes above the themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_THEMES = 6
"""Fewer themes than this can be read at a glance."""


def broad_groups(
    shares: NDArray[np.float64],
    primary: Sequence[int],
    n_themes: int,
    *,
    n_groups: int | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Group themes whose members are one another's neighbours.

    Average linkage on how much more often than by chance the neighbours of one theme's members
    are in the other, cut into as many groups as are asked for.

    Parameters
    ----------
    shares : ndarray of shape (n_nodes, n_themes), float64
        Share of each node's neighbours in each theme.
    primary : sequence of int
        Strongest theme of each node, -1 for none.
    n_themes : int
        The first columns of `shares`.
    n_groups : int, optional
        At most, a theme alone counting as a group. By default the square root of three times the
        number of themes, and none where there are fewer than `MIN_THEMES`; 0 gives none either.

    Returns
    -------
    tuple of tuple of int
        Groups of two themes or more, each ascending, ordered by their first theme.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if n_groups is None:
        n_groups = round((3 * n_themes) ** 0.5) if n_themes >= MIN_THEMES else 0
    if n_themes < 2 or not n_groups:
        return ()
    distances = 1 - _affinity(shares, primary, n_themes)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    cut = fcluster(tree, t=n_groups, criterion="maxclust")
    groups: dict[int, list[int]] = {}
    for theme, group in enumerate(cut.tolist()):
        groups.setdefault(group, []).append(theme)
    found = sorted(tuple(members) for members in groups.values() if len(members) > 1)
    return tuple(found)


def _affinity(
    shares: NDArray[np.float64], primary: Sequence[int], n_themes: int
) -> NDArray[np.float64]:
    """Symmetric, 0 to 1: 0.5 where two themes meet as often as chance would have it."""
    labels = np.asarray(primary)
    sums = np.array([shares[labels == t].sum(axis=0) for t in range(n_themes)])[:, :n_themes]
    flow = sums + sums.T
    size = flow.sum(axis=1)
    expected = np.outer(size, size) / max(float(size.sum()), 1.0)
    whole: NDArray[np.float64] = np.round(flow / np.maximum(flow + expected, 1e-12), 9)
    return whole
