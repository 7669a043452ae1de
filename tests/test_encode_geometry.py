"""Centring and cosines: the same bits however the rows are ordered or cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracer.encode.geometry import (
    added,
    centre_on_mean,
    centred,
    centred_on,
    cosines,
    drawn,
    drawn_mean,
    group_means,
    group_totals,
    mean_vector,
    rounded,
)
from tracer.errors import ShapeError


def some_vectors(n: int, seed: int, d: int = 48) -> np.ndarray:
    """Rows of length 1 in a narrow cone, as encoders give them."""
    raw = np.random.default_rng(seed).normal(size=(n, d)) + 1.5
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


seeds = st.integers(0, 2**32 - 1)


@given(seeds, st.integers(1, 300))
@settings(deadline=None)
def test_the_mean_is_the_same_bits_in_any_order(seed, n):
    vectors = some_vectors(n, seed)
    order = np.random.default_rng(seed).permutation(n)
    assert np.array_equal(mean_vector(vectors), mean_vector(vectors[order]))


def test_the_mean_of_many_blocks_is_that_of_their_rows():
    vectors = some_vectors(70_000, 1, d=4)
    assert np.allclose(mean_vector(vectors), vectors.astype(float).mean(axis=0), atol=1e-6)
    assert np.array_equal(mean_vector(vectors), mean_vector(vectors[::-1]))


def test_the_mean_of_no_rows_is_zero():
    assert mean_vector(np.zeros((0, 3), np.float32)).tolist() == [0, 0, 0]


def test_centred_rows_have_length_one_and_a_row_at_the_centre_is_zero():
    vectors = some_vectors(20, 2)
    found = centred(vectors, vectors[3].astype(float))
    assert found.dtype == np.float32
    assert not found[3].any()
    assert np.allclose(np.delete(np.linalg.norm(found, axis=1), 3), 1, atol=1e-6)


def test_centring_opens_the_narrow_cone():
    vectors = some_vectors(200, 3)
    assert (vectors @ vectors.T).min() > 0.3
    opened = centre_on_mean(vectors)
    assert abs((opened @ opened.T - np.eye(200)).mean()) < 0.02


def test_each_group_is_centred_as_if_the_others_were_not_there():
    vectors, groups = some_vectors(30, 4), np.array(["b", "a", "b"] * 10)
    centre = mean_vector(vectors)
    centres = group_means(vectors, groups, centre=centre, weight=5.0)
    found = centred_on(vectors, groups, centres=centres)
    for group in ("a", "b"):
        own = vectors[groups == group]
        alone = centred(own, drawn_mean(own, towards=centre, weight=5.0))
        assert np.array_equal(found[groups == group], alone)


@given(seeds, st.integers(1, 60), st.integers(0, 60))
@settings(deadline=None, max_examples=50)
def test_totals_of_two_stretches_give_the_mean_of_both_to_the_bit(seed, n, cut):
    vectors = some_vectors(n, seed)
    groups = np.array(["a", "b", "a"] * n)[:n]
    centre = np.full(vectors.shape[1], 0.5)
    parts = [
        group_totals(vectors[rows], groups[rows]) for rows in (slice(0, cut), slice(cut, None))
    ]
    for group, whole in group_totals(vectors, groups).items():
        total = added(*(part[group] for part in parts if group in part))
        assert np.array_equal(
            drawn(total, towards=centre, weight=5.0), drawn(whole, towards=centre, weight=5.0)
        )
        own = vectors[groups == group]
        assert np.array_equal(
            drawn(total, towards=centre, weight=5.0), drawn_mean(own, towards=centre, weight=5.0)
        )


def test_a_drawn_mean_goes_from_the_rows_to_the_centre_as_the_weight_grows():
    vectors, centre = np.eye(2, dtype=np.float32), np.array([0.0, 3.0])
    assert drawn_mean(vectors, towards=centre, weight=0.0).tolist() == [0.5, 0.5]
    assert drawn_mean(vectors, towards=centre, weight=2.0).tolist() == [0.25, 1.75]


@given(seeds, st.integers(1, 40), st.integers(1, 40), st.data())
@settings(deadline=None, max_examples=50)
def test_cosines_are_the_same_bits_however_the_rows_are_cut(seed, n, m, data):
    left, right = centre_on_mean(some_vectors(n, seed)), centre_on_mean(some_vectors(m, seed + 1))
    whole = cosines(left, right)
    row, column = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    top = np.hstack([cosines(left[:row], right[:column]), cosines(left[:row], right[column:])])
    bottom = np.hstack([cosines(left[row:], right[:column]), cosines(left[row:], right[column:])])
    assert np.array_equal(np.vstack([top, bottom]), whole)


def test_cosines_are_the_same_bits_on_one_thread_and_on_two():
    from threadpoolctl import threadpool_limits

    left, right = some_vectors(300, 5, d=384), some_vectors(500, 6, d=384)
    with threadpool_limits(1):
        expected = cosines(left, right)
    with threadpool_limits(2):
        assert np.array_equal(cosines(left, right), expected)


@given(seeds)
@settings(deadline=None, max_examples=25)
def test_cosines_lie_within_a_hundredth_of_those_in_floating_point(seed):
    left, right = some_vectors(30, seed, d=384), some_vectors(20, seed + 1, d=384)
    for a, b in ((left, right), (centre_on_mean(left), centre_on_mean(right))):
        exact = a.astype(float) @ b.astype(float).T
        assert np.abs(cosines(a, b) - exact).max() < 0.01


def test_cosines_reach_one_and_minus_one_and_are_zero_for_a_row_of_zeros():
    vectors = some_vectors(10, 7)
    found = cosines(vectors, np.vstack([vectors, -vectors, 0 * vectors[:1]]))
    assert np.array_equal(np.diag(found[:, :10]), np.ones(10))
    assert np.array_equal(np.diag(found[:, 10:20]), -np.ones(10))
    assert not found[:, 20].any()
    assert np.abs(found).max() <= 1


def test_rounding_gives_whole_numbers_and_undoes_their_length():
    integers, inverse = rounded(some_vectors(10, 8))
    assert np.array_equal(integers, np.rint(integers))
    assert np.array_equal(np.abs(integers).max(axis=1), np.full(10, 127))
    assert np.allclose(np.linalg.norm(integers, axis=1) * inverse, 1)


@pytest.mark.parametrize(("shape", "centre"), [((3, 4), (5,)), ((4,), (4,)), ((3, 4), (1, 4))])
def test_arrays_that_do_not_fit_together_are_refused(shape, centre):
    with pytest.raises(ShapeError, match="shape"):
        centred(np.ones(shape, np.float32), np.ones(centre))
