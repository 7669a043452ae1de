"""The data block says what the results say, in columns, and can stand inside a script element."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from report_sample import HOSTILE, sample

from tracer.cells import visible
from tracer.records import Span
from tracer.report.page.data import data_block, page_data
from tracer.report.page.shown import shown_span


def _data() -> dict[str, Any]:
    return json.loads(data_block(page_data(sample())))  # type: ignore[no-any-return]


def test_links_are_those_that_count_and_the_best_one_below() -> None:
    data = _data()
    ids, final = data["contributions"]["id"], data["versions"][1]
    held = {
        (ids[c], final["units"]["citation"][unit], confidence)
        for c, unit, confidence in zip(
            *(final["links"][name] for name in ("c", "unit", "confidence")), strict=True
        )
    }
    assert {link for link in held if link[2] < data["threshold"]} == {
        ("p1", "Art. 13", 1200),
        ("p2", "Art. 50", 400),
    }
    assert len(held) == 6


def test_of_two_links_below_only_the_better_one_is_held() -> None:
    given = sample()
    weak = next(link for link in given.final.links if link.confidence == 0.12)
    weaker = replace(weak, citation="Art. 50", article="Art. 50", confidence=0.11, rank=3)
    final = replace(given.final, links=(weaker, *given.final.links))
    data: Any = page_data(replace(given, versions=(given.versions[0], final)))
    confidences = data["versions"][1]["links"]["confidence"]
    assert 1200 in confidences and 1100 not in confidences


def test_offsets_cut_the_quoted_words_out_of_both_texts() -> None:
    data, given = _data(), sample()
    cut = set()
    for version in data["versions"]:
        links = version["links"]
        for at, (c, unit) in enumerate(zip(links["c"], links["unit"], strict=True)):
            said = data["contributions"]["text"][c][links["said"][at] : links["saidEnd"][at]]
            norm = version["units"]["text"][unit][links["norm"][at] : links["normEnd"][at]]
            cut.add((said, norm))
    wanted = {
        (link.evidence_contribution, link.evidence_provision)
        for version in given.versions
        for link in version.links
    }
    assert cut == wanted


def test_words_that_do_not_stand_where_their_link_says_are_kept_apart() -> None:
    given = sample()
    links = tuple(replace(link, evidence_provision="otra cosa") for link in given.final.links)
    versions = (given.versions[0], replace(given.final, links=links))
    data: Any = page_data(replace(given, versions=versions))
    final = data["versions"][1]
    assert set(final["links"]["norm"]) == {-1}
    assert {final["loose"][at] for at in final["links"]["normEnd"]} == {"otra cosa"}


@pytest.mark.parametrize(
    "text", ["liso", "🌳🌳 dos árboles", unicodedata.normalize("NFD", "acción"), HOSTILE]
)
def test_a_shown_span_counts_as_javascript_does(text: str) -> None:
    shown = visible(text).encode("utf-16-le")
    found = shown_span(text, Span(1, len(text)))
    tail = shown[2 * found.start : 2 * found.end].decode("utf-16-le")
    assert tail == visible(text)[len(visible(text[:1])) :]


def test_columns_of_a_table_are_of_one_length_or_empty() -> None:
    data = _data()
    tables = [data["contributions"], data["themes"], data["trails"]]
    tables += [version[name] for version in data["versions"] for name in ("units", "links")]
    for table in tables:
        assert len({len(column) for column in table.values()} - {0}) == 1


def test_the_block_has_no_angle_bracket_and_no_line_end_that_javascript_knows() -> None:
    block = data_block({"a": "</script><!--\u2028\u2029"})
    assert not set("<\u2028\u2029") & set(block)
    assert json.loads(block) == {"a": "</script><!--\u2028\u2029"}


def test_the_order_of_the_contributions_does_not_change_the_block() -> None:
    given = sample()
    turned = replace(given, contributions=given.contributions[::-1], traces=given.traces[::-1])
    assert data_block(page_data(turned)) == data_block(page_data(given))
