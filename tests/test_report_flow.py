"""Flow, matrix and participation in numbers: everyone is counted, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_sample import ASKED, sample

from tracer.records import Contribution, Theme, Trace
from tracer.report.coverage import weight_of
from tracer.report.flow import OTHERS, Flow, by_channel, by_theme, passages, without_fates
from tracer.report.matrix import condensed, matrix_of, matrix_rows
from tracer.report.participation import LEAST, by_borough, by_period
from tracer.report.results import Results
from tracer.report.trails import answers, trails


def flows(results: Results, threshold: float = 0.5) -> list[Flow]:
    ways = trails(results, threshold=threshold)
    found = passages(results, ways, threshold=threshold)
    short = without_fates(found)
    return [make for part in (found, short)
            for make in (by_channel(part), by_theme(part, results.themes))]  # fmt: skip


def only_final(results: Results) -> Results:
    traces = tuple(
        replace(t, draft_citation="", draft_confidence=0.0, fate="", route="final_only")
        for t in results.traces
    )
    return replace(results, versions=(results.final,), traces=traces, alignments=())


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("given", [sample(), only_final(sample())])
def test_every_column_and_every_step_add_up_to_all_contributions(
    given: Results, threshold: float
) -> None:
    for flow in flows(given, threshold):
        for column in flow.nodes:
            assert sum(node.count for node in column) == len(ASKED)
            assert sum(node.weight for node in column) == weight_of(ASKED)
        for step in range(len(flow.columns) - 1):
            own = [band for band in flow.bands if band.step == step]
            assert sum(band.count for band in own) == len(ASKED)
            assert sum(band.weight for band in own) == weight_of(ASKED)


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.95])
def test_bands_fill_the_nodes_that_they_leave_and_reach(threshold: float) -> None:
    for flow in flows(sample(), threshold):
        for at, column in enumerate(flow.nodes):
            for node in column:
                leaving = [b.count for b in flow.bands if (b.step, b.source) == (at, node.key)]
                reaching = [b.count for b in flow.bands if (b.step, b.target) == (at - 1, node.key)]
                assert not leaving or sum(leaving) == node.count
                assert not reaching or sum(reaching) == node.count
                assert leaving or reaching


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.95])
def test_as_many_are_answered_as_everywhere_else_in_the_report(threshold: float) -> None:
    met = answers(sample().final, threshold=threshold)
    for flow in flows(sample(), threshold):
        ends = {node.key: node.count for node in flow.nodes[-1]}
        assert sum(ends.get(key, 0) for key in ("heir", "other", "gained")) == len(met)


def test_the_sample_ends_as_it_was_written() -> None:
    flow = flows(sample())[0]
    assert flow.columns == ("channel", "draft", "fate", "final")
    ends = {node.key: node.count for node in flow.nodes[-1]}
    assert ends == {"heir": 2, "gained": 2, "lost": 1, "never": 3}
    fates = {node.key: node.count for node in flow.nodes[2]}
    assert fates == {"strengthened": 1, "reworded": 1, "dropped": 1, "": 5}
    assert [node.key for node in flow.nodes[0]] == ["survey", "petition", "comment"]


def test_a_contribution_goes_its_surest_way_alone() -> None:
    given = sample()
    second = Trace("p1", "t-p1", "Art. 14", 0.81, "adopta", "Art. 13", 0.55, "parcial",
                   route="direct")  # fmt: skip
    before = flows(given)[0]
    after = flows(replace(given, traces=(second, *given.traces)))[0]
    assert after == before


def test_another_article_answers_where_the_heir_does_not() -> None:
    given = sample()
    way = replace(given.traces[0], final_citation="Art. 13", fate="", route="direct")
    flow = flows(replace(given, traces=(way, *given.traces[1:])))[0]
    band = next(b for b in flow.bands if b.target == "other")
    assert (band.source, band.count) == ("strengthened", 1)


def test_without_a_draft_there_are_two_columns() -> None:
    flow = flows(only_final(sample()))[0]
    assert flow.columns == ("channel", "final")
    assert {n.key: n.count for n in flow.nodes[1]} == {"answered": 4, "unanswered": 4}


def test_a_broad_theme_stands_for_those_below_it_and_small_ones_are_taken_together() -> None:
    given = sample()
    found = passages(given, trails(given))
    whole = by_theme(found, given.themes)
    assert {n.key: n.count for n in whole.nodes[0]} == {"t-p3": 3, "t-p1": 2, "": 3}
    many = [Theme(f"x{n}", "", f"x{n}", (), 1, 1.0, "p1") for n in range(8)]
    apart = [replace(p, theme=many[n]) for n, p in enumerate(found)]
    few = by_theme(apart, many, most=3)
    assert [n.key for n in few.nodes[0]] == ["x0", "x1", "x2", OTHERS]
    assert few.nodes[0][-1].count == 5


def test_the_matrix_counts_a_contribution_in_each_article_that_answers_it() -> None:
    matrix = matrix_of(sample())
    assert matrix.counts == {
        ("t-p1", "Art. 9"): 2, ("t-p3", "Art. 13"): 2,
    }  # fmt: skip
    assert matrix.weights["t-p1", "Art. 9"] == 53_121.0
    assert matrix_rows(matrix)[0] == {
        "tema": "agua · derecho", "articulo": "Art. 9", "aportaciones": 2, "firmas": 53_121.0,
    }  # fmt: skip


@pytest.mark.parametrize(("themes", "articles"), [(1, 1), (2, 3), (5, 2), (40, 40)])
def test_a_condensed_matrix_has_the_same_sum(themes: int, articles: int) -> None:
    matrix = matrix_of(sample())
    counts = {(f"t{n % 7}", f"Art. {n % 11}"): n for n in range(1, 60)}
    full = replace(
        matrix, themes=tuple(f"t{n}" for n in range(7)),
        articles=tuple(f"Art. {n}" for n in range(11)), counts=counts,
        weights={key: float(n) for key, n in counts.items()},
    )  # fmt: skip
    short = condensed(full, themes=themes, articles=articles)
    assert sum(short.counts.values()) == sum(counts.values())
    assert len(short.themes) <= themes + 1 and len(short.articles) <= articles + 1
    assert {theme for theme, _ in short.counts} <= set(short.themes)
    assert {article for _, article in short.counts} <= set(short.articles)


def people(sizes: dict[str, int], field: str = "borough") -> list[Contribution]:
    return [
        replace(Contribution(f"{name}{n}", "agua"), **{field: name})
        for name, size in sizes.items()
        for n in range(size)
    ]


def test_groups_under_five_are_withheld_and_so_is_what_would_reveal_them() -> None:
    spread = by_borough(people({"Coyoacán": 40, "Tlalpan": 9, "Tláhuac": 3}), set())
    assert spread is not None
    assert [(g.name, g.count) for g in spread.groups] == [
        ("Coyoacán", 40), ("Tlalpan", None), ("Tláhuac", None),
    ]  # fmt: skip
    shown = by_borough(people({"Coyoacán": LEAST, "Tlalpan": LEAST}), set())
    assert shown is not None and [g.count for g in shown.groups] == [LEAST, LEAST]


def test_one_borough_in_two_spellings_is_one() -> None:
    spread = by_borough(people({"Iztapalapa": 6, "IZTAPALAPA": 5, "Coyoacán": 5, "": 2}), set())
    assert spread is not None and spread.unknown == 2
    assert [(g.name, g.count) for g in spread.groups] == [("Iztapalapa", 11), ("Coyoacán", 5)]


def test_weeks_without_contributions_are_there_and_empty() -> None:
    spread = by_period(people({"2016-12-20": 6, "2017-01-09": 7}, "date"), set())
    assert spread is not None and spread.kind == "week"
    assert [(g.name, g.count) for g in spread.groups] == [
        ("2016-W51", 6), ("2016-W52", 0), ("2017-W01", 0), ("2017-W02", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "kind", "length"),
    [("2018-01-01", "week", 105), ("2025-01-01", "month", 109), ("2090-06-01", "year", 75),
     ("9016-01-01", "year", 2)],
)  # fmt: skip
def test_long_times_are_counted_by_longer_periods(last: str, kind: str, length: int) -> None:
    spread = by_period(people({"2016-01-04": 6, last: 7}, "date"), set())
    assert spread is not None and (spread.kind, len(spread.groups)) == (kind, length)


def test_nothing_is_counted_where_no_one_says_it() -> None:
    assert by_borough(people({"": 9}), set()) is None
    assert by_borough(people({"Tlalpan": 9}), set()) is None
    assert by_period(people({"": 4, "ayer": 5}, "date"), set()) is None


def test_nothing_is_shown_where_everything_would_be_withheld() -> None:
    assert by_borough(people({"Tlalpan": 4, "Tláhuac": 3}), set()) is None
    assert by_period(people({"2016-12-20": 4, "2017-01-09": 3}, "date"), set()) is None
