"""What citizens wrote stays text in the browser, and everybody can use the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from accessibility import grave_violations
from report_sample import HOSTILE, sample
from watched_page import opened

from tracer.report.page import report_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WATER = "Pedimos que toda persona tenga agua suficiente, salubre y asequible"
ROUTES = {
    "first": "",
    "article": "#articulo=Art.%209&aportacion=p1",
    "theme": "#tema=t-p3",
    "contribution": "#aportacion=p1",
    "unknown": "#articulo=Art.%20900",
}
HOSTILES = {
    "markup": HOSTILE,
    "end of the block": "</script><script>alert(3)</script><!-- <script>",
    "two megabytes": "agua " * 400_000,
    "emoji": "👩‍👩‍👧 quiero 🌳🌳 y \ud83d",
    "line ends of JavaScript": "uno\u2028dos\u2029tres",
    "braces": "{{ 7 * 7 }} ${alert(4)} javascript:alert(5)",
}


@pytest.mark.parametrize("name", HOSTILES)
def test_a_hostile_contribution_stays_text_in_table_and_pages(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    given = sample()
    text = HOSTILES[name]
    worst = replace(given.contributions[0], id=text[:200], text=text, channel=text[:200])
    theme = replace(given.themes[0], label=text[:200], id=text[:200], terms=(text[:200],))
    final = given.versions[1]
    unit = replace(final.units[0], heading=text[:200])
    shown = opened(
        browser,
        tmp_path,
        replace(
            given,
            contributions=(worst, *given.contributions[1:]),
            themes=(theme, *given.themes[1:]),
            versions=(given.versions[0], replace(final, units=(unit, *final.units[1:]))),
        ),
    )
    for route in (
        f"#aportacion={quote(text[:200], safe='', errors='replace')}",
        f"#tema={quote(text[:200], safe='', errors='replace')}",
        "#articulo=Art.%209",
        "#trazabilidad&buscar=script",
    ):
        shown.go(route)
        assert shown.page.locator("#contenido script, #contenido img, iframe").count() == 0
    shown.page.context.close()
    assert shown.wrong == []


def test_quoted_words_are_marked_to_the_character_after_emoji(
    browser: Browser, tmp_path: Path
) -> None:
    given = sample()
    first = given.contributions[0]
    text = "🌳🌳\u202e " + first.text.replace("negocio", "nego\u0301cio")
    moved = replace(first, text=text)
    shown = opened(
        browser, tmp_path, replace(given, contributions=(moved, *given.contributions[1:]))
    )
    shown.go("#aportacion=p1")
    assert shown.page.locator("#hoja .said mark").all_inner_texts() == [WATER]
    shown.page.context.close()
    assert shown.wrong == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", ROUTES)
def test_axe_finds_nothing_serious_and_no_page_is_wider_than_the_screen(
    browser: Browser, tmp_path: Path, width: int, route: str
) -> None:
    path = tmp_path / "reporte.html"
    path.write_text(report_page(sample()), encoding="utf-8")
    # axe-core is put into the page as a script, which the page's policy rightly forbids
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri() + ROUTES[route])
    page.wait_for_selector("#filtros:not([hidden])", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave_violations(page) == []
    context.close()
