"""Regions of the vectors' space, so that many texts needn't each be compared with all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHOLE = 20_000
"""Texts up to which each is compared with every other."""
REGION_TEXTS = 500
"""Texts in a region, on average."""
SEARCHED = 10_000
"""Texts with which those of a region are compared, at least. Of the edges among 15,600 different
answers of Chile 2016, 92 % are found with 10,000, and AMI is .494 (.496 with all); 85 % and .488
with 6,000; 79 % and .472 with 3,000 and regions of 250."""
CYCLES = 3
STEPS = 2048
"""Length of a quantised centre (see `tracer.themes.neighbours.VECTOR_STEPS`)."""
BLOCK = 4_096


@dataclass(frozen=True, slots=True)
class Region:
    """Texts that are compared with the same others."""

    members: NDArray[np.int64]
    """Ascending."""
    candidates: NDArray[np.int64]
    """Ascending, the members among them."""


def regions(quantised: NDArray[np.int16], *, at_least: int) -> Iterator[Region]:
    """Divide texts into regions, each with the texts worth comparing its own with.

    Few texts are one region. Otherwise centres are sought by k-means from evenly drawn texts, and
    a region is searched with those around it until `SEARCHED` texts are reached: an inverted file,
    as in faiss, but of whole numbers, whose sums are the same on every machine.

    Parameters
    ----------
    quantised : ndarray of shape (n, d), int16
        Rows of equal length.
    at_least : int
        Candidates that each region must have, where there are as many texts.

    Yields
    ------
    Region
        Every text is a member of one.

    References
    ----------
    Jégou, Douze and Schmid (2011), Product quantization for nearest neighbor search, PAMI.
    """
    n = len(quantised)
    if n <= WHOLE:
        everything = np.arange(n, dtype=np.int64)
        yield Region(everything, everything)
        return
    even = np.linspace(0, n - 1, n // REGION_TEXTS).astype(np.int64)
    centres = quantised[even].astype(np.float32)
    for _ in range(CYCLES):
        centres = _means(quantised, _closest(quantised, centres), centres)
    own = _closest(quantised, centres)
    members = [np.flatnonzero(own == region) for region in range(len(centres))]
    around = np.argsort(-(centres @ centres.T), axis=1, kind="stable")
    for region, near in enumerate(around.tolist()):
        # A region's own texts first, whatever the rounding of its centre says.
        chosen = [members[region]]
        for other in near:
            if sum(map(len, chosen)) >= max(SEARCHED, at_least):
                break
            if other != region:
                chosen.append(members[other])
        if len(members[region]):
            yield Region(members[region], np.sort(np.concatenate(chosen)))


def _closest(rows: NDArray[np.int16], centres: NDArray[np.float32]) -> NDArray[np.int64]:
    """Index of the centre most like each row; the first of equally near ones."""
    found = [
        (rows[at : at + BLOCK].astype(np.float32) @ centres.T).argmax(axis=1)
        for at in range(0, len(rows), BLOCK)
    ]
    return np.concatenate(found).astype(np.int64)


def _means(
    rows: NDArray[np.int16], own: NDArray[np.int64], centres: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Mean direction of each region's rows, quantised; a region without rows keeps its centre."""
    from scipy.sparse import csr_matrix

    sums = np.zeros(centres.shape)
    for at in range(0, len(rows), BLOCK):
        block = rows[at : at + BLOCK].astype(np.float64)
        places = (own[at : at + BLOCK], np.arange(len(block)))
        belongs = csr_matrix((np.ones(len(block)), places), shape=(len(centres), len(block)))
        sums += belongs @ block  # whole numbers: exact in any order
    lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
    means = np.rint(sums / np.where(lengths > 0, lengths, 1.0)[:, None] * STEPS)
    return np.where(lengths[:, None] > 0, means, centres).astype(np.float32)
