"""A trace says by which way a contribution got into the final text, and where it got lost."""

import pytest

from tracer.errors import ProcessError
from tracer.lineage import trace
from tracer.records import Lineage, Link, Member


def _link(contribution, citation, confidence=0.9, rank=1):
    return Link(contribution, rank, citation, citation.split(", ")[0], 0.5, confidence, "adopta")


def _row(old, new, fate, similarity=0.8):
    return Lineage(old, new, fate, similarity, "x" if old else "", "y" if new else "")


def _trace(draft, final, lineage=(), members=(), **options):
    links = {"borrador": draft, "final": final}
    return trace(links, lineage, members, versions=["borrador", "final"], **options)


def test_a_final_provision_that_descends_from_the_draft_one_is_reached_by_lineage():
    (row,) = _trace(
        [_link("p1", "Art. 3", 0.8)],
        [_link("p1", "Art. 5", 0.7)],
        [_row("Art. 3", "Art. 5", "weakened")],
    )
    assert (row.route, row.fate) == ("lineage", "weakened")
    assert (row.draft_citation, row.draft_confidence) == ("Art. 3", 0.8)
    assert (row.final_citation, row.final_confidence) == ("Art. 5", 0.7)


def test_links_finer_than_the_lineage_are_joined_by_the_provision_above_them():
    (row,) = _trace(
        [_link("p1", "Art. 1, B, 2")],
        [_link("p1", "Art. 12, A")],
        [_row("Art. 1", "Art. 12", "moved"), _row("Art. 12", "Art. 1", "moved")],
    )
    assert (row.route, row.final_citation) == ("lineage", "Art. 12, A")


def test_an_article_is_not_taken_for_another_that_begins_with_the_same_digits():
    rows = _trace(
        [_link("p1", "Art. 12")], [_link("p1", "Art. 30")], [_row("Art. 1", "Art. 3", "kept")]
    )
    assert [r.route for r in rows] == ["direct", "draft_only"]


def test_only_the_text_match_makes_a_direct_route_without_a_fate():
    rows = _trace(
        [_link("p1", "Art. 3")],
        [_link("p1", "Art. 9")],
        [_row("Art. 3", "", "dropped"), _row("", "Art. 9", "added")],
    )
    assert [(r.route, r.draft_citation, r.final_citation, r.fate) for r in rows] == [
        ("direct", "Art. 3", "Art. 9", ""),
        ("draft_only", "Art. 3", "", "dropped"),
    ]


def test_an_heir_that_no_longer_answers_is_shown_without_confidence():
    (row,) = _trace([_link("p1", "Art. 3")], [], [_row("Art. 3", "Art. 5", "reworded")])
    assert (row.route, row.final_citation, row.final_confidence, row.final_strength) == (
        "lineage", "Art. 5", 0, ""
    )  # fmt: skip


def test_of_several_heirs_the_one_that_answers_best_comes_before_the_most_similar():
    (row,) = _trace(
        [_link("p1", "Art. 3")],
        [_link("p1", "Art. 6")],
        [_row("Art. 3", "Art. 5", "split", 0.9), _row("Art. 3", "Art. 6", "split", 0.4)],
    )
    assert (row.final_citation, row.route) == ("Art. 6", "lineage")


def test_weak_links_and_rank_zero_count_as_nothing():
    draft = [_link("p1", "Art. 3", 0.49), _link("p2", "", 0.9, rank=0)]
    assert [r.route for r in _trace(draft, [])] == ["none", "none"]
    assert _trace(draft, [], min_confidence=0.4)[0].route == "draft_only"


def test_a_single_version_fills_only_the_final_side():
    links = {"final": [_link("p1", "Art. 2"), _link("p2", "", 0.8, rank=0)]}
    rows = trace(links, (), (), versions=["final"])
    assert [(r.contribution_id, r.route, r.draft_citation) for r in rows] == [
        ("p1", "final_only", ""), ("p2", "none", "")
    ]  # fmt: skip


def test_within_a_contribution_the_strongest_row_comes_first():
    lineage = [_row("Art. 1", "Art. 1", "kept"), _row("Art. 2", "Art. 2", "kept")]
    draft = [_link("p1", "Art. 1", 0.6), _link("p1", "Art. 2", 0.9, rank=2)]
    final = [_link("p1", "Art. 1", 0.6), _link("p1", "Art. 2", 0.9, rank=2)]
    rows = _trace(draft, final, lineage)
    assert [r.final_citation for r in rows] == ["Art. 2", "Art. 1"]


def test_the_order_of_the_links_does_not_matter_within_a_contribution():
    lineage = [_row("Art. 1", "Art. 4", "split", 0.5), _row("Art. 1", "Art. 5", "split", 0.5)]
    final = [_link("p1", "Art. 5", 0.7, 2), _link("p1", "Art. 4", 0.7, 1)]
    draft = [_link("p1", "Art. 1")]
    assert _trace(draft, final, lineage) == _trace(draft, final[::-1], lineage[::-1])


def test_the_strongest_theme_is_named_and_an_unmatched_member_still_has_a_row():
    members = [Member("p1", "t2", 0.4), Member("p1", "t1", 0.9), Member("p9", "", 0.0)]
    rows = _trace([_link("p1", "Art. 1")], [], members=members)
    assert [(r.contribution_id, r.theme_id, r.route) for r in rows] == [
        ("p1", "t1", "draft_only"), ("p9", "", "none")
    ]  # fmt: skip


def test_a_version_without_links_is_refused():
    with pytest.raises(ProcessError, match="final"):
        trace({"borrador": []}, (), (), versions=["borrador", "final"])
