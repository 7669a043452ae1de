"""Links at a stated precision."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer.match.precision import links_at_precision, lowest_confidence
from tracer.records import Link


def _link(text: str, rank: int, confidence: float) -> Link:
    return Link(text, rank, f"Art. {rank}", f"Art. {rank}", 0.5, confidence, "menciona")


def test_the_most_confident_links_stay_while_their_mean_allows() -> None:
    links = [_link("a", 1, 0.9), _link("a", 2, 0.6), _link("b", 1, 0.8), _link("b", 2, 0.1)]
    kept = links_at_precision(links, 0.75)
    assert [(link.contribution_id, link.rank) for link in kept] == [("a", 1), ("a", 2), ("b", 1)]
    assert np.mean([link.confidence for link in kept]) >= 0.75


def test_a_text_that_keeps_nothing_is_shown_as_unanswered() -> None:
    kept = links_at_precision([_link("a", 1, 0.9), _link("b", 1, 0.4), _link("b", 2, 0.3)], 0.9)
    assert [(link.contribution_id, link.rank) for link in kept] == [("a", 1), ("b", 0)]
    assert kept[1].confidence == pytest.approx(0.6)
    assert kept[1].citation == ""


def test_rows_of_rank_0_stay_and_are_not_doubled() -> None:
    silent = Link("a", 0, "", "", 0.0, 0.7, "")
    kept = links_at_precision([silent, _link("a", 1, 0.3)], 0.5)
    assert kept == (silent,)


@given(st.lists(st.sampled_from([i / 8 for i in range(9)]), max_size=12), st.floats(0, 1))
def test_no_larger_set_would_do(confidences: list[float], precision: float) -> None:
    least = lowest_confidence(confidences, precision)
    kept = [c for c in confidences if c >= least]
    if kept:
        assert sum(kept) >= precision * len(kept)
    ordered = sorted(confidences, reverse=True)
    for size in range(len(kept) + 1, len(ordered) + 1):
        cut_between_equals = size < len(ordered) and ordered[size] == ordered[size - 1]
        assert cut_between_equals or sum(ordered[:size]) < precision * size
