"""From a graph of likeness to themes: many seeded partitions, their consensus, its density."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Progress, unheard
from tracer.themes.communities import divide, number_by_first
from tracer.themes.graph import Graph
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

BASE_WEIGHT = 0.01
"""What an edge keeps of its weight where no partition agrees with it: holds the graph together."""
SHARPNESS = 3
"""Power of the agreement. 3 rather than 1 makes the themes of two seeds alike, at equal AMI."""
DENSITY_NEIGHBOURS = 5
DISTANCE_FLOOR = 0.05
"""Distance of two texts that every partition puts together; HDBSCAN divides by it."""


@dataclass(frozen=True, slots=True)
class Partition:
    """What speaks for each node's place in each theme."""

    shares: NDArray[np.float64]
    """Shape (n, n_themes), 0 to 1. Share of a node's neighbours, by weight, in each theme."""
    density: NDArray[np.float64]
    """Shape (n,), 0 to 1. HDBSCAN's membership strength; 0 for what it calls noise."""


def partition(
    graph: Graph,
    *,
    resolution: float,
    min_size: int,
    runs: int,
    seed: int,
    progress: Progress = unheard,
    workers: Workers = ALONE,
) -> Partition:
    """Divide the nodes of a graph into themes and say how firmly each belongs.

    Communities (Leiden, several seeds) cover every text but put those between themes somewhere
    too; their agreement on each edge is a distance in which HDBSCAN sees dense cores, which it
    doesn't in the vectors themselves (2 themes, half the texts noise).

    Parameters
    ----------
    graph : Graph
    resolution : float
        Of modularity, above 0. Higher gives more and smaller themes.
    min_size : int
        In nodes. Smaller communities are dissolved.
    runs : int
        Partitions that vote. More makes the result depend less on the seed.
    seed : int
        0 or more.
    progress : callable, optional
        Called with the number of partitions done since the last call.
    workers : Workers, optional
        Who makes the partitions that vote.

    References
    ----------
    Poulin and Théberge (2019), Ensemble clustering for graphs, Complex Networks.
    Campello, Moulavi and Sander (2013), Density-based clustering, PAKDD.
    """
    agreement = agree(
        graph, resolution=resolution, runs=runs, seed=seed, progress=progress, workers=workers
    )
    voted = replace(graph, weights=_voted(graph, agreement))
    (labels,) = divide(voted, resolution=resolution, seeds=(seed,))
    labels = _dissolve_small(labels, min_size=min_size)
    return Partition(
        shares=neighbour_shares(graph, labels),
        density=core_density(graph, agreement, min_size=min_size),
    )


def agree(
    graph: Graph,
    *,
    resolution: float,
    runs: int,
    seed: int,
    progress: Progress = unheard,
    workers: Workers = ALONE,
) -> NDArray[np.float64]:
    """Share of `runs` seeded partitions that put the two ends of each edge together.

    Returns
    -------
    ndarray of shape (n_edges,), float64
        0 to 1; 0 for edges of weight 0.
    """
    votes = np.zeros(len(graph.rows))
    seeds = range(seed * 1000, seed * 1000 + runs)
    divided = divide(graph, resolution=resolution, seeds=seeds, progress=progress, workers=workers)
    for labels in divided:
        votes += (labels[graph.rows] == labels[graph.cols]) & (graph.weights > 0)
    agreement: NDArray[np.float64] = votes / max(runs, 1)
    return agreement


def _voted(graph: Graph, agreement: NDArray[np.float64]) -> NDArray[np.float64]:
    voted: NDArray[np.float64] = agreement**SHARPNESS + BASE_WEIGHT * graph.weights
    return np.where(graph.weights > 0, voted, 0.0)


def _dissolve_small(labels: NDArray[np.int64], *, min_size: int) -> NDArray[np.int64]:
    sizes = np.bincount(labels[labels >= 0], minlength=int(labels.max(initial=-1)) + 2)
    return number_by_first(np.where(sizes[labels] >= min_size, labels, -1))


