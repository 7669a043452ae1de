"""The page in a browser, opened from a file as from a USB stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from accessibility import grave_violations
from report_sample import sample

from tracer.report.page import report_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "reporte.html"
    path.write_text(report_page(sample()), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert grave_violations(page) == []
    context.close()
