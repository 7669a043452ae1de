"""Themes on a plane: near ones ask for near things.

A plane can't hold all distances of hundreds of dimensions. Rank correlation between distances on
the map and one less the cosine of the themes' centroids: .76 on the sample corpus (22 themes; .75
by classical scaling alone), .76 on 21,993 contributions of Chile (40 themes; .70
alone). Of each theme's three nearest, 59 % and 50 % are among the three nearest on the map (chance:
14 % and 8 %; by classical scaling alone 58 % and 35 %). So neighbours can be read off it, exact
ranks can't.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.records import Contribution, Member, Theme
from tracer.themes.neighbours import quantise

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECIMALS = 4
STEPS = 300
"""Of majorisation, at most."""
SETTLED = 1e-9
"""Relative fall of the stress at which it stops."""


def placed_themes(
    themes: Sequence[Theme],
    members: Sequence[Member],
    contributions: Sequence[Contribution],
    vectors: NDArray[np.float32] | NDArray[np.int16],
) -> tuple[Theme, ...]:
    """Give every theme its place on a map.

    Parameters
    ----------
    themes : sequence of Theme
    members : sequence of Member
        A broad theme is placed by the members of those below it.
    contributions : sequence of Contribution
    vectors : ndarray of shape (n, d), float32 or int16
        One row per contribution, as `tracer.themes.find_themes` takes them.

    Returns
    -------
    tuple of Theme
        The same, in their order, with `x` and `y` from -1 to 1.

    Raises
    ------
    ShapeError
        If `vectors` hasn't one row per contribution.
    """
    if len(vectors) != len(contributions):
        raise ShapeError(
            f"expected one vector for each of {len(contributions)} contributions, got "
            f"{len(vectors)}; pass those that the themes were found with"
        )
    ordered = sorted(themes, key=lambda theme: theme.id)
    rows = {c.id: at for at, c in enumerate(contributions)}
    places = plane(distances(_sums(ordered, members, rows, quantise(vectors))))
    by_id = {theme.id: places[at].tolist() for at, theme in enumerate(ordered)}
    return tuple(replace(t, x=by_id[t.id][0], y=by_id[t.id][1]) for t in themes)


def _sums(
    themes: Sequence[Theme],
    members: Sequence[Member],
    rows: dict[str, int],
    vectors: NDArray[np.int16],
) -> NDArray[np.int64]:
    """Sum of the members' vectors of each theme; whole numbers, so in any order the same."""
    parents = {theme.id: theme.parent_id for theme in themes}
    held: dict[str, set[int]] = {theme.id: set() for theme in themes}
    for member in members:
        if member.theme_id in held and member.contribution_id in rows:
            for name in {member.theme_id, parents[member.theme_id]} & held.keys():
                held[name].add(rows[member.contribution_id])
    sums = np.zeros((len(themes), vectors.shape[1]), np.int64)
    for at, theme in enumerate(themes):
        sums[at] = vectors[sorted(held[theme.id])].sum(axis=0, dtype=np.int64)
    return sums


def distances(sums: NDArray[np.int64]) -> NDArray[np.float64]:
    """One less the cosine of every two rows.

    Parameters
    ----------
    sums : ndarray of shape (n, d), int64

    Returns
    -------
    ndarray of shape (n, n), float64
        0 to 2, symmetric, zeros on the diagonal; a row of zeros is at 1 from all others.
    """
    whole = sums.astype(np.float64)
    length = np.sqrt((whole**2).sum(axis=1, keepdims=True))
    unit = whole / np.where(length > 0, length, 1.0)
    apart = 1.0 - np.einsum("id,jd->ij", unit, unit)  # not by BLAS: the same on any threads
    apart = np.clip((apart + apart.T) / 2, 0.0, 2.0)
    np.fill_diagonal(apart, 0.0)
    return np.asarray(apart)


def plane(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Place points on a plane so that their distances are nearly as given.

    Classical scaling (Torgerson 1952) gives the start, majorisation of the stress (SMACOF, de
    Leeuw 1977) the end: nothing is drawn at random. The axes mean nothing by themselves; the
    point farthest out along each of them lies on its positive side.

    Parameters
    ----------
    apart : ndarray of shape (n, n), float64
        Symmetric, zeros on the diagonal.

    Returns
    -------
    ndarray of shape (n, 2), float64
        From -1 to 1, both axes in one unit, centred, rounded to `DECIMALS`.
    """
    from threadpoolctl import threadpool_limits

    if len(apart) < 2:
        return np.zeros((len(apart), 2))
    with threadpool_limits(limits=1):
        points = _majorised(_classical(apart), apart)
        points -= points.mean(axis=0)
        points = points @ np.linalg.svd(points, full_matrices=False)[2].T
    if points.shape[1] < 2:
        points = np.column_stack([points, np.zeros(len(points))])
    farthest = np.abs(points.round(9)).argmax(axis=0)
    points *= np.where(points[farthest, [0, 1]] < 0, -1.0, 1.0)
    reach = np.abs(points).max()
    return np.asarray((points / reach if reach > 0 else points).round(DECIMALS) + 0.0)


def _classical(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.linalg import eigh

    centre = np.eye(len(apart)) - 1 / len(apart)
    values, axes = eigh(-0.5 * centre @ apart**2 @ centre)
    return np.asarray(axes[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0.0)))


def _majorised(points: NDArray[np.float64], apart: NDArray[np.float64]) -> NDArray[np.float64]:
    before = np.inf
    for _ in range(STEPS):
        across = points[:, None, :] - points[None, :, :]
        now = np.sqrt((across**2).sum(axis=2))
        stress = float(((now - apart) ** 2).sum())
        if before - stress <= SETTLED * stress:
            break
        before = stress
        pull = np.where(now > 1e-12, apart / np.where(now > 1e-12, now, 1.0), 0.0)
        points = (points * pull.sum(axis=1, keepdims=True) - pull @ points) / len(points)
    return points
