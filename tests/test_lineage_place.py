"""Where provisions went, as those around them tell."""

from __future__ import annotations

import numpy as np

from tracer.lineage.place import locality


def test_equal_texts_go_where_those_around_them_went() -> None:
    # Two chapters of fifteen change places; each has a provision with the same words.
    n = 30
    affinity = np.full((n, n), 0.1)
    for old in range(n):
        affinity[old, (old + 15) % n] = 0.9
    affinity[7, [7, 22]] = affinity[22, [7, 22]] = 0.8
    near = locality(affinity)
    assert near[7, 22] > near[7, 7]
    assert near[22, 7] > near[22, 22]
    assert near.min() >= 0 and near.max() <= 1


def test_a_provision_says_nothing_for_itself() -> None:
    affinity = np.array([[0.9, 0.0, 0.0], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]])
    near = locality(affinity)
    assert near[0].tolist() == [1.0, 1.0, 1.0]  # nothing around it has a place
    assert near[1, 0] > near[1, 2]


def test_one_provision_alone_is_nowhere_else() -> None:
    assert locality(np.array([[0.2]])).tolist() == [[1.0]]
    assert locality(np.zeros((2, 3))).tolist() == [[1.0] * 3] * 2
