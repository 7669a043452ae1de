"""Of a large run the page and the workbook list a part; figures are those of all."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_sample import sample

from tracer.records import Contribution
from tracer.report import listed as module
from tracer.report.book.front import front_of
from tracer.report.book.workbook import report_sheets
from tracer.report.listed import listed
from tracer.report.page import report_page
from tracer.report.results import Results
from tracer.report.write import write_report


@pytest.fixture
def many() -> Results:
    """The sample with ninety answers more, all of the same weight."""
    more = tuple(
        Contribution(f"r{k:02}", f"Respuesta {k}: agua", channel="survey", weight=1.0)
        for k in range(90)
    )
    small = sample()
    return replace(small, contributions=(*small.contributions, *more))


def test_the_heaviest_are_listed_and_of_equals_a_sample(many: Results) -> None:
    small = {c.id for c in sample().contributions if c.weight > 1}
    kept = listed(many, most=len(small) + 20)
    ids = [c.id for c in kept.contributions]
    assert small < set(ids) and len(ids) == len(small) + 20
    drawn = [int(i[1:]) for i in ids if i.startswith("r")]
    assert min(drawn) < 30 and max(drawn) >= 60, "from all parts of the survey"
    assert kept.themes == many.themes and kept.rates == many.rates


def test_the_order_of_contributions_does_not_change_which_are_listed(many: Results) -> None:
    turned = replace(many, contributions=many.contributions[::-1])
    kept = {c.id for c in listed(many, most=30).contributions}
    assert kept == {c.id for c in listed(turned, most=30).contributions}


def test_nothing_is_left_out_of_a_run_that_fits(many: Results) -> None:
    assert listed(many, most=len(many.contributions)) is many


def test_only_what_is_listed_is_named_one_by_one(
    many: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.listed, "__kwdefaults__", {"most": 30})
    write_report(many, tmp_path)
    with (tmp_path / "trazabilidad.csv").open(encoding="utf-8-sig", newline="") as lines:
        every = {row["id"] for row in csv.DictReader(lines)}
    assert every == {c.id for c in many.contributions}
    sheets = report_sheets(many)
    assert len({row["id"] for row in sheets["sheet_trace"][1]}) == 30
    assert front_of(many).figures.contributions == len(many.contributions)
    page = report_page(many)
    block = re.search(r'id="datos">(.*?)</script>', page, re.DOTALL)
    assert block and len(json.loads(block[1])["contributions"]["id"]) == 30
    total = len(many.contributions)
    assert f"30 de las {total} aportaciones" in page
    assert f"<dd>{total}</dd>" in page, "the figures count all"
