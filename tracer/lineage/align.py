"""From one version of a text to the next: what became of every provision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tracer.lineage.diff import same_words, word_ratio
from tracer.lineage.edges import link_units
from tracer.lineage.force import force_changes, net_force
from tracer.lineage.place import moved_pairs
from tracer.lineage.similarity import Resemblance, resemblance, word_bags
from tracer.records import ForceChange, Lineage, Unit

NEARLY_SAME = 0.9
"""Share of words in common (`word_ratio`) from which a provision in another place counts as moved
rather than reworded: at most about one word in ten touched."""


def align_versions(
    old: Sequence[Unit],
    new: Sequence[Unit],
    *,
    old_vectors: np.ndarray,
    new_vectors: np.ndarray,
) -> tuple[Lineage, ...]:
    """Tell what became of every provision of an older version, and where the new ones come from.

    Parameters
    ----------
    old, new : sequence of Unit
        Provisions of one level, in document order. Repealed ones have no past and no future, so
        they are left out.
    old_vectors, new_vectors : ndarray of shape (n_old, d) and (n_new, d), float32
        Embeddings of the texts, centred and L2-normalised, row by row those of `old` and `new`.

    Returns
    -------
    tuple of Lineage
        One per aligned pair, in the order of the old text, most similar first within an old
        provision; then one per added provision in the order of the new text. `similarity` is that
        of the texts alone, 0 to 1.

    Raises
    ------
    ShapeError
        If the vectors don't fit the units or each other.

    Examples
    --------
    >>> from tracer import align_versions, encode_texts, read_constitution, sample_path, units
    >>> draft, final = (
    ...     units(read_constitution(sample_path(name)), level="article")
    ...     for name in ("borrador.md", "final.md")
    ... )
    >>> old, new = (encode_texts([unit.text for unit in text]) for text in (draft, final))
    >>> pairs = align_versions(draft, final, old_vectors=old, new_vectors=new)
    >>> sum(pair.fate != "added" for pair in pairs) >= len(draft)
    True
    """
    olds, old_rows = _in_force(old)
    news, new_rows = _in_force(new)
    if not olds or not news:
        return (*(_dropped(unit, 0.0) for unit in olds), *map(_added, news))
    bags = word_bags(olds, news)
    found = resemblance(
        olds,
        news,
        bags=bags,
        old_vectors=_rows(old_vectors, old_rows, len(old)),
        new_vectors=_rows(new_vectors, new_rows, len(new)),
    )
    return _lineages(olds, news, link_units(found, bags, olds, news), found)


def _lineages(
    old: Sequence[Unit], new: Sequence[Unit], edges: tuple[tuple[int, int], ...], found: Resemblance
) -> tuple[Lineage, ...]:
    heirs, ancestors = Counter(i for i, _ in edges), Counter(j for _, j in edges)
    alone = [(i, j) for i, j in edges if heirs[i] == 1 and ancestors[j] == 1]
    moved = moved_pairs(alone, old, new)
    nearest = np.round(found.affinity.max(axis=1, initial=0.0), 6).tolist()
    rows: dict[int, list[Lineage]] = {i: [] for i in range(len(old))}
    for i, j in sorted(edges, key=lambda e: (e[0], -found.content[e], e[1])):
        ends, words = (old[i].citation, new[j].citation), (old[i].text, new[j].text)
        changes = force_changes(*words)
        if heirs[i] > 1:
            fate = "split"
        elif ancestors[j] > 1:
            fate = "merged"
        else:
            fate = judge_fate(*words, changes, in_place=(i, j) not in moved)
        similarity = round(float(found.content[i, j]), 6)
        rows[i].append(Lineage(*ends, fate, similarity, *words, changes, nearest[i]))
    descended = [row for i in range(len(old)) for row in rows[i] or [_dropped(old[i], nearest[i])]]
    return (*descended, *(_added(unit) for j, unit in enumerate(new) if j not in ancestors))


def judge_fate(old: str, new: str, changes: Sequence[ForceChange], *, in_place: bool) -> str:
    """Name what happened to a provision that has one heir, which has no other ancestor.

    Parameters
    ----------
    old, new : str
        The two wordings.
    changes : sequence of ForceChange
        Of the one to the other, see `tracer.lineage.force.force_changes`.
    in_place : bool
        Whether it stands where it stood.

    Returns
    -------
    str
        ``kept``, ``moved``, ``strengthened``, ``weakened`` or ``reworded``. A change of legal force
        outweighs a change of place.
    """
    if same_words(old, new):
        return "kept" if in_place else "moved"
    force = net_force(changes, old)
    if force:
        return force
    if not in_place and word_ratio(old, new) >= NEARLY_SAME:
        return "moved"
    return "reworded"


def _in_force(units: Sequence[Unit]) -> tuple[list[Unit], list[int]]:
    rows = [row for row, unit in enumerate(units) if unit.status != "repealed"]
    return [units[row] for row in rows], rows


def _rows(vectors: np.ndarray, rows: list[int], n_units: int) -> np.ndarray:
    # Where the number is wrong already, pass it on: the comparison says so better.
    return vectors[rows] if vectors.ndim == 2 and len(vectors) == n_units else vectors


def _dropped(unit: Unit, nearest: float) -> Lineage:
    return Lineage(unit.citation, "", "dropped", 0.0, unit.text, "", nearest=nearest)


def _added(unit: Unit) -> Lineage:
    return Lineage("", unit.citation, "added", 0.0, "", unit.text)