def neighbour_shares(graph: Graph, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of each node's neighbours, by weight, that are in each theme; (n, n_themes)."""
    adjacency = symmetric(graph.n_nodes, graph.rows, graph.cols, graph.weights)
    shares = np.zeros((graph.n_nodes, int(labels.max(initial=-1)) + 1))
    for theme in range(shares.shape[1]):
        shares[:, theme] = adjacency @ (labels == theme).astype(np.float64)
    total = np.bincount(graph.rows, graph.weights, graph.n_nodes) + np.bincount(
        graph.cols, graph.weights, graph.n_nodes
    )
    shares /= np.where(total > 0, total, 1.0)[:, None]  # in place: one of them is large enough
    return shares


def symmetric(
    n_nodes: int,
    rows: NDArray[np.int64],
    cols: NDArray[np.int64],
    values: NDArray[np.float64],
) -> csr_matrix:
    """Sparse symmetric matrix of shape (n_nodes, n_nodes) with `values` on both sides."""
    from scipy.sparse import csr_matrix

    one, other = rows.astype(np.int32), cols.astype(np.int32)
    both = (np.concatenate([one, other]), np.concatenate([other, one]))
    return csr_matrix((np.concatenate([values, values]), both), shape=(n_nodes, n_nodes))


def core_density(
    graph: Graph, agreement: NDArray[np.float64], *, min_size: int
) -> NDArray[np.float64]:
    """HDBSCAN's membership strength of each node in the metric of the partitions' disagreement.

    Returns
    -------
    ndarray of shape (n_nodes,), float64
        0 to 1; 0 for noise.
    """
    from hdbscan import HDBSCAN

    if graph.n_nodes <= max(2, min_size) or not len(graph.rows):
        return np.zeros(graph.n_nodes)
    tree = _spanning_tree(graph, 1 - agreement + DISTANCE_FLOOR)
    # The tree holds all that single linkage needs, and its edges are already reachability
    # distances: HDBSCAN adds nothing to them with one sample.
    clusterer = HDBSCAN(
        min_cluster_size=max(2, min_size),
        min_samples=1,
        metric="precomputed",
        core_dist_n_jobs=1,
        allow_single_cluster=True,
    ).fit(tree)
    return np.asarray(clusterer.probabilities_, dtype=np.float64)


def _spanning_tree(graph: Graph, distances: NDArray[np.float64]) -> csr_matrix:
    """Minimum spanning tree of mutual reachability, its edges all of different length."""
    from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

    n = graph.n_nodes
    core = _core_distances(graph, distances)
    reach = np.maximum(distances, np.maximum(core[graph.rows], core[graph.cols]))
    rows, cols = graph.rows, graph.cols
    # One triangle of the matrix says it all, and a graph may have millions of edges.
    _, component = connected_components(_triangle(n, rows, cols, reach), directed=False)
    heads = np.unique(component, return_index=True)[1]
    rows = np.concatenate([rows, np.full(len(heads) - 1, heads[0])])
    cols = np.concatenate([cols, heads[1:]])
    reach = np.concatenate([reach, np.full(len(heads) - 1, 2.0)])
    # Equal lengths would let the sort, and with it the processor, choose the tree.
    order = np.lexsort((cols, rows, reach))
    reach = reach.copy()
    reach[order] += np.arange(len(order)) * 1e-9
    tree = minimum_spanning_tree(_triangle(n, rows, cols, reach)).tocoo()
    return symmetric(n, tree.row.astype(np.int64), tree.col.astype(np.int64), tree.data)


def _triangle(
    n: int, rows: NDArray[np.int64], cols: NDArray[np.int64], values: NDArray[np.float64]
) -> csr_matrix:
    from scipy.sparse import csr_matrix

    places = (rows.astype(np.int32), cols.astype(np.int32))
    return csr_matrix((values, places), shape=(n, n))


def _core_distances(graph: Graph, distances: NDArray[np.float64]) -> NDArray[np.float64]:
    matrix = symmetric(graph.n_nodes, graph.rows, graph.cols, distances)
    core = np.empty(graph.n_nodes)
    for node in range(graph.n_nodes):
        near = np.sort(matrix.data[matrix.indptr[node] : matrix.indptr[node + 1]])
        core[node] = near[min(DENSITY_NEIGHBOURS, len(near)) - 1]
    return core
