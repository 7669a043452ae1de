"""The page in a browser, opened from a file as from a USB stick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from report_sample import sample
from watched_page import Watched, opened

from tracer.messages import catalogue
from tracer.report.page import report_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ES = catalogue("es")
WATER = "Pedimos que toda persona tenga agua suficiente, salubre y asequible"
POTABLE = "agua potable suficiente, salubre, segura, asequible y accesible"


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    watched = opened(browser, tmp_path, sample())
    yield watched
    watched.page.context.close()
    assert watched.wrong == []


def test_the_table_holds_every_contribution_and_says_how_many(shown: Watched) -> None:
    assert sorted(shown.ids()) == ["c1", "e1", "e2", "e3", "e4", "p1", "p2", "p3"]
    assert "1 a 8 de 8" in shown.page.inner_text("#cuantas")


def test_a_search_takes_no_notice_of_accents_and_stands_in_the_address(shown: Watched) -> None:
    shown.page.fill("[name=buscar]", "ARBOLES")
    shown.settle("buscar=ARBOLES")
    assert sorted(shown.ids()) == ["e2", "p3"]
    shown.go("#trazabilidad&buscar=ARBOLES")
    assert sorted(shown.ids()) == ["e2", "p3"]
    assert shown.page.input_value("[name=buscar]") == "ARBOLES"


@pytest.mark.parametrize(
    ("field", "value", "ids"),
    [
        ("canal", "comment", ["c1"]),
        ("tema", "t-p1", ["e1", "e2", "p1"]),
        ("tema", "t-p3", ["c1", "e2", "p3"]),
        ("destino", "dropped", ["p2"]),
        ("respuesta", "1", ["e1", "e2", "p1", "p3"]),
        ("confianza", "0.7", ["e1", "p1", "p3"]),
    ],
)
def test_a_filter_leaves_the_rows_that_fit(
    shown: Watched, field: str, value: str, ids: list[str]
) -> None:
    shown.page.select_option(f"[name={field}]", value)
    shown.settle(f"{field}={value}")
    assert sorted(shown.ids()) == ids


@pytest.mark.parametrize(
    ("article", "ids"), [("Art. 9", ["e1", "p1"]), ("18", ["p2"]), ("Art. 1", [])]
)
def test_an_article_of_either_text_leaves_the_rows_that_cite_it(
    shown: Watched, article: str, ids: list[str]
) -> None:
    shown.page.fill("[name=articulo]", article)
    shown.settle("articulo=")
    assert sorted(shown.ids()) == ids


def test_a_heading_sorts_up_and_down_and_says_so(shown: Watched) -> None:
    heading = shown.page.locator("th[data-orden=firmas]")
    assert heading.get_attribute("aria-sort") == "descending"
    assert shown.ids()[:3] == ["p1", "p2", "p3"]
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert shown.ids()[-3:] == ["p3", "p2", "p1"]
    shown.page.locator("th[data-orden=aportacion] button").click()
    assert heading.get_attribute("aria-sort") is None
    assert shown.ids() == ["c1", "e1", "e2", "e3", "e4", "p1", "p2", "p3"]


def test_from_a_petition_to_its_article_the_words_of_the_link_stand_on_both_sides(
    shown: Watched,
) -> None:
    row = shown.page.locator("#tabla-trazabilidad tbody tr", has_text="p1")
    row.locator("td:nth-child(6) a.cite").first.click()
    shown.page.wait_for_selector("#hoja:not([hidden])")
    assert shown.page.title().startswith("Art. 9")
    assert shown.page.evaluate("document.activeElement.textContent").startswith("Art. 9")
    marks = shown.page.locator("#hoja .chosen mark").all_inner_texts()
    assert marks == [WATER, POTABLE]
    assert shown.page.locator("#hoja .law mark").all_inner_texts() == [POTABLE]
    law = shown.page.inner_text("#hoja .law")
    assert sample().final.units[0].text == law.strip()


def test_what_people_said_of_a_link_stands_in_the_table_and_on_both_pages(
    browser: Browser, tmp_path: Path
) -> None:
    given = sample()
    links = tuple(
        replace(x, review="contested") if x.contribution_id == "p1" and x.rank == 1 else x
        for x in given.final.links
    )
    versions = (given.versions[0], replace(given.final, links=links))
    shown = opened(browser, tmp_path, replace(given, versions=versions))
    assert ES["standing_contested"] in shown.rows()[0]
    for route in ("#articulo=Art.%209", "#aportacion=p1"):
        shown.go(route)
        assert ES["standing_contested"] in shown.page.inner_text("#hoja")
    shown.page.context.close()
    assert shown.wrong == []


def test_the_page_of_an_article_has_its_ancestor_and_what_changed(shown: Watched) -> None:
    shown.go("#articulo=Art. 13")
    hoja = shown.page.locator("#hoja")
    assert hoja.locator("del").all_text_contents() == ["de la ciudad"]
    assert hoja.locator("ins").all_text_contents() == ["y repondrán "]
    hoja.get_by_role("link", name="Art. 21").click()
    shown.page.wait_for_function("document.title.startsWith('Art. 21')")
    assert "Proyecto" in (shown.page.text_content("#hoja .kind") or "")


def test_back_leads_to_the_same_place_and_the_same_filters(shown: Watched) -> None:
    shown.page.set_viewport_size({"width": 1280, "height": 400})
    shown.page.fill("[name=buscar]", "agua")
    shown.settle("buscar=agua")
    shown.page.locator("#tabla-trazabilidad a", has_text="p1").click()
    shown.page.wait_for_selector("#hoja:not([hidden])")
    shown.page.go_back()
    shown.page.wait_for_selector("#hoja", state="hidden")
    assert shown.page.input_value("[name=buscar]") == "agua"
    assert "e1" in shown.ids() and "p3" not in shown.ids()
    assert shown.page.evaluate("document.activeElement.textContent") == "p1"
    assert shown.page.evaluate("scrollY") > 400
    shown.page.go_forward()
    shown.page.wait_for_selector("#hoja:not([hidden])")
    assert shown.page.title().startswith("p1")


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ("#aportacion=p2", "Licencia de paternidad de noventa días"),
        ("#tema=t-p1", "agua · derecho"),
        ("#articulo=Art.%2014&version=Proyecto", "Toda persona tiene derecho al agua."),
        ("#articulo=Art.%20900", ES["page_unknown"]),
        ("#aportacion=nadie", ES["page_unknown"]),
        ("#tema=", ES["page_unknown"]),
        ("#articulo=Art.%209&version=otra", ES["page_unknown"]),
        ("#articulo=%E0%A4%A", ES["page_unknown"]),
    ],
)
def test_an_address_that_somebody_sent_opens_its_page(
    shown: Watched, route: str, said: str
) -> None:
    shown.go(route)
    assert said.lower() in shown.page.inner_text("#hoja").lower()
    assert not shown.page.is_visible("#informe")


def test_every_citation_theme_and_contribution_of_the_report_leads_to_a_page(
    shown: Watched,
) -> None:
    shown.page.wait_for_function("document.querySelector('#tabla-temas a')")
    routes = set(
        shown.page.eval_on_selector_all(
            "#informe a[href*='=']", "all => all.map(a => a.getAttribute('href'))"
        )
    )
    wanted = {"#articulo=Art.%209", "#tema=t-p1", "#aportacion=e3"}
    assert wanted <= routes
    assert "#articulo=Art.%2018&version=Proyecto" in routes
    for route in routes:
        if not route.startswith("#trazabilidad"):
            shown.page.evaluate("route => { location.hash = route; }", route)
            shown.page.wait_for_selector("#hoja h2")
            assert ES["page_unknown"] not in shown.page.inner_text("#hoja"), route


def test_rows_come_a_page_at_a_time(browser: Browser, tmp_path: Path) -> None:
    given = sample()
    many = tuple(replace(given.contributions[4], id=f"x{at:04}") for at in range(120))
    shown = opened(browser, tmp_path, replace(given, contributions=many))
    assert shown.ids()[0] == "x0000" and len(shown.rows()) == 50
    shown.page.click("#siguiente")
    shown.page.click("#siguiente")
    assert shown.ids()[0] == "x0100" and len(shown.rows()) == 20
    shown.page.click("#siguiente", force=True)  # as good as disabled, but keeps the focus
    assert "hoja=3" in shown.page.url and "101 a 120 de 120" in shown.page.inner_text("#cuantas")
    shown.page.context.close()
    assert shown.wrong == []


def test_the_keyboard_alone_reaches_content_filters_and_rows(shown: Watched) -> None:
    page = shown.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"
    reached = set()
    for _ in range(250):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("(document.activeElement.name || document.activeElement.id || '')")
        )
    assert {"buscar", "tema", "articulo", "orden", "siguiente"} <= reached


def test_on_paper_there_are_headings_and_changes_but_no_controls(shown: Watched) -> None:
    shown.page.emulate_media(media="print")
    for control in ("#filtros", "nav.contents", "#hojas", "thead button"):
        assert not shown.page.locator(control).first.is_visible()
    assert shown.page.locator("#tabla-trazabilidad .printed").first.is_visible()
    assert shown.page.locator("#destinos ins").first.is_visible()


def test_without_script_the_heaviest_rows_and_no_dead_links_remain(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "reporte.html"
    path.write_text(report_page(sample()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#tabla-trazabilidad tbody tr").count() == 8
    assert not page.is_visible("#filtros") and not page.is_visible("#hojas")
    assert page.locator("#tabla-trazabilidad a").count() == 0
    context.close()


def test_the_english_page_draws_in_english(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report_page(sample(), lang="en"), encoding="utf-8")
    context = browser.new_context()
    shown = Watched(context.new_page(), path.as_uri())
    shown.go("#articulo=Art.%209")
    words = shown.page.inner_text("#hoja")
    assert "Back to the report" in words and "Aportaciones" not in words
    assert shown.page.locator("#hoja").get_by_text("What was asked").count() > 0
    context.close()
    assert shown.wrong == []
