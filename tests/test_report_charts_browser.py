"""The pictures in a browser: one layout a screen, nothing refused, nothing sideways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from report_sample import sample
from test_report_charts import placed

from tracer.report.page import report_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path):  # type: ignore[no-untyped-def]
    path = tmp_path / "reporte.html"
    path.write_text(report_page(placed(sample())), encoding="utf-8")
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.complaints.append(message.text))  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    yield page
    context.close()


def test_the_policy_of_the_page_refuses_nothing_in_the_pictures(page: Page) -> None:
    assert page.complaints == []  # type: ignore[attr-defined]


def test_of_each_picture_one_layout_is_seen_and_the_page_stays_within_its_width(page: Page) -> None:
    seen = page.eval_on_selector_all(
        "figure.chart",
        "figures => figures.map(f => [...f.querySelectorAll('svg[role=img]')]"
        ".filter(s => s.getBoundingClientRect().width > 0).length)",
    )
    assert len(seen) == 6 and set(seen) == {1}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_letters_of_the_pictures_are_large_enough_to_read(page: Page) -> None:
    sizes = page.eval_on_selector_all(
        "figure.chart text",
        "texts => texts.filter(t => t.getBoundingClientRect().width > 0)"
        ".map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().d)"
        ".map(Math.abs).filter(s => s > 0.01)",
    )
    assert len(sizes) > 40 and min(sizes) > 10
