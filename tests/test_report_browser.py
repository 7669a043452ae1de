"""The page in a browser, opened from a file as from a USB stick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from accessibility import grave_violations
from report_sample import HOSTILE, sample

from tracer.messages import catalogue
from tracer.report.page import report_page
from tracer.report.results import Results

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ES = catalogue("es")
WATER = "Pedimos que toda persona tenga agua suficiente, salubre y asequible"
POTABLE = "agua potable suficiente, salubre, segura, asequible y accesible"
ROUTES = {
    "first": "",
    "article": "#articulo=Art.%209&aportacion=p1",
    "theme": "#tema=t-p3",
    "contribution": "#aportacion=p1",
    "unknown": "#articulo=Art.%20900",
}


class Watched:
    """A page, and whatever it did that a report must not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: self._see(request.url))
        self.go("")

    def _see(self, url: str) -> None:
        if url.split("#")[0] != self.address:
            self.wrong.append(f"request: {url}")

    def go(self, route: str) -> None:
        self.page.goto("about:blank")
        self.wrong.clear()  # the blank page is a request too
        self.page.goto(self.address + route)
        self.page.wait_for_selector("#filtros:not([hidden])", state="attached")

    def rows(self) -> list[str]:
        return self.page.locator("#tabla-trazabilidad tbody tr").all_inner_texts()

    def ids(self) -> list[str]:
        return self.page.locator("#tabla-trazabilidad tbody td:first-child bdi").all_text_contents()

    def settle(self, asked: str) -> None:
        self.page.wait_for_function("asked => location.hash.includes(asked)", arg=asked)


def _open(browser: Browser, folder: Path, results: Results, *, width: int = 1280) -> Watched:
    path = folder / "reporte.html"
    path.write_text(report_page(results), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900})
    return Watched(context.new_page(), path.as_uri())


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    opened = _open(browser, tmp_path, sample())
    yield opened
    opened.page.context.close()
    assert opened.wrong == []


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
    shown = _open(browser, tmp_path, replace(given, versions=versions))
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
    shown = _open(browser, tmp_path, replace(given, contributions=many))
    assert shown.ids()[0] == "x0000" and len(shown.rows()) == 50
    shown.page.click("#siguiente")
    shown.page.click("#siguiente")
    assert shown.ids()[0] == "x0100" and len(shown.rows()) == 20
    shown.page.click("#siguiente", force=True)  # as good as disabled, but keeps the focus
    assert "hoja=3" in shown.page.url and "101 a 120 de 120" in shown.page.inner_text("#cuantas")
    shown.page.context.close()
    assert shown.wrong == []


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
    shown = _open(
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
    shown = _open(
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
