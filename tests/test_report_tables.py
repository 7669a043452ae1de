"""The tables for people count and join what the run found."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from report_sample import DRAFT, FINAL, sample

from tracer.records import Member, Span, Trace
from tracer.report import columns
from tracer.report.book.workbook import report_sheets
from tracer.report.changes import changed_words, fate_counts, lineage_rows
from tracer.report.coverage import coverage_rows, gap_rows, theme_rows
from tracer.report.quotes import quote_at, quote_contribution, quote_provision
from tracer.report.review import review_rows
from tracer.report.traceability import petition_rows, traceability_rows


def test_every_contribution_has_a_row_heaviest_first_then_by_id() -> None:
    ids = [row["id"] for row in traceability_rows(sample())]
    assert ids == ["p1", "p2", "p3", "c1", "e1", "e2", "e3", "e4"]


def test_a_row_quotes_both_sides_of_the_final_link() -> None:
    row = traceability_rows(sample())[0]
    assert (row["articulo_borrador"], row["destino"], row["articulo_final"]) == (
        "Art. 14", "reforzado", "Art. 9",
    )  # fmt: skip
    assert str(row["cita_norma"]).startswith("agua potable") and row["cita_de"] == "texto final"


def test_what_was_lost_quotes_the_draft() -> None:
    row = traceability_rows(sample())[1]
    assert row["respondida"] == "no" and row["cita_de"] == "borrador"
    assert row["confianza_final"] is None


def test_an_end_reached_only_by_lineage_shows_no_confidence() -> None:
    way = Trace("p2", "", "Art. 18", 0.9, "adopta", "Art. 50", 0.0, "", "moved", "lineage")
    row = traceability_rows(replace(sample(), traces=(way,)))[1]
    assert row["articulo_final"] == "Art. 50" and row["confianza_final"] is None


def test_values_follow_the_language_and_column_names_do_not() -> None:
    row = traceability_rows(sample(), lang="en")[0]
    assert row["destino"] == "strengthened" and row["canal"] == "petition"
    assert set(row) == set(columns.TRACE)


def test_tables_do_not_depend_on_the_order_of_records() -> None:
    results, shuffle = sample(), random.Random(3)
    mixed = replace(
        results,
        contributions=tuple(shuffle.sample(results.contributions, len(results.contributions))),
        members=tuple(reversed(results.members)),
        themes=tuple(reversed(results.themes)),
        traces=tuple(reversed(results.traces)),
        versions=tuple(replace(v, links=tuple(reversed(v.links))) for v in results.versions),
    )
    assert report_sheets(mixed) == report_sheets(results)


def test_every_sheet_gives_only_columns_that_it_declares() -> None:
    for wanted, rows in report_sheets(sample()).values():
        assert rows and all(set(row) <= set(wanted) for row in rows)


def test_coverage_lists_provisions_that_answer_nobody() -> None:
    rows = {(r["version"], r["disposicion"]): r for r in coverage_rows(sample())}
    assert rows["Constitución", "Art. 50"]["aportaciones"] == 0
    assert rows["Constitución", "Art. 9"]["aportaciones"] == 2
    assert rows["Constitución", "Art. 9"]["firmas"] == 53_121
    assert rows["Constitución", "Art. 9"]["mejor_confianza"] == 0.94
    assert len(rows) == len(DRAFT) + len(FINAL)


def test_a_weak_link_does_not_count_as_an_answer() -> None:
    strict = {r["disposicion"]: r for r in coverage_rows(sample(), threshold=0.75)}
    assert strict["Art. 9"]["aportaciones"] == 1 and strict["Art. 13"]["aportaciones"] == 1


def test_a_theme_counts_the_themes_below_it_each_contribution_once() -> None:
    rows = {r["tema_id"]: r for r in theme_rows(sample())}
    assert rows["t-p3"]["parte_respondidas"] == pytest.approx(2 / 3)
    assert rows["t-p1"]["articulos"] == ["Art. 9 (2)", "Art. 13 (1)"]


def test_a_circle_of_parent_themes_ends() -> None:
    results = sample()
    circle = tuple(replace(t, parent_id="t-c1") for t in results.themes)
    assert len(theme_rows(replace(results, themes=circle))) == 3


def test_gaps_go_both_ways_and_leave_out_the_repealed() -> None:
    rows = gap_rows(sample())
    assert [r["referencia"] for r in rows] == ["p2", "c1", "e3", "e4", "Art. 50"]
    assert rows[0]["articulo_borrador"] == "Art. 18" and rows[0]["mas_cercano"] == "Art. 50"


def test_petitions_show_draft_and_final_articles() -> None:
    rows = petition_rows(sample())
    assert [(r["id"], r["articulos_borrador"], r["articulos_final"]) for r in rows] == [
        ("p1", ["Art. 14"], ["Art. 9"]),
        ("p2", ["Art. 18"], []),
        ("p3", ["Art. 21"], ["Art. 13"]),
    ]


def test_lineage_counts_who_each_side_answers() -> None:
    rows = lineage_rows(sample())
    assert (rows[0]["aportaciones_borrador"], rows[0]["aportaciones_final"]) == (1, 2)
    assert rows[2]["semejanza"] is None and rows[2]["destino"] == "eliminado"


def test_a_provision_split_in_two_is_counted_once() -> None:
    results = sample()
    pair = replace(results.lineage[0], fate="split")
    pairs = (pair, replace(pair, new_citation="Art. 13"))
    split = replace(results, alignments=(replace(results.alignments[0], lineage=pairs),))
    assert fate_counts(split) == [("split", 1)]


def test_without_traces_the_best_final_link_stands_in() -> None:
    row = traceability_rows(replace(sample(), traces=()))[0]
    assert row["articulo_final"] == "Art. 9" and row["via"] == "solo en el texto final"


def test_the_strongest_theme_is_the_main_one() -> None:
    results = sample()
    members = (*results.members, Member("e4", "t-p3", 0.1), Member("e4", "t-c1", 0.2))
    rows = gap_rows(replace(results, members=members))
    assert next(r["tema"] for r in rows if r["referencia"] == "e4") == "cuidados"


def test_a_quote_with_its_context_is_the_text_itself() -> None:
    text = "Queremos agua limpia todos los días."
    found = quote_at(text, Span(9, 20))
    assert found.words == "agua limpia" and found.before + found.words + found.after == text


def test_words_that_do_not_stand_at_their_offsets_are_never_highlighted_there() -> None:
    results = sample()
    link, unit = results.final.links[0], results.final.units[0]
    moved = replace(link, provision_span=Span(0, 20), contribution_span=Span(0, 20))
    assert quote_provision(unit, moved).words == link.evidence_provision
    assert quote_contribution("otro texto", moved).before == ""


def test_a_decomposed_text_is_quoted_where_its_composed_evidence_stands() -> None:
    results = sample()
    raw = "La proteccio\u0301n del a\u0301rbol."
    provision = replace(results.final.units[1].provisions[0], text=raw, start=100, end=124)
    unit = replace(results.final.units[1], provisions=(provision,))
    link = replace(
        results.final.links[2], evidence_provision="protección", provision_span=Span(103, 114)
    )
    found = quote_provision(unit, link)
    assert (found.before, found.words, found.after) == ("La ", "protección", " del árbol.")


def test_changed_words_rebuild_both_wordings() -> None:
    old, new = "Las autoridades protegerán los árboles.", "Protegerán y repondrán los árboles."
    found = changed_words(old, new)
    kept = {kind: "".join(s.text for s in found if s.kind in ("same", kind)).split()
            for kind in ("removed", "added")}  # fmt: skip
    assert kept["removed"] == old.split() and kept["added"] == new.split()


def test_long_unchanged_passages_are_left_out_of_a_comparison() -> None:
    same = " ".join(f"palabra{i}" for i in range(200))
    found = changed_words(f"{same} fin", f"{same} final")
    assert [s.kind for s in found] == ["gap", "same", "removed", "added"]
    assert changed_words(same, same) == []


def test_what_people_reviewed_stands_in_the_table_and_in_a_sheet_without_their_names() -> None:
    rows = traceability_rows(sample())
    (tree,) = [row for row in rows if row["id"] == "p3"]
    assert tree["revision"] == "el texto cambió después de revisarlo"
    sheet = review_rows(sample())
    assert [(r["id"], r["revision"], r["personas"]) for r in sheet] == [
        ("p3", "el texto cambió después de revisarlo", 1),  # what waits for a look comes first
        ("p1", "confirmado por personas", 2),
    ]
    assert not {"ana", "luz"} & {str(cell) for row in sheet for cell in row.values()}
