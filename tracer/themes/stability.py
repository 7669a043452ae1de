"""How well each theme holds when a part of the texts is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.themes.communities import divide
from tracer.themes.graph import Graph
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT = 0.8
"""Share of the texts that stay."""
RUNS = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """What is put to the test; see `theme_stability`."""

    graph: Graph
    labels: NDArray[np.int64]
    n_themes: int
    resolution: float
    seed: int


def theme_stability(
    graph: Graph,
    labels: NDArray[np.int64],
    *,
    resolution: float,
    seed: int,
    runs: int = RUNS,
    workers: Workers = ALONE,
) -> NDArray[np.float64]:
    """Mean overlap of each theme with the community most like it, over random parts of the texts.

    Parameters
    ----------
    graph : Graph
    labels : ndarray of shape (n_nodes,), int64
        Strongest theme of each node, -1 for none.
    resolution : float
        With which the themes were found.
    seed : int
    runs : int, default=10
        Parts drawn, each of `KEPT` of the nodes and divided into communities once.
    workers : Workers, optional
        Who divides them.

    Returns
    -------
    ndarray of shape (n_themes,), float64
        Jaccard index, 0 to 1, among the nodes drawn. The communities are those of a single
        partition each time, while themes are the agreement of many: what holds against them holds.
    """
    tried = Tried(graph, labels, int(labels.max(initial=-1)) + 1, resolution, seed)
    overlaps = np.array(list(workers.map(overlap, range(runs), shared=tried)))
    mean: NDArray[np.float64] = np.round(overlaps.mean(axis=0), 6)
    return mean


def overlap(tried: Tried, run: int) -> NDArray[np.float64]:
    """Overlap of each theme with the community most like it in one random part of the texts."""
    drawn = np.random.default_rng((tried.seed, run)).random(tried.graph.n_nodes) < KEPT
    seeds = (tried.seed * 1000 + run,)
    (found,) = divide(part(tried.graph, drawn), resolution=tried.resolution, seeds=seeds)
    return _best_overlap(tried.labels[drawn], found, tried.n_themes)


def part(graph: Graph, drawn: NDArray[np.bool_]) -> Graph:
    """The nodes `drawn`, renumbered, with the edges among them."""
    number = np.cumsum(drawn) - 1
    kept = drawn[graph.rows] & drawn[graph.cols]
    rows, cols = number[graph.rows[kept]], number[graph.cols[kept]]
    return Graph(int(drawn.sum()), rows, cols, graph.weights[kept])


def _best_overlap(
    themes: NDArray[np.int64], found: NDArray[np.int64], n_themes: int
) -> NDArray[np.float64]:
    n_found = int(found.max(initial=-1)) + 1
    if not n_found:
        return np.zeros(n_themes)
    both = np.zeros((n_themes, n_found))
    placed = (themes >= 0) & (found >= 0)
    np.add.at(both, (themes[placed], found[placed]), 1)
    sizes = np.bincount(themes[themes >= 0], minlength=n_themes)[:, None]
    others = np.bincount(found[found >= 0], minlength=n_found)[None, :]
    best: NDArray[np.float64] = (both / np.maximum(sizes + others - both, 1)).max(axis=1)
    return best
