"""Metrics against numbers worked out by hand."""

from math import isnan, log2

import numpy as np
import pytest

from tracer.errors import ShapeError
from tracer.evaluate.metrics import (
    bootstrap_interval,
    calibration_error,
    graded_gain,
    half_sample_interval,
    ndcg,
    precision_at_1,
    reciprocal_rank,
    roc_area,
)


def test_the_ideal_ranking_has_an_ndcg_of_one_and_none_without_anything_to_find():
    assert ndcg([7, 3, 1], [1, 3, 7]) == 1
    assert ndcg([], [7]) == 0
    assert isnan(ndcg([0, 0], [0]))


def test_ndcg_discounts_by_the_logarithm_of_the_place():
    assert ndcg([0, 3], [3]) == pytest.approx(1 / log2(3))
    assert ndcg([1, 3], [3, 1]) == pytest.approx((1 + 3 / log2(3)) / (3 + 1 / log2(3)))


def test_ndcg_counts_what_was_never_listed_as_missed():
    assert ndcg([3], [3, 3]) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_only_places_within_the_depth_count():
    assert ndcg([0, 0, 5], [5], depth=2) == 0
    assert ndcg([5, 5], [5, 5, 5], depth=2) == 1


def test_gain_doubles_with_each_grade_and_an_opposite_has_none():
    assert [graded_gain(g) for g in (-1, 0, 1, 2, 3)] == [0, 0, 1, 3, 7]
    assert graded_gain(1.5) == pytest.approx(2**1.5 - 1)


def test_reciprocal_rank_and_first_place_of_lists_with_and_without_a_hit():
    assert [reciprocal_rank(r) for r in ([], [False], [False, True, True], [True])] == [
        0,
        0,
        0.5,
        1,
    ]
    assert [precision_at_1(r) for r in ([], [False, True], [True])] == [0, 0, 1]


def test_calibration_error_is_nothing_for_honest_confidences_and_one_for_the_opposite():
    sure = np.array([0.0, 0.0, 1.0, 1.0])
    assert calibration_error(sure, sure == 1, bins=2) == 0
    assert calibration_error(sure, sure == 0, bins=2) == 1


def test_calibration_error_weighs_bins_of_equal_size():
    confidence = np.array([0.1, 0.3, 0.6, 0.8])
    outcome = np.array([False, True, True, True])
    # bins (.1, .3) and (.6, .8): |.2 - .5| and |.7 - 1|
    assert calibration_error(confidence, outcome, bins=2) == pytest.approx(0.3)
    assert calibration_error(confidence, outcome, bins=1) == pytest.approx(0.3)
    assert calibration_error(confidence, outcome, bins=4) == pytest.approx(
        (0.1 + 0.7 + 0.4 + 0.2) / 4
    )


def test_calibration_error_ignores_the_order_of_equal_confidences():
    confidence = np.array([0.5, 0.5, 0.5, 0.9])
    outcomes = [np.array(o) for o in ([1, 0, 0, 1], [0, 0, 1, 1], [0, 1, 0, 1])]
    assert len({calibration_error(confidence, o == 1, bins=2) for o in outcomes}) == 1


def test_calibration_error_of_nothing_is_undefined_and_of_unequal_lengths_refused():
    assert isnan(calibration_error(np.array([]), np.array([], dtype=bool)))
    with pytest.raises(ShapeError, match="an outcome for each confidence"):
        calibration_error(np.array([0.5]), np.array([True, False]))


def test_the_area_under_the_curve_is_the_share_of_pairs_in_the_right_order():
    outcome = np.array([False, True, False, True])
    assert roc_area(np.array([1, 2, 3, 4]), outcome) == 0.75
    assert roc_area(np.array([1, 3, 3, 4]), outcome) == 0.875
    assert isnan(roc_area(np.array([1, 2]), np.array([True, True])))


def test_the_area_under_the_curve_is_that_of_scikit_learn():
    from sklearn.metrics import roc_auc_score

    random = np.random.default_rng(0)
    score, outcome = random.integers(0, 9, 100), random.random(100) < 0.3
    assert roc_area(score, outcome) == pytest.approx(roc_auc_score(outcome, score))


def test_an_interval_holds_the_mean_narrows_with_more_data_and_repeats_itself():
    values = np.tile([0.0, 1.0], 200)
    few = bootstrap_interval(lambda d: float(values[:20][d].mean()), 20)
    many = bootstrap_interval(lambda d: float(values[d].mean()), 400)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    # 1.96 * .5 / sqrt(400) = .049
    assert many[1] - many[0] == pytest.approx(0.098, abs=0.01)
    assert many == bootstrap_interval(lambda d: float(values[d].mean()), 400)


def test_an_interval_leaves_out_resamples_where_the_statistic_is_undefined():
    assert bootstrap_interval(lambda d: 2.0 if 0 in d else float("nan"), 3) == (2.0, 2.0)
    assert all(map(isnan, bootstrap_interval(lambda d: float("nan"), 3)))
    assert all(map(isnan, bootstrap_interval(lambda d: 1.0, 1)))


def test_halves_vary_as_much_as_resamples_and_never_hold_a_thing_twice():
    values = np.tile([0.0, 1.0], 200)
    sizes = []

    def mean(drawn: np.ndarray) -> float:
        assert len(set(drawn.tolist())) == len(drawn)
        sizes.append(len(drawn))
        return float(values[drawn].mean())

    low, high = half_sample_interval(mean, 400, resamples=1000)
    assert sorted(sizes) == [200] * 1000 + [400]
    assert (low + high) / 2 == pytest.approx(0.5)
    assert high - low == pytest.approx(0.098, abs=0.012)
