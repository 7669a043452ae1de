"""Where a way went between the draft and the final text, and what was there before."""

from __future__ import annotations

import pytest
from test_lineage_trace import _link, _row

from tracer.lineage import with_origins, with_versions_between
from tracer.records import Trace

STEPS = (
    (_row("Art. 1", "Art. 4", "split"), _row("Art. 1", "Art. 5", "split", 0.6),
     _row("Art. 2", "Art. 6", "kept"), _row("Art. 3", "", "dropped")),
    (_row("Art. 4", "", "dropped"), _row("Art. 5", "Art. 9", "moved"),
     _row("Art. 6", "", "dropped")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "final", "between"),
    [
        ("Art. 1", "Art. 9", ("Art. 5",)),  # by the heir that leads there, not the most similar
        ("Art. 1, B", "Art. 9, A", ("Art. 5",)),
        ("Art. 2", "", ("Art. 6",)),  # as far as it lived
        ("Art. 3", "", ("",)),
        ("Art. 2", "Art. 9", ("",)),  # nothing leads from the one to the other
        ("", "Art. 9", ("",)),
    ],
)
def test_a_way_stands_where_it_descends_and_leads(draft, final, between) -> None:
    way = Trace("p", draft_citation=draft, final_citation=final)
    (found,) = with_versions_between([way], STEPS)
    assert found.between == between


def test_three_steps_have_two_versions_between() -> None:
    steps = (*STEPS, (_row("Art. 9", "Art. 9", "kept"),))
    (found,) = with_versions_between(
        [Trace("p", draft_citation="Art. 1", final_citation="Art. 9")], steps
    )
    assert found.between == ("Art. 5", "Art. 9")
    (lost,) = with_versions_between([Trace("p", draft_citation="Art. 2")], steps)
    assert lost.between == ("Art. 6", "")


def test_two_versions_have_none_between() -> None:
    (found,) = with_versions_between([Trace("p", draft_citation="Art. 1")], STEPS[:1])
    assert found.between == ()


PRIOR = (_row("Art. 7", "Art. 9", "reworded"), _row("Art. 8", "", "dropped"))


@pytest.mark.parametrize(
    ("links", "origin", "citation"),
    [
        ([], "new", ""),
        ([_link("p", "Art. 7", 0.4)], "new", ""),
        ([_link("p", "Art. 8", 0.9)], "prior_other", "Art. 8"),
        ([_link("p", "Art. 8", 0.9), _link("p", "Art. 7", 0.6, 2)], "prior", "Art. 7"),
        ([_link("otra", "Art. 7", 0.9)], "new", ""),
    ],
)
def test_what_answered_before_is_told_from_what_came_after(links, origin, citation) -> None:
    (found,) = with_origins([Trace("p", final_citation="Art. 9, A")], links, PRIOR)
    assert (found.origin, found.prior_citation) == (origin, citation)
    assert (found.prior_confidence > 0) == bool(citation)


def test_what_was_answered_before_and_no_longer_is_is_no_descent() -> None:
    (found,) = with_origins([Trace("p")], [_link("p", "Art. 7")], PRIOR)
    assert (found.origin, found.prior_citation) == ("prior_other", "Art. 7")
