"""New themes, once enough texts of a delivery ask for the same and for nothing that there was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import UNSTABLE, Contribution, Theme
from tracer.themes.find import default_min_size, find_themes
from tracer.themes.growth.memory import Memory
from tracer.themes.growth.place import NEAR, Beside
from tracer.themes.neighbours import LEXICAL_SHARE, VECTOR_STEPS, nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

Belongs = dict[str, tuple[tuple[str, float], ...]]
NEARER = 0.6
"""Share of a group's texts that must be nearer to one another than to what there was. Six concepts
kept out of a first delivery by turns (4,000 to 5,000 answers of Chile 2016, two topics): at .5 five
groups that weren't new came out beside them, at .6 one."""


def emerging(
    texts: Sequence[Contribution],
    rows: NDArray[np.int16],
    beside: Beside,
    memory: Memory,
    *,
    seed: int,
) -> tuple[tuple[Theme, ...], Belongs]:
    """Find themes among the texts of a delivery that are none of those there are.

    The delivery is grouped for itself. A group is a new theme if it has as many texts as the
    smallest theme of the whole would, holds when a fifth of them is missing, and most of its texts
    are nearer to one another than to the examples of every theme there is.

    Parameters
    ----------
    texts : sequence of Contribution
        Those to be placed, by id.
    rows : ndarray of shape (n, d), int16
        Their quantised vectors.
    beside : Beside
        How near they are to what there is.
    memory : Memory
        Of the deliveries before.
    seed : int

    Returns
    -------
    themes : tuple of Theme
        By id, without broad ones.
    belongs : dict
        Themes of each contribution that joins one, by id.
    """
    smallest = default_min_size(len(memory.seen) + len(texts))
    vectors = rows.astype(np.float32) / np.float32(VECTOR_STEPS)
    found, members = find_themes(texts, vectors, seed=seed, min_size=smallest)
    known = {theme.parent_id for theme in found} | {theme.id for theme in memory.themes}
    held: dict[str, list[tuple[str, float]]] = {}
    for member in members:
        held.setdefault(member.theme_id, []).append((member.contribution_id, member.strength))
    row_of = {c.id: row for row, c in enumerate(texts)}
    new: list[Theme] = []
    belongs: Belongs = {}
    for theme in sorted(found, key=lambda t: t.id):
        if theme.id in known or theme.size < smallest or theme.stability < UNSTABLE:
            continue
        nearer = _nearer([row_of[key] for key, _ in held[theme.id]], beside)
        if np.mean(nearer) > NEARER:
            new.append(replace(theme, parent_id=""))
            for (key, strength), is_nearer in zip(held[theme.id], nearer.tolist(), strict=True):
                if is_nearer or not beside.themes[row_of[key]]:
                    belongs[key] = (*belongs.get(key, ()), (theme.id, strength))
    return tuple(new), belongs


def _nearer(group: Sequence[int], beside: Beside) -> NDArray[np.bool_]:
    """Whether each text of a group is nearer to the others than to every example.

    A copy counts as its first text does. No more texts of the group are looked at than the theme
    that most of them come nearest to has examples: the more there are, the nearer is the nearest.
    """
    nodes = sorted({beside.leader[row] for row in group})
    rivals = int(np.median(beside.rivals[nodes])) or len(nodes)
    step = max(1.0, len(nodes) / rivals)
    sample = np.array(sorted({nodes[int(k * step)] for k in range(int(len(nodes) / step))}))
    if len(sample) <= NEAR:
        return np.zeros(len(group), dtype=np.bool_)
    _, how = nearest(beside.texts.take(sample), n_neighbours=NEAR, lexical_share=LEXICAL_SHARE)
    within = dict(zip(sample.tolist(), how.mean(axis=1).tolist(), strict=True))
    middle = float(np.median(how.mean(axis=1)))
    return np.array(
        [within.get(beside.leader[r], middle) > beside.nearness[beside.leader[r]] for r in group]
    )
