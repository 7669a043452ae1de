"""Where provisions stand: support from those around, and which of them changed places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tracer.records import Unit
from tracer.text import fold

Floats = NDArray[np.float64]

REACH = 3
"""Provisions before and after that speak for a pair. Suite ``lineages``: from 2 to 6 the right
article comes first for .916 to .919 of the survivors; 2 and 3 are best for survived or not."""
FADE = 1.5
"""In provisions: how fast a neighbour's word loses weight with distance (exponential)."""
SLACK = 1
"""A neighbour may have shifted by this many places against the pair (an insertion, a removal)."""

OLD_REACH, NEW_REACH = 10.0, 7.0
"""In provisions: how fast the word of those around fades with distance, in the old text and in the
new one. Suite ``lineages``: from 3 to 20 and from 3 to 10 the right article comes first for .939 to
.950 of the survivors."""
HEARD = 0.35
"""Affinity from which a provision's nearest one counts as where it went."""
FAR = 1e-3


def neighbour_support(content: Floats) -> Floats:
    """Measure how well the provisions around each pair fit each other.

    Versions of a text mostly keep their order, so a pair is more credible where what stands before
    and after the one resembles what stands before and after the other.

    Parameters
    ----------
    content : ndarray of shape (n_old, n_new)
        Similarity of the texts, 0 to 1, in document order on both axes.

    Returns
    -------
    ndarray of shape (n_old, n_new)
        Weighted mean similarity of up to `REACH` neighbours on both sides, 0 to 1. The pair itself
        doesn't count, and places beyond the ends count as 0.
    """
    support = np.zeros_like(content)
    total = 0.0
    for step in range(-REACH, REACH + 1):
        if step == 0:
            continue
        shifts = [step + slack for slack in range(-SLACK, SLACK + 1) if step + slack != 0]
        best = np.max([_shifted(content, step, shift) for shift in shifts], axis=0)
        weight = float(np.exp(-abs(step) / FADE))
        support += weight * best
        total += weight
    return support / total


def locality(affinity: Floats) -> Floats:
    """Measure how near each pair is to where the provisions around the old one went.

    Committees and drafters move whole chapters: what stood within some `OLD_REACH` provisions went,
    for the most part, to some `NEW_REACH` places of the new text, in whatever order.

    Parameters
    ----------
    affinity : ndarray of shape (n_old, n_new)
        How well the pairs go together without it, in document order on both axes.

    Returns
    -------
    ndarray of shape (n_old, n_new)
        0 to 1, logarithmic: 1 where everything around the old provision went exactly there, 0 where
        less than `FAR` of it did. 1 throughout a row around which nothing has a place yet.
    """
    n_old, n_new = affinity.shape
    voices = np.zeros((n_old, n_new))
    best = affinity.argmax(axis=1)
    voices[np.arange(n_old), best] = np.maximum(affinity.max(axis=1) - HEARD, 0.0)
    around = _fading(n_old, OLD_REACH)
    np.fill_diagonal(around, 0.0)  # a provision says nothing for itself
    total = around @ voices.sum(axis=1)
    density = (around @ voices) @ _fading(n_new, NEW_REACH)
    share = np.where(total > 0, density.T / np.maximum(total, 1e-12), 1.0).T
    return np.asarray(1 - np.log(share + FAR) / np.log(FAR)).clip(0, 1)


def _fading(n: int, reach: float) -> Floats:
    places = np.arange(n)
    return np.asarray(np.exp(-np.abs(places[:, None] - places[None, :]) / reach))


def moved_pairs(
    pairs: Sequence[tuple[int, int]], old: Sequence[Unit], new: Sequence[Unit]
) -> frozenset[tuple[int, int]]:
    """Tell which aligned provisions stand in another place than before.

    A place is the headings above a provision and its order among the provisions that stayed with
    it. So neither new numbers after an insertion, nor a chapter renamed, divided, joined to another
    or moved as a whole makes its provisions move.

    Parameters
    ----------
    pairs : sequence of (int, int)
        Positions in `old` and `new`; every position at most once on each side.
    old, new : sequence of Unit
        In document order.

    Returns
    -------
    frozenset of (int, int)
        The pairs that moved.
    """
    routes = {pair: (_place(old[pair[0]]), _place(new[pair[1]])) for pair in pairs}
    strays = _strays(list(routes.values()))
    headings = {_place(unit) for unit in new}
    moved, staying = set(), []
    for pair in sorted(pairs):
        route = routes[pair]
        left = route[0] in headings and route[0] != route[1]
        if route in strays or left:
            moved.add(pair)
        else:
            staying.append(pair)
    for route in sorted({routes[pair] for pair in staying}):
        group = [pair for pair in staying if routes[pair] == route]
        lengths = [len(old[i].text) + 1 for i, _ in group]
        moved |= set(group) - set(_in_order(group, lengths))
    return frozenset(moved)


def _strays(routes: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Find the routes between headings that neither most of the old nor of the new ones took."""
    counts = Counter(routes)
    forth: dict[str, tuple[str, str]] = {}
    back: dict[str, tuple[str, str]] = {}
    for route in sorted(counts, key=lambda r: (-counts[r], r[0] != r[1], r)):
        forth.setdefault(route[0], route)
        back.setdefault(route[1], route)
    return {r for r in counts if r[0] != r[1] and forth[r[0]] != r and back[r[1]] != r}


def _in_order(group: list[tuple[int, int]], lengths: list[int]) -> list[tuple[int, int]]:
    """Pick the increasing subsequence that keeps most text in place (`group` sorted by old)."""
    best = [0] * len(group)
    before = [-1] * len(group)
    for at, (_, new_at) in enumerate(group):
        earlier = [k for k in range(at) if group[k][1] < new_at]
        if earlier:
            before[at] = max(earlier, key=lambda k: (best[k], -k))
        best[at] = lengths[at] + (best[before[at]] if earlier else 0)
    at = max(range(len(group)), key=lambda k: (best[k], -k), default=-1)
    kept = []
    while at >= 0:
        kept.append(group[at])
        at = before[at]
    return kept


def _shifted(content: Floats, rows: int, columns: int) -> Floats:
    """Bring entry (i + rows, j + columns) to (i, j), filling up with 0."""
    n_old, n_new = content.shape
    shifted = np.zeros_like(content)
    if abs(rows) >= n_old or abs(columns) >= n_new:
        return shifted
    into = (
        slice(max(0, -rows), min(n_old, n_old - rows)),
        slice(max(0, -columns), min(n_new, n_new - columns)),
    )
    source = (
        slice(max(0, rows), min(n_old, n_old + rows)),
        slice(max(0, columns), min(n_new, n_new + columns)),
    )
    shifted[into] = content[source]
    return shifted


def _place(unit: Unit) -> str:
    return " ".join(fold(unit.context).split())
