"""Which texts stand for a theme: its medoid and a few others that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

N_REPRESENTATIVES = 3
CANDIDATES = 0.5
"""Share of a theme's members, the firmest, among which representatives are sought."""


def representatives(
    members: Sequence[int],
    strengths: NDArray[np.float64],
    quantised: NDArray[np.int16],
    *,
    limit: int = N_REPRESENTATIVES,
) -> tuple[int, ...]:
    """Choose the member nearest the theme's mean, then the firm members farthest from the chosen.

    Parameters
    ----------
    members : sequence of int
        Indices into `quantised`, ascending: ties go to the first.
    strengths : ndarray of shape (n_members,), float64
        0 to 1.
    quantised : ndarray of shape (n, d), int16
        From `tracer.themes.neighbours.quantise`: sums of them are exact.
    limit : int, default=3

    Returns
    -------
    tuple of int
        One to `limit` indices, the medoid first.
    """
    rows = quantised[list(members)].astype(np.float64)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    lengths = np.where(lengths > 0, lengths, 1.0)
    closeness = np.einsum("ij,j->i", rows, rows.sum(axis=0)) / lengths
    medoid = int(closeness.argmax())
    firm = np.lexsort((np.arange(len(rows)), -strengths))
    firm = np.sort(firm[: max(limit, round(CANDIDATES * len(rows)))])
    chosen = [medoid]
    nearest = _cosines(rows, lengths, medoid)
    while len(chosen) < min(limit, len(rows)):
        left = [i for i in firm.tolist() if i not in chosen]
        if not left:
            break
        chosen.append(min(left, key=lambda i: (nearest[i], i)))
        nearest = np.maximum(nearest, _cosines(rows, lengths, chosen[-1]))
    return tuple(members[i] for i in chosen)


def _cosines(
    rows: NDArray[np.float64], lengths: NDArray[np.float64], one: int
) -> NDArray[np.float64]:
    cosines: NDArray[np.float64] = np.einsum("ij,j->i", rows, rows[one]) / (lengths * lengths[one])
    return cosines
