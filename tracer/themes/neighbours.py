"""The texts most like each text: the same whatever the number of threads or the blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.records import Progress, unheard
from tracer.themes.regions import Region, regions

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

VECTOR_STEPS = 2048
"""Length of a quantised unit vector. A product of two stays below 2**24, where float32 sums of
integers are exact in any order, so that matrix products don't depend on threads or blocks."""
LEXICAL_SHARE = 0.5
"""Meaning and words count alike: AMI with the chosen concepts .45 / .48 (suite ``themes``, 3,000
answers on each topic, bundled encoder), .44 / .47 at .3, .42 / .46 at .7, .39 / .44 with meaning
alone. Uncentred vectors give .39 / .42."""
ROWS = 8_192
"""Vectors converted at a time."""
SIMILARITY_STEPS = 1 << 20
BLOCK_CELLS = 4_000_000
"""Similarities held at a time: about 100 MB with their sort keys."""


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.int16]:
    """Round unit vectors to whole steps of 1 / `VECTOR_STEPS`.

    Parameters
    ----------
    vectors : ndarray of shape (n, d), float32
        L2-normalised; rows of zeros are allowed.

    Returns
    -------
    ndarray of shape (n, d), int16

    Raises
    ------
    ShapeError
        If `vectors` isn't two-dimensional.
    """
    if vectors.ndim != 2:
        raise ShapeError(
            f"expected vectors of shape (n, d), got {vectors.shape}; pass one row each"
        )
    whole = np.empty(vectors.shape, dtype=np.int16)
    for at in range(0, len(vectors), ROWS):
        block = vectors[at : at + ROWS].astype(np.float64)
        whole[at : at + ROWS] = np.rint(block * VECTOR_STEPS)
    return whole


@dataclass(frozen=True, slots=True)
class Comparable:
    """Texts as vectors and as words, ready to be compared."""

    quantised: NDArray[np.int16]
    """Shape (n, d), from `quantise`."""
    lexical: csr_matrix
    """Shape (n, n_lemmas), int32, from `tracer.themes.vocabulary.lexical_weights`."""
    lengths: NDArray[np.float64]
    """Of the rows of `quantised`; 1 for a row of zeros. Shape (n,)."""
    words: NDArray[np.float64]
    """Of the rows of `lexical`, likewise."""

    def take(self, rows: NDArray[np.int64]) -> Comparable:
        """Those of `rows`, in that order."""
        return Comparable(
            self.quantised[rows], self.lexical[rows], self.lengths[rows], self.words[rows]
        )


def comparable(quantised: NDArray[np.int16], lexical: csr_matrix) -> Comparable:
    """Measure the rows of both, once."""
    squares = np.zeros(len(quantised))
    for at in range(0, len(quantised), ROWS):
        block = quantised[at : at + ROWS].astype(np.float64)
        squares[at : at + ROWS] = np.einsum("ij,ij->i", block, block)
    shared = np.asarray(lexical.multiply(lexical).sum(axis=1), dtype=np.float64).ravel()
    return Comparable(quantised, lexical, _lengths(squares), _lengths(shared))


def likeness(one: Comparable, other: Comparable, *, lexical_share: float) -> NDArray[np.float64]:
    """Weighted mean of the cosines of vectors and of words; shape (n_one, n_other)."""
    # Whole numbers below 2**24: exact in float32, and so the same in any order.
    near = one.quantised.astype(np.float32) @ other.quantised.astype(np.float32).T
    alike = near.astype(np.float64)
    alike *= (1 - lexical_share) / one.lengths[:, None]
    alike /= other.lengths
    common = (one.lexical @ other.lexical.T).toarray().astype(np.float64)
    common *= lexical_share / one.words[:, None]
    common /= other.words
    alike += common
    return alike


def nearest(
    texts: Comparable, *, n_neighbours: int, lexical_share: float, progress: Progress = unheard
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find the texts most like each text, in meaning and in words.

    Each is compared with every other, or in many texts with those of its region and the regions
    around it (see `tracer.themes.regions`).

    Parameters
    ----------
    texts : Comparable
        Of n texts.
    n_neighbours : int
        Fewer than n.
    lexical_share : float
        0 to 1: how much the shared words count beside the vectors' cosine.
    progress : callable, optional
        Called with the number of texts done since the last call.

    Returns
    -------
    neighbours : ndarray of shape (n, n_neighbours), int64
        Nearest first; equally near ones by index.
    similarities : ndarray of shape (n, n_neighbours), float64
        Weighted mean of the two cosines, in steps of 2**-20.
    """
    n = len(texts.quantised)
    neighbours = np.empty((n, max(n_neighbours, 0)), dtype=np.int64)
    similarities = np.empty((n, max(n_neighbours, 0)), dtype=np.float64)
    if n_neighbours < 1:
        return neighbours, similarities
    for region in regions(texts.quantised, at_least=n_neighbours + 1):
        others = texts.take(region.candidates)
        for rows in _blocks(region):
            alike = likeness(texts.take(rows), others, lexical_share=lexical_share)
            alike[np.arange(len(rows)), np.searchsorted(region.candidates, rows)] = -2.0
            columns, similarities[rows] = largest(alike, n_neighbours)
            neighbours[rows] = region.candidates[columns]
            progress(len(rows))
    return neighbours, similarities


def _blocks(region: Region) -> list[NDArray[np.int64]]:
    size = max(1, BLOCK_CELLS // max(len(region.candidates), 1))
    return [region.members[at : at + size] for at in range(0, len(region.members), size)]


def largest(alike: NDArray[np.float64], k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The `k` most alike columns of each row and how alike they are, in steps of 2**-20.

    Equally alike ones come in the order of their columns. `k` is at most the number of columns.
    """
    m = alike.shape[1]
    # One whole-number key per pair, no two alike: a partial sort can't choose among equals.
    keys = np.rint(alike * SIMILARITY_STEPS).astype(np.int64) * m + (m - 1 - np.arange(m))
    best = -np.sort(-np.partition(keys, m - k, axis=1)[:, m - k :])
    return m - 1 - best % m, (best // m) / SIMILARITY_STEPS


def _lengths(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.sqrt(squares)
    return np.where(lengths > 0, lengths, 1.0)
