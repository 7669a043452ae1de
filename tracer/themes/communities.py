"""Communities of a weighted graph, once for each seed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from tracer.records import Progress, unheard
from tracer.themes.graph import Graph
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray

ITERATIONS = 3
"""Cycles of moving, refining and aggregating. On 4,000 to 5,000 answers of Chile 2016, AMI .474 and
.536 with one, .482 and .545 with two, .485 and .543 with three, .487 and .544 with five."""
ALONE_IN_PROCESS = threading.Lock()
"""NetworKit's seed and number of threads belong to the whole process."""


@dataclass(frozen=True, slots=True)
class Divided:
    """What is divided, and how finely."""

    graph: Graph
    resolution: float


def divide(
    graph: Graph,
    *,
    resolution: float,
    seeds: Iterable[int],
    progress: Progress = unheard,
    workers: Workers = ALONE,
) -> Iterator[NDArray[np.int64]]:
    """Find communities by Leiden's method, once for each seed.

    Parameters
    ----------
    graph : Graph
        Edges of weight 0 don't count.
    resolution : float
        Of modularity, above 0. Higher gives more and smaller communities.
    seeds : iterable of int
        0 or more.
    progress : callable, optional
        Called with the number of seeds done since the last call.
    workers : Workers, optional
        Who divides: each seed is for itself.

    Yields
    ------
    ndarray of shape (n_nodes,), int64
        Community of each node, numbered from 0 in the order of their first nodes; -1 for nodes
        without edges. In the order of `seeds`.

    References
    ----------
    Traag, Waltman and van Eck (2019), From Louvain to Leiden, Scientific Reports.
    Nguyen (2021), Leiden-Based Parallel Community Detection, in NetworKit's `ParallelLeiden`.
    """
    wanted, divided = tuple(seeds), Divided(graph, resolution)
    size = -(-len(wanted) // min(workers.pieces, max(1, len(wanted))))
    turns = [wanted[at : at + size] for at in range(0, len(wanted), max(1, size))]
    # Here each is told of as soon as it is there; from elsewhere, with the others of its turn.
    found = (
        _one_by_one(divided, wanted)
        if workers is ALONE
        else chain.from_iterable(workers.map(communities, turns, shared=divided))
    )
    for own in found:
        yield own
        progress(1)


def communities(divided: Divided, seeds: Sequence[int]) -> list[NDArray[np.int64]]:
    """Communities of a graph for some seeds: see `divide`."""
    return list(_one_by_one(divided, seeds))


def _one_by_one(divided: Divided, seeds: Sequence[int]) -> Iterator[NDArray[np.int64]]:
    import networkit

    linked = _linked(divided.graph)
    if not linked.any():
        yield from (np.full(len(linked), -1, np.int64) for _ in seeds)
        return
    with ALONE_IN_PROCESS:
        # Threads would settle by chance who moves first.
        before = networkit.getMaxNumberOfThreads()
        networkit.setNumberOfThreads(1)
        try:
            network = _network(divided.graph)
            for seed in seeds:
                labels = _once(network, resolution=divided.resolution, seed=seed)
                yield number_by_first(np.where(linked, labels, -1))
        finally:
            networkit.setNumberOfThreads(before)


def _linked(graph: Graph) -> NDArray[np.bool_]:
    """Which nodes have an edge that counts."""
    linked = np.zeros(graph.n_nodes, bool)
    for ends in (graph.rows, graph.cols):
        linked[ends[graph.weights > 0]] = True
    return linked


def _network(graph: Graph) -> Any:
    """The edges that count, as NetworKit holds them; what it is made from doesn't outlast it."""
    import networkit

    kept = graph.weights > 0
    every: Any = slice(None) if kept.all() else kept  # of all, no copies are made
    edges = (graph.weights[every], (graph.rows[every], graph.cols[every]))
    return networkit.GraphFromCoo(edges, n=graph.n_nodes, weighted=True, directed=False)


def _once(network: Any, *, resolution: float, seed: int) -> NDArray[np.int64]:
    import networkit

    networkit.setSeed(seed, False)
    method = networkit.community.ParallelLeiden(
        network, randomize=True, iterations=ITERATIONS, gamma=resolution
    )
    return np.array(method.run().getPartition().getVector(), dtype=np.int64)


def number_by_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Renumber labels from 0 in the order of their first node; -1 stays."""
    values, first = np.unique(labels[labels >= 0], return_index=True)
    new = np.full(int(labels.max(initial=-1)) + 2, -1, dtype=np.int64)
    new[values[np.argsort(first)]] = np.arange(len(values))
    return new[labels]
