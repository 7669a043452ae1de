"""The texts most like each text: the same whatever the number of threads or the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.themes.regions import Region, regions

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

VECTOR_STEPS = 2048
"""Length of a quantised unit vector. A product of two stays below 2**24, where float32 sums of
integers are exact in any order, so that matrix products don't depend on threads or blocks."""
SIMILARITY_STEPS = 1 << 20
BLOCK_CELLS = 4_000_000
"""Similarities held at a time: about 100 MB with their sort keys."""


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

    Each is compared with every other, or in many texts with those of its region and the regions
    around it (see `tracer.themes.regions`).

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
    neighbours = np.empty((n, max(n_neighbours, 0)), dtype=np.int64)
    similarities = np.empty((n, max(n_neighbours, 0)), dtype=np.float64)
    if n_neighbours < 1:
        return neighbours, similarities
    lengths = _lengths(np.einsum("ij,ij->i", quantised, quantised, dtype=np.float64))
    words = _lengths(np.asarray(lexical.multiply(lexical).sum(axis=1), dtype=np.float64).ravel())
    for region in regions(quantised, at_least=n_neighbours + 1):
        others = region.candidates
        near = (quantised[others], lengths[others])
        shared = (lexical[others].T.tocsr(), words[others])
        for rows in _blocks(region):
            alike = (quantised[rows] @ near[0].T).astype(np.float64)
            alike *= (1 - lexical_share) / lengths[rows, None]
            alike /= near[1]
            common = (lexical[rows] @ shared[0]).toarray().astype(np.float64)
            common *= lexical_share / words[rows, None]
            common /= shared[1]
            alike += common
            best, steps = _largest(alike, rows, others, n_neighbours)
            neighbours[rows] = best
            similarities[rows] = steps / SIMILARITY_STEPS
    return neighbours, similarities


def _blocks(region: Region) -> list[NDArray[np.int64]]:
    size = max(1, BLOCK_CELLS // max(len(region.candidates), 1))
    return [region.members[at : at + size] for at in range(0, len(region.members), size)]


def _largest(
    alike: NDArray[np.float64], rows: NDArray[np.int64], others: NDArray[np.int64], k: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The `k` of `others`, ascending, that are most like each of `rows`, and how much, in steps."""
    m = len(others)
    # One whole-number key per pair, no two alike: a partial sort can't choose among equals.
    keys = np.rint(alike * SIMILARITY_STEPS).astype(np.int64) * m + (m - 1 - np.arange(m))
    keys[np.arange(len(rows)), np.searchsorted(others, rows)] = np.iinfo(np.int64).min
    best = -np.sort(-np.partition(keys, m - k, axis=1)[:, m - k :])
    return others[m - 1 - best % m], best // m


def _lengths(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.sqrt(squares)
    return np.where(lengths > 0, lengths, 1.0)
