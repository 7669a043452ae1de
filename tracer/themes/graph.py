"""The nearest-neighbour graph: exact, and the same whatever the number of threads or the blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

VECTOR_STEPS = 2048
"""Length of a quantised unit vector. A product of two stays below 2**24, where float32 sums of
integers are exact in any order, so that matrix products don't depend on threads or blocks."""
SIMILARITY_STEPS = 1 << 20
BLOCK_CELLS = 4_000_000
"""Similarities held at a time: about 100 MB with their sort keys."""


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph of likeness.

    Edges run from `rows` to `cols` (``rows < cols``), sorted, each once.
    """

    n_nodes: int
    rows: NDArray[np.int64]
    cols: NDArray[np.int64]
    weights: NDArray[np.float64]
    """Similarity of the ends, twice that where both count the other among their nearest; 0 for an
    edge kept only to hold the graph together, between texts that have nothing in common."""


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Round unit vectors to whole steps of 1 / `VECTOR_STEPS`, stored as float32.

    Parameters
    ----------
    vectors : ndarray of shape (n, d), float32
        L2-normalised; rows of zeros are allowed.

    Returns
    -------
    ndarray of shape (n, d), float32
        Whole numbers.

    Raises
    ------
    ShapeError
        If `vectors` isn't two-dimensional.
    """
    if vectors.ndim != 2:
        raise ShapeError(
            f"expected vectors of shape (n, d), got {vectors.shape}; pass one row each"
        )
    whole: NDArray[np.float32] = np.rint(vectors.astype(np.float64) * VECTOR_STEPS).astype(
        np.float32
    )
    return whole


def nearest(
    quantised: NDArray[np.float32],
    lexical: csr_matrix,
    *,
    n_neighbours: int,
    lexical_share: float,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find the texts most like each text, in meaning and in words.

    Parameters
    ----------
    quantised : ndarray of shape (n, d), float32
        From `quantise`.
    lexical : csr_matrix of shape (n, n_lemmas), int32
        From `tracer.themes.vocabulary.lexical_weights`.
    n_neighbours : int
        Fewer than n.
    lexical_share : float
        0 to 1: how much the shared words count beside the vectors' cosine.

    Returns
    -------
    neighbours : ndarray of shape (n, n_neighbours), int64
        Nearest first; equally near ones by index.
    similarities : ndarray of shape (n, n_neighbours), float64
        Weighted mean of the two cosines, in steps of 2**-20.
    """
    n = len(quantised)
    if n_neighbours < 1:
        return np.empty((n, 0), dtype=np.int64), np.empty((n, 0))
    lengths = _lengths(np.einsum("ij,ij->i", quantised, quantised, dtype=np.float64))
    words = _lengths(np.asarray(lexical.multiply(lexical).sum(axis=1), dtype=np.float64).ravel())
    transposed = lexical.T.tocsr()
    columns = np.arange(n, dtype=np.int64)
    neighbours = np.empty((n, n_neighbours), dtype=np.int64)
    similarities = np.empty((n, n_neighbours), dtype=np.float64)
    size = max(1, BLOCK_CELLS // max(n, 1))
    for start in range(0, n, size):
        stop = min(n, start + size)
        meaning = (quantised[start:stop] @ quantised.T).astype(np.float64)
        meaning *= (1 - lexical_share) / lengths[start:stop, None]
        meaning /= lengths
        shared = (lexical[start:stop] @ transposed).toarray().astype(np.float64)
        shared *= lexical_share / words[start:stop, None]
        shared /= words
        meaning += shared
        # One whole-number key per pair, no two alike: a partial sort can't choose among equals.
        keys = np.rint(meaning * SIMILARITY_STEPS).astype(np.int64) * n + (n - 1 - columns)
        keys[np.arange(stop - start), np.arange(start, stop)] = np.iinfo(np.int64).min
        best = -np.sort(-np.partition(keys, n - n_neighbours, axis=1)[:, n - n_neighbours :])
        neighbours[start:stop] = n - 1 - best % n
        similarities[start:stop] = (best // n) / SIMILARITY_STEPS
    return neighbours, similarities


def _lengths(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.sqrt(squares)
    return np.where(lengths > 0, lengths, 1.0)


def join(
    neighbours: NDArray[np.int64], similarities: NDArray[np.float64], *, floor: float
) -> Graph:
    """Make an undirected graph of the nearest neighbours of each text.

    Edges weigh by likeness: among a few hundred texts most of the nearest are no longer near, and
    counting all alike merges what has little in common. Suite ``muestra``: AMI .21 counting alike,
    .33 so; at 3,000 answers of Chile 2016 the same.

    Parameters
    ----------
    neighbours : ndarray of shape (n, k), int64
    similarities : ndarray of shape (n, k), float64
    floor : float
        Pairs at or below this similarity get weight 0.
    """
    n, k = neighbours.shape
    source, target = np.repeat(np.arange(n), k), neighbours.ravel()
    near = np.minimum(source, target) * n + np.maximum(source, target)
    pairs, inverse = np.unique(near, return_inverse=True)
    alike = similarities.ravel()
    weights = np.bincount(inverse, weights=np.where(alike > floor, alike, 0.0))
    return Graph(n_nodes=n, rows=pairs // n, cols=pairs % n, weights=weights.astype(np.float64))
