"""Centring and comparing vectors so that the same input gives the same bits, however it is cut.

Floating-point sums depend on their order, so on batch size and threads. Here vectors are rounded to
integers small enough that every sum and product of them is exact in the type it is held in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.errors import ShapeError

if TYPE_CHECKING:
    import numpy as np

GRID = 2.0**20
"""Components are rounded to 1/GRID before they are summed: exact in int64 for 10^12 vectors."""
BLOCK = 8_192
"""Rows that are held in double precision at a time."""
STEPS = 127
"""Largest component of a rounded vector. 1,024 dimensions x 127² stays under 2^24, below which
float32 counts whole numbers exactly."""


def mean_vector(vectors: np.ndarray) -> np.ndarray:
    """Mean of the rows of `vectors`, the same for any order of the rows.

    Parameters
    ----------
    vectors : ndarray of shape (n, d), float32

    Returns
    -------
    ndarray of shape (d,), float64
        Zeros if there is no row.
    """
    import numpy as np

    if not len(vectors):
        return np.zeros(vectors.shape[1])
    return mean_of(Total(grid_sum(vectors), len(vectors)))


def grid_sum(vectors: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
    """Sum of the rows in steps of 1/`GRID`: shape (d,), int64, exact in any order and grouping.

    With `rows`, of these: their numbers, so that no other array as large as `vectors` is made.
    """
    import numpy as np

    total = np.zeros(vectors.shape[1], np.int64)
    for start in range(0, len(vectors) if rows is None else len(rows), BLOCK):
        part = slice(start, start + BLOCK) if rows is None else rows[start : start + BLOCK]
        block = np.rint(vectors[part].astype(np.float64) * GRID)
        total += block.astype(np.int64).sum(axis=0)
    return total


@dataclass(frozen=True, slots=True)
class Total:
    """Sum of some vectors, to be added to others: means of what never lies in memory at once."""

    sum: np.ndarray
    """Shape (d,), int64: see `grid_sum`."""
    count: int


def mean_of(total: Total) -> np.ndarray:
    """Mean of at least one vector: shape (d,), float64."""
    import numpy as np

    return np.asarray(total.sum / (GRID * total.count))


def added(*totals: Total) -> Total:
    """Give the total of what at least one `totals` were taken of, in any order."""
    first, *others = totals
    return Total(sum((o.sum for o in others), first.sum), sum(one.count for one in totals))


def group_totals(vectors: np.ndarray, groups: np.ndarray) -> dict[str, Total]:
    """Totals of the rows of each group."""
    return {
        group: Total(grid_sum(vectors, rows), len(rows)) for group, rows in _rows_of(groups).items()
    }


def _rows_of(groups: np.ndarray) -> dict[str, np.ndarray]:
    import numpy as np

    return {group: np.flatnonzero(groups == group) for group in sorted(set(groups.tolist()))}


def drawn(total: Total, *, towards: np.ndarray, weight: float) -> np.ndarray:
    """Mean of what `total` was taken of and of `weight` more rows equal to `towards`: (d,)."""
    n = total.count
    moved: np.ndarray = (mean_of(total) * n + towards * weight) / (n + weight)
    return moved


def centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Subtract `centre` from every row and scale the rows to length 1 again.

    Sentence encoders put all texts into a narrow cone (e5: cosines of unrelated pairs near .8);
    without its axis, cosines say something.

    Parameters
    ----------
    vectors : ndarray of shape (n, d), float32
    centre : ndarray of shape (d,)

    Returns
    -------
    ndarray of shape (n, d), float32
        Rows of length 1; a row equal to the centre stays zero.

    Raises
    ------
    ShapeError
        If the dimensions differ.
    """
    import numpy as np

    if vectors.ndim != 2 or centre.shape != vectors.shape[1:]:
        raise ShapeError(f"vectors of shape {vectors.shape} and a centre of shape {centre.shape}")
    moved = np.empty(vectors.shape, np.float32)
    for start in range(0, len(vectors), BLOCK):
        shifted = vectors[start : start + BLOCK].astype(np.float64) - centre
        length = np.sqrt((shifted**2).sum(axis=1, keepdims=True))
        moved[start : start + BLOCK] = shifted / np.where(length > 1e-9, length, 1.0)
    return moved


def centre_on_mean(vectors: np.ndarray) -> np.ndarray:
    """Centre `vectors` on their own mean: for comparing texts of one corpus with each other."""
    return centred(vectors, mean_vector(vectors))


def group_means(
    vectors: np.ndarray, groups: np.ndarray, *, centre: np.ndarray, weight: float
) -> dict[str, np.ndarray]:
    """Mean of each group of rows, drawn towards `centre` as if it were `weight` more rows.

    Petitions and one-line answers differ in register more than in subject; a small group's own mean
    would take its subject away with the register.
    """
    return means_drawn(group_totals(vectors, groups), towards=centre, weight=weight)


def means_drawn(
    totals: Mapping[str, Total], *, towards: np.ndarray, weight: float
) -> dict[str, np.ndarray]:
    """Mean of each total, as `drawn` gives it."""
    return {group: drawn(one, towards=towards, weight=weight) for group, one in totals.items()}


def centred_on(
    vectors: np.ndarray, groups: np.ndarray, *, centres: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Centre the rows of each group on the centre of that name."""
    import numpy as np

    result = np.zeros_like(vectors)
    for group, rows in _rows_of(groups).items():
        for start in range(0, len(rows), BLOCK):
            some = rows[start : start + BLOCK]
            result[some] = centred(vectors[some], centres[group])
    return result


def drawn_mean(vectors: np.ndarray, *, towards: np.ndarray, weight: float) -> np.ndarray:
    """Mean of `vectors` and of `weight` more rows equal to `towards`: shape (d,), float64."""
    n = len(vectors)
    moved: np.ndarray = (mean_vector(vectors) * n + towards * weight) / (n + weight)
    return moved


def rounded(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round each row to whole numbers of at most `STEPS`, with the factor that undoes its length.

    Returns
    -------
    integers : ndarray of shape (n, d), float32
        Whole numbers, so that a matrix product of two such arrays is exact.
    inverse_length : ndarray of shape (n,), float64
        1 / length of each integer row; 0 for a row of zeros.
    """
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
    integers = np.rint(vectors / np.where(largest > 0, largest, 1.0) * STEPS).astype(np.float32)
    length = np.sqrt((integers.astype(np.float64) ** 2).sum(axis=1))
    return integers, np.where(length > 0, 1.0 / np.where(length > 0, length, 1.0), 0.0)


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosines of all rows of `left` with all rows of `right`, exact for the rounded vectors.

    Rounding moves a cosine by less than .005 (384 dimensions).

    Parameters
    ----------
    left : ndarray of shape (n, d), float32
    right : ndarray of shape (m, d), float32

    Returns
    -------
    ndarray of shape (n, m), float32
        -1 to 1.
    """
    import numpy as np

    a, a_scale = rounded(left)
    b, b_scale = rounded(right)
    return np.asarray((a @ b.T) * a_scale[:, None] * b_scale[None, :], np.float32)
