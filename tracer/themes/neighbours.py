"""The texts most like each text: the same whatever the number of threads or the blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.records import Progress, unheard
from tracer.themes.regions import Region, regions
from tracer.workers import ALONE, Workers

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
BLOCK_CELLS = 1_000_000
"""Similarities held at a time: about 30 MB with their sort keys."""
TOLD = 16
"""Parts of a search, at least: how far it is, is told after each."""


def quantise(
    vectors: NDArray[np.float32] | NDArray[np.int16], rows: NDArray[np.int64] | None = None
) -> NDArray[np.int16]:
    """Round unit vectors to whole steps of 1 / `VECTOR_STEPS`.

    Parameters
    ----------
    vectors : ndarray of shape (n, d), float32 or int16
        L2-normalised; rows of zeros are allowed. What was quantised before stays as it is.
    rows : ndarray of shape (m,), int64, optional
        Numbers of the rows to take, in that order; by default all.

    Returns
    -------
    ndarray of shape (m, d), int16

    Raises
    ------
    ShapeError
        If `vectors` isn't two-dimensional.
    """
    if vectors.ndim != 2:
        raise ShapeError(
            f"expected vectors of shape (n, d), got {vectors.shape}; pass one row each"
        )
    if vectors.dtype == np.int16:
        return np.asarray(vectors if rows is None else vectors[rows], dtype=np.int16)
    taken = np.arange(len(vectors)) if rows is None else rows
    whole = np.empty((len(taken), vectors.shape[1]), dtype=np.int16)
    for at in range(0, len(taken), ROWS):
        block = vectors[taken[at : at + ROWS]].astype(np.float64)
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


@dataclass(frozen=True, slots=True)
class Search:
    """Some texts and those that their nearest are sought among, with nothing else."""

    asked: Comparable
    others: Comparable
    own: NDArray[np.int64]
    """Row of each text asked for among the others; shape (n_asked,)."""
    n_neighbours: int
    lexical_share: float


def nearest(
    texts: Comparable,
    *,
    n_neighbours: int,
    lexical_share: float,
    progress: Progress = unheard,
    workers: Workers = ALONE,
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
    workers : Workers, optional
        Who compares.

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
    found: Iterator[Region] = regions(texts.quantised, at_least=n_neighbours + 1)
    parts = max(workers.pieces, TOLD)
    whole = [part for region in found for part in _parts(region, parts, n)]
    searches = (
        Search(
            texts.take(part.members), texts.take(part.candidates),
            np.searchsorted(part.candidates, part.members), n_neighbours, lexical_share,
        )
        for part in whole
    )  # fmt: skip
    for part, (columns, alike) in zip(
        whole, workers.map(searched, searches, shared=None), strict=True
    ):
        neighbours[part.members] = part.candidates[columns]
        similarities[part.members] = alike
        progress(len(part.members))
    return neighbours, similarities


def _parts(region: Region, pieces: int, n: int) -> list[Region]:
    """Cut a region into as many parts as make `pieces` of all regions of `n` texts."""
    size = max(1, -(-n // pieces))
    cuts = range(0, len(region.members), size)
    return [Region(region.members[at : at + size], region.candidates) for at in cuts]


def searched(_: None, search: Search) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows among the others of each text's nearest, and how alike they are; both (n_asked, k)."""
    n, size = len(search.own), max(1, BLOCK_CELLS // max(len(search.others.words), 1))
    columns = np.empty((n, search.n_neighbours), dtype=np.int64)
    similarities = np.empty((n, search.n_neighbours), dtype=np.float64)
    for at in range(0, n, size):
        rows = np.arange(at, min(n, at + size), dtype=np.int64)
        asked = search.asked.take(rows)
        alike = likeness(asked, search.others, lexical_share=search.lexical_share)
        alike[np.arange(len(rows)), search.own[rows]] = -2.0
        columns[rows], similarities[rows] = largest(alike, search.n_neighbours)
    return columns, similarities


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
