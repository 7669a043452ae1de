"""Several rankings of the same units into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.errors import ShapeError

if TYPE_CHECKING:
    import numpy as np

DAMPING = 15.0
"""In ranks. Suites ``cdmx`` and ``chile``: 5, 10, 15 and 20 differ by less than .02 nDCG@10."""


def fuse_ranks(scores: np.ndarray, *, damping: float = DAMPING) -> np.ndarray:
    """Merge several rankings of the same units into one.

    Only order counts, so cosines and word scores need no common scale.

    Parameters
    ----------
    scores : ndarray of shape (n_signals, n_texts, n_units)
        Higher is better; any unit, compared within a row only.
    damping : float, default=15.0
        In ranks. Larger values shrink the lead of the first places.

    Returns
    -------
    ndarray of shape (n_texts, n_units), float64
        0 to 1, where 1 is first place in every signal. Ties share their mean rank.

    Raises
    ------
    ShapeError
        If `scores` is not three-dimensional.

    References
    ----------
    Cormack, Clarke and Büttcher (2009), Reciprocal rank fusion, SIGIR.
    """
    import numpy as np
    from scipy.stats import rankdata

    if scores.ndim != 3:
        raise ShapeError(f"expected (n_signals, n_texts, n_units), got {scores.shape}")
    ranks = rankdata(-scores, method="average", axis=2)
    return np.asarray((1.0 / (damping + ranks)).mean(axis=0) * (damping + 1.0))
