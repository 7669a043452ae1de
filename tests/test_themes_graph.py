"""The nearest-neighbour graph: exact whatever the blocks and threads."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tracer.errors import ShapeError
from tracer.themes import neighbours
from tracer.themes.graph import join
from tracer.themes.neighbours import comparable, nearest, quantise
from tracer.themes.vocabulary import lexical_weights


def unit_rows(n: int, d: int) -> NDArray[np.float32]:
    raw = np.random.default_rng(2).normal(size=(n, d))
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


def test_products_of_quantised_vectors_are_exact() -> None:
    whole = quantise(unit_rows(50, 768))
    exact = whole.astype(np.int64) @ whole.astype(np.int64).T
    assert exact.max() < 2**24
    single = whole.astype(np.float32)
    assert np.array_equal((single @ single.T).astype(np.int64), exact)


def test_neighbours_dont_depend_on_the_size_of_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quantise(unit_rows(90, 16))
    words = lexical_weights([[f"w{i % 7}", f"v{i % 5}"] for i in range(90)])
    expected = nearest(comparable(whole, words), n_neighbours=8, lexical_share=0.5)
    monkeypatch.setattr(neighbours, "BLOCK_CELLS", 700)
    again = nearest(comparable(whole, words), n_neighbours=8, lexical_share=0.5)
    assert all(np.array_equal(a, b) for a, b in zip(expected, again, strict=True))


def test_neighbours_are_those_of_a_full_sort() -> None:
    whole = quantise(unit_rows(60, 8))
    words = lexical_weights([[] for _ in range(60)])
    found, _ = nearest(comparable(whole, words), n_neighbours=5, lexical_share=0.0)
    rows = whole.astype(np.float64)
    cosines = rows @ rows.T / np.outer(np.linalg.norm(rows, axis=1), np.linalg.norm(rows, axis=1))
    np.fill_diagonal(cosines, -9)
    assert np.array_equal(found, np.argsort(-cosines, axis=1)[:, :5])


def test_equally_near_texts_come_in_order() -> None:
    whole = quantise(np.tile(np.float32([0.6, 0.8]), (6, 1)))
    found, similarities = nearest(
        comparable(whole, lexical_weights([[]] * 6)), n_neighbours=3, lexical_share=0.0
    )
    assert found.tolist()[0] == [1, 2, 3] and found.tolist()[5] == [0, 1, 2]
    assert np.allclose(similarities, 1.0)


def test_shared_words_bring_texts_together_that_vectors_keep_apart() -> None:
    whole = quantise(np.eye(4, dtype=np.float32))
    words = lexical_weights([["agua"], ["metro"], ["agua"], ["metro"]])
    found, _ = nearest(comparable(whole, words), n_neighbours=1, lexical_share=0.5)
    assert found.ravel().tolist() == [2, 3, 0, 1]


def test_edges_weigh_by_likeness_mutual_ones_double_and_strangers_nothing() -> None:
    neighbours = np.array([[1], [0], [1], [2]])
    found = join(neighbours, np.array([[0.75], [0.75], [0.5], [0.0]]), floor=0.05)
    assert list(zip(found.rows, found.cols, strict=True)) == [(0, 1), (1, 2), (2, 3)]
    assert found.weights.tolist() == [1.5, 0.5, 0.0]


def test_vectors_must_be_a_table() -> None:
    with pytest.raises(ShapeError, match="shape"):
        quantise(np.zeros(3, dtype=np.float32))
