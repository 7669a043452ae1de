"""How well provisions are followed from one version to the next, against recorded fates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracer.errors import ShapeError
from tracer.evaluate.measures import Measure, share_measure, statistic_measure
from tracer.evaluate.metrics import roc_area
from tracer.evaluate.texts import unit_of
from tracer.lineage import align_versions
from tracer.lineage.similarity import resemblance, word_bags
from tracer.records import Lineage


@dataclass(frozen=True, slots=True)
class Descent:
    """What an alignment says of each text of the older version; arrays of shape (n_old,)."""

    survived: np.ndarray
    """Bool: the record names an heir."""
    top_affinity: np.ndarray
    """Highest affinity with any new text."""
    heir_first: np.ndarray
    """Bool: the recorded heir has the highest affinity. False without one."""
    has_heir: np.ndarray
    """Bool: the alignment gives it an heir."""
    heir_linked: np.ndarray
    """Bool: the recorded heir is among those of the alignment. False without one."""


def follow(
    old_texts: Sequence[str],
    new_texts: Sequence[str],
    heirs: Sequence[int | None],
    *,
    old_vectors: np.ndarray,
    new_vectors: np.ndarray,
) -> Descent:
    """Align two versions and hold the result against a record of at most one heir for each text.

    Parameters
    ----------
    old_texts, new_texts : sequence of str
        In document order.
    heirs : sequence of int or None
        Position in `new_texts` of the recorded heir of each old text, None for those dropped.
    old_vectors, new_vectors : ndarray of shape (n_old, d) and (n_new, d), float32
        Centred embeddings of the texts, L2-normalised.

    Returns
    -------
    Descent

    Raises
    ------
    ShapeError
        If there isn't one entry of `heirs` for each old text, or the vectors don't fit.
    """
    if len(heirs) != len(old_texts):
        raise ShapeError(f"expected an heir or None for {len(old_texts)} texts, got {len(heirs)}")
    old = [unit_of(str(place), text) for place, text in enumerate(old_texts)]
    new = [unit_of(str(place), text) for place, text in enumerate(new_texts)]
    vectors = {"old_vectors": old_vectors, "new_vectors": new_vectors}
    affinity = resemblance(old, new, bags=word_bags(old, new), **vectors).affinity
    found = _found_heirs(align_versions(old, new, **vectors))
    nearest = affinity.argmax(axis=1)
    return Descent(
        survived=np.array([heir is not None for heir in heirs], dtype=bool),
        top_affinity=affinity.max(axis=1),
        heir_first=np.array([heir == nearest[i] for i, heir in enumerate(heirs)], dtype=bool),
        has_heir=np.array([i in found for i in range(len(heirs))], dtype=bool),
        heir_linked=np.array([h in found.get(i, ()) for i, h in enumerate(heirs)], dtype=bool),
    )


def _found_heirs(rows: Sequence[Lineage]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in rows:
        if row.old_citation and row.new_citation:
            found.setdefault(int(row.old_citation), []).append(int(row.new_citation))
    return found


def descent_measures(descent: Descent) -> dict[str, Measure]:
    """Measure how well the record was found again.

    Returns
    -------
    dict
        ``heir first``: share of the survivors whose heir has the highest affinity of all new
        texts. ``survival AUC``: of the highest affinity, for survived or not; .5 knows nothing.
        ``survival F1``: of "has an heir in the alignment". ``heir linked``: share of the survivors
        whose heir is among those of the alignment.

    References
    ----------
    Olivera and Fábrega, Networked-Influence-Chilean-Constitutional-Convention: the record for the
    committee articles of Chile 2022.
    """
    survived, n_old = descent.survived, len(descent.survived)
    return {
        "heir first": share_measure(descent.heir_first[survived]),
        "survival AUC": statistic_measure(
            lambda drawn: roc_area(descent.top_affinity[drawn], survived[drawn]), n_old
        ),
        "survival F1": statistic_measure(lambda drawn: _f1(descent, drawn), n_old),
        "heir linked": share_measure(descent.heir_linked[survived]),
    }


def _f1(descent: Descent, drawn: np.ndarray) -> float:
    survived, found = descent.survived[drawn], descent.has_heir[drawn]
    expected = int(survived.sum()) + int(found.sum())
    return 2 * int((survived & found).sum()) / expected if expected else float("nan")


def fate_measures(
    rows: Sequence[Lineage], gold: Mapping[tuple[str, str], str]
) -> dict[str, Measure]:
    """Compare an alignment with recorded fates.

    Parameters
    ----------
    rows : sequence of Lineage
    gold : mapping of (old citation, new citation) to fate
        Dropped provisions have an empty new citation, added ones an empty old one.

    Returns
    -------
    dict
        ``fates right``: share of the recorded pairs found with the recorded fate. ``pairs found``:
        share found, whatever their fate. ``surplus pairs``: how many were found that nobody
        recorded.
    """
    found = {(row.old_citation, row.new_citation): row.fate for row in rows}
    pairs = sorted(gold)
    surplus = sum(pair not in gold for pair in found)
    return {
        "fates right": share_measure([found.get(pair) == gold[pair] for pair in pairs]),
        "pairs found": share_measure([pair in found for pair in pairs]),
        "surplus pairs": Measure(float(surplus), len(found)),
    }
