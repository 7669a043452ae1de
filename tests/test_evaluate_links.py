"""Links against judged provisions, with lists made by hand."""

from math import log2

import pytest

from tracer.evaluate.links import (
    Judged,
    abstention_measures,
    confidence_measures,
    listed_links,
    ranking_measures,
    roll_up,
    says_nothing,
)
from tracer.records import Link


def _link(id_, rank, citation, confidence=0.9):
    return Link(id_, rank, citation, citation.split(", ")[0], 0.5, confidence, "adopta")


def test_a_finer_citation_is_rolled_up_to_the_judged_unit_and_a_foreign_one_left():
    known = {"Art. 16, B", "Art. 16", "Art. 2"}
    assert roll_up("Art. 16, B, 3, a", known) == "Art. 16, B"
    assert roll_up("Art. 16, C", known) == "Art. 16"
    assert roll_up("Art. 20", known) == "Art. 20"


def test_repeats_after_rolling_up_are_dropped_and_do_not_hold_their_place():
    links = [
        _link("a", 3, "Art. 2"), _link("a", 1, "Art. 1, 1"), _link("a", 2, "Art. 1, 2", 0.8),
    ]  # fmt: skip
    listed = listed_links(links, {"Art. 1", "Art. 2"})
    assert [row.citation for row in listed["a"]] == ["Art. 1", "Art. 2"]
    assert listed["a"][0].confidence == 0.9


def test_nothing_is_said_by_a_zero_row_by_no_row_or_by_low_confidence():
    assert says_nothing([])
    assert says_nothing([_link("a", 1, "Art. 1", 0.49)])
    assert says_nothing([_link("a", 0, ""), _link("a", 1, "Art. 1", 0.9)])
    assert not says_nothing([_link("a", 1, "Art. 1", 0.2), _link("a", 2, "Art. 2", 0.5)])


def test_ranking_is_graded_and_leaves_out_texts_that_nothing_answers():
    judged = [
        Judged("a", {"Art. 1": 3, "Art. 2": 1}),
        Judged("b", {"Art. 1": 1}),
        Judged("c", {"Art. 3": 2}),
    ]
    listed = {
        "a": [_link("a", 1, "Art. 2"), _link("a", 2, "Art. 1")],
        "b": [_link("b", 1, "Art. 1")],
    }
    found = ranking_measures(judged, listed)
    best = 7 + 1 / log2(3)
    assert found["nDCG@10"].value == pytest.approx((1 + 7 / log2(3)) / best / 2)
    assert found["MRR"].value == pytest.approx((1 / 2 + 0) / 2)
    assert found["P@1"].value == 0
    assert {measure.n for measure in found.values()} == {2}


def test_a_zero_row_does_not_push_the_units_down():
    listed = {"a": [_link("a", 0, ""), _link("a", 1, "Art. 1", 0.3)]}
    found = ranking_measures([Judged("a", {"Art. 1": 3})], listed)
    assert found["nDCG@10"].value == found["P@1"].value == 1


def test_ranking_does_not_depend_on_the_order_of_the_texts():
    judged = [Judged(str(k), {"Art. 1": 3}) for k in range(7)]
    listed = {str(k): [_link(str(k), k + 1, "Art. 1")] for k in range(0, 7, 2)}
    assert ranking_measures(judged, listed) == ranking_measures(judged[::-1], listed)


def test_the_doubled_set_asks_every_text_again_where_nothing_can_answer():
    judged = [Judged("a", {"Art. 1": 3}), Judged("b", {"Art. 1": 1})]
    listed = {"a": [_link("a", 1, "Art. 1")], "b": [_link("b", 1, "Art. 1", 0.2)]}
    reduced = {"a": [_link("a", 1, "Art. 2", 0.7)], "b": [_link("b", 0, "")]}
    found = abstention_measures(judged, listed, reduced)
    assert found["abstention F1"].value == 1
    # silent: b, b again; unanswered: b, a again, b again
    assert found["abstention precision · doubled"].value == 1
    assert found["abstention recall · doubled"].value == pytest.approx(2 / 3)
    assert found["abstention F1 · doubled"].value == pytest.approx(0.8)
    assert found["abstention F1 · doubled"].n == 4


def test_without_the_second_asking_there_is_no_doubled_set():
    found = abstention_measures([Judged("a", {})], {})
    assert [name for name in found if "doubled" in name] == []
    assert found["abstention F1"].value == 1


def test_confidence_is_held_against_relevance_link_by_link():
    judged = [Judged("a", {"Art. 1": 2, "Art. 2": 1.0})]
    listed = {
        "a": [_link("a", 0, "", 0.99), _link("a", 1, "Art. 1", 0.8), _link("a", 2, "Art. 2", 0.6)]
    }
    found = confidence_measures(judged, listed)
    precision = found["precision at confidence ≥ .5"]
    assert (precision.hits, precision.n) == (1, 2)
    assert found["ECE"].value == pytest.approx((0.2 + 0.6) / 2)
    assert found["ECE"].n == 2


def test_readers_who_differ_make_a_text_relevant_only_from_a_mean_of_one_and_a_half():
    text = Judged("a", {"Art. 1": 1.5, "Art. 2": 1.0, "Art. 3": 0.0, "Art. 4": -1.0})
    assert text.relevant == {"Art. 1"}
    assert text.touched == {"Art. 1", "Art. 2"}
