"""Measures: values, counts and intervals."""

from math import isnan

import numpy as np
import pytest

from tracer.errors import ShapeError
from tracer.evaluate.measures import (
    detection_measures,
    half_sample_measure,
    mean_measure,
    ratio_measure,
    share_measure,
)


def test_a_mean_leaves_out_texts_where_it_is_undefined():
    measure = mean_measure([1.0, float("nan"), 0.0])
    assert (measure.value, measure.n, measure.hits) == (0.5, 2, None)


def test_a_share_carries_its_count_and_is_inside_its_interval():
    measure = share_measure([True] * 9 + [False] * 2)
    assert (measure.hits, measure.n) == (9, 11)
    assert measure.value == pytest.approx(9 / 11)
    assert measure.low < 9 / 11 < measure.high


def test_a_ratio_weighs_texts_by_what_they_tried():
    measure = ratio_measure(np.array([1, 0, 3]), np.array([1, 2, 5]))
    assert (measure.value, measure.hits, measure.n) == (0.5, 4, 8)


def test_a_ratio_over_nothing_is_undefined_and_of_unequal_lengths_refused():
    assert isnan(ratio_measure(np.array([0]), np.array([0])).value)
    with pytest.raises(ShapeError, match="a count for each text"):
        ratio_measure(np.array([1]), np.array([1, 2]))


def test_detection_counts_false_alarms_against_precision_and_misses_against_recall():
    predicted = np.array([True, True, True, False, False])
    actual = np.array([True, False, False, True, False])
    found = detection_measures(predicted, actual)
    assert found["precision"].value == pytest.approx(1 / 3)
    assert found["recall"].value == 0.5
    assert found["F1"].value == pytest.approx(0.4)
    assert [found[name].n for name in ("precision", "recall", "F1")] == [3, 2, 5]


def test_who_never_says_yes_has_no_precision_and_an_f1_of_zero():
    found = detection_measures(np.array([False, False]), np.array([True, False]))
    assert isnan(found["precision"].value)
    assert found["F1"].value == 0


def test_measures_of_nothing_are_undefined_rather_than_an_error():
    assert all(isnan(m.value) and m.n == 0 for m in (mean_measure([]), share_measure([])))
    assert isnan(half_sample_measure(lambda drawn: 1.0, 0).value)
