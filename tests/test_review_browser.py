"""The desk in a browser: by keyboard, by two at once, through a pulled plug."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode

import httpx
import pytest
from accessibility import grave_violations
from desk_server import Served, serve

from tracer.cli import main
from tracer.decisions import log_path, read_log
from tracer.records import UNDONE, Decision

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
WRONG: list[str] = []


@pytest.fixture
def run(reviewable: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reviewable.parent, tmp_path / "mesa")) / "r"


@pytest.fixture
def desk(run: Path, tmp_path: Path) -> Iterator[Served]:
    served = serve(run, "--port", "0", cache=tmp_path / "cache")
    yield served
    served.kill()


@pytest.fixture(autouse=True)
def wrong(browser: Browser) -> Iterator[list[str]]:
    """What no page may do; looked at when the test's pages are closed.

    Nothing is raised where it happens: an error inside one of Playwright's events would end its
    connection, and with it every later test.
    """
    WRONG.clear()
    yield WRONG
    for context in browser.contexts:
        context.close()
    assert WRONG == []


def signed_in(browser: Browser, served: Served, name: str, *, width: int = 1280) -> Page:
    """A page of somebody's own browser, past the door."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=served.address, bypass_csp=False
    )
    page = context.new_page()
    page.on("pageerror", lambda error: WRONG.append(f"script error: {error}"))
    page.on("dialog", lambda dialog: (WRONG.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto("/entrar")
    page.fill("input[name=name]", name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.address}/")
    return page


def shown(page: Page) -> tuple[str, str]:
    """The link that a page shows."""
    return (
        unquote(page.input_value("#decidir input[name=contribution]")),
        unquote(page.input_value("#decidir input[name=citation]")),
    )


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def standing(run: Path) -> list[Decision]:
    """Decisions that weren't taken back."""
    decisions = read_log(log_path(run)).decisions
    gone = {d.undoes for d in decisions}
    return [d for d in decisions if d.verdict != UNDONE and d.id not in gone]


def test_twenty_links_are_coded_by_keyboard_alone(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/revisar")
    seen = []
    for at in range(20):
        seen.append(shown(page))
        press(page, "12345"[at % 5])
    decided = standing(run)
    assert [(d.contribution_id, d.citation) for d in decided] == seen
    assert len(set(seen)) == 20
    assert [d.verdict for d in decided[:5]] == ["adopta", "parcial", "menciona", "no", "duda"]
    assert {d.coder for d in decided} == {"ana"} and all(d.provision_hash for d in decided)


def test_a_note_is_written_without_giving_a_verdict(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/revisar")
    page.keyboard.press("n")
    page.keyboard.type("14 casos como este")
    page.keyboard.press("Enter")
    assert standing(run) == []
    press(page, "2")
    assert [(d.verdict, d.note) for d in standing(run)] == [("parcial", "14 casos como este")]
    page.fill("#decidir input[name=note]", "mejor otro")
    page.locator("#otro").click()
    page.fill("#busqueda input[name=q]", "bibliot")
    with page.expect_navigation():
        page.locator("#hallazgos button").first.click()
    assert [(d.verdict, d.note) for d in standing(run)][1:] == [("otro", "mejor otro")]


def test_undoing_goes_back_to_the_link_and_reloading_enters_nothing_twice(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/revisar")
    first = shown(page)
    press(page, "1")
    page.reload()
    assert len(standing(run)) == 1
    press(page, "u")
    assert shown(page) == first and standing(run) == []
    press(page, "4")
    assert [d.verdict for d in standing(run)] == ["no"]


def test_going_back_and_deciding_again_changes_the_decision(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/revisar")
    first = shown(page)
    press(page, "1")
    page.goto(f"/par?c={first[0]}&p={first[1]}")
    assert page.locator("button[aria-pressed=true]").get_attribute("value") == "adopta"
    press(page, "4")
    from tracer.decisions.apply import in_force

    held = in_force(read_log(log_path(run)).decisions)
    assert [(d.contribution_id, d.citation, d.verdict) for d in held] == [(*first, "no")]


def test_another_article_is_found_while_typing_and_then_judged(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/par?c=p0&p=Art. 6")
    press(page, "o")
    page.keyboard.type("bibliot")
    found = page.locator("#hallazgos button")
    found.first.wait_for()
    assert found.first.locator("b").inner_text() == "Art. 2"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert shown(page) == ("p0", "Art. 2")
    press(page, "1")
    assert [(d.citation, d.verdict, d.other) for d in standing(run)] == [
        ("Art. 6", "otro", "Art. 2"),
        ("Art. 2", "adopta", ""),
    ]


def test_a_contribution_whose_id_has_a_line_break_is_judged_like_any_other(
    browser: Browser, run: Path, tmp_path: Path
) -> None:
    texts = run.parent / "p.csv"
    odd = "p0\nb\u200fc"
    said = texts.read_text(encoding="utf-8").replace("\np0,", f'\n"{odd}",')
    texts.write_text(said, encoding="utf-8", newline="")
    assert main(["run", f"{run.parent}/p.toml", "-o", str(run), "--quiet"]) == 0
    served = serve(run, "--port", "0", cache=tmp_path / "cache")
    page = signed_in(browser, served, "ana")
    page.goto(f"/par?{urlencode({'c': odd, 'p': 'Art. 6'})}")
    press(page, "o")
    page.keyboard.type("bibliot")
    page.locator("#hallazgos button").first.wait_for()
    with page.expect_navigation():
        page.locator("#hallazgos button").first.click()
    press(page, "1")
    press(page, "u")
    assert shown(page) == (odd, "Art. 2")
    press(page, "2")
    served.kill()
    assert [(d.contribution_id, d.citation, d.verdict) for d in standing(run)] == [
        (odd, "Art. 6", "otro"),
        (odd, "Art. 2", "parcial"),
    ]


def test_a_search_that_nobody_answers_says_so(browser: Browser, desk: Served) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/otro?c=p0&p=Art. 6&q=agua")
    assert page.locator("#hallazgos button").count()
    desk.kill()
    page.fill("#busqueda input[name=q]", "bibliot")
    page.locator("#cuantos", has_text="no contesta").wait_for()
    assert page.locator("#hallazgos button").count() == 0


def test_two_coders_at_once_never_have_the_same_link_before_them(
    browser: Browser, desk: Served, run: Path
) -> None:
    ana, luz = signed_in(browser, desk, "ana"), signed_in(browser, desk, "luz")
    for page in (ana, luz):
        page.goto("/revisar")
    for _ in range(6):
        assert shown(ana) != shown(luz)
        press(ana, "1")
        press(luz, "4")
    decided = standing(run)
    assert len({(d.contribution_id, d.citation) for d in decided}) == len(decided) == 12
    assert {d.coder for d in decided} == {"ana", "luz"}


def test_a_pulled_plug_loses_no_decision_and_doubles_none(
    browser: Browser, run: Path, tmp_path: Path
) -> None:
    served = serve(run, "--port", "0", cache=tmp_path / "cache")
    port = served.address.rpartition(":")[2]
    page = signed_in(browser, served, "ana")
    page.goto("/revisar")
    coded = []
    for _ in range(4):
        for _ in range(3):
            coded.append(shown(page))
            press(page, "1")
        waiting = shown(page)
        served.kill()
        page.keyboard.press("4")  # nobody answers
        page.wait_for_timeout(200)
        served = serve(run, "--port", port, cache=tmp_path / "cache")
        assert [(d.contribution_id, d.citation) for d in standing(run)] == coded
        page.goto("/revisar")  # still signed in
        assert shown(page) == waiting
    served.kill()
    assert len(coded) == len(set(coded)) == 12


def test_a_form_that_was_sent_before_the_plug_was_pulled_may_be_sent_again(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/revisar")
    twice = """async () => {
      const form = document.getElementById("decidir");
      const sent = new URLSearchParams(new FormData(form));
      sent.set("verdict", "no");
      for (const _ of [1, 2, 3]) { await fetch("/decidir", {method: "POST", body: sent}); }
    }"""
    page.evaluate(twice)
    assert len(standing(run)) == 1


def test_nothing_that_a_citizen_wrote_runs(browser: Browser, desk: Served) -> None:
    page = signed_in(browser, desk, "ana")
    for address in ("/par?c=p9&p=Art. 6", "/otro?c=p9&p=Art. 6&q=aire", "/temas", "/registro"):
        page.goto(address)
        assert page.locator("main img, main script, main b b").count() == 0
    page.goto("/par?c=p9&p=Art. 6")
    text = page.locator("main").inner_text()
    assert "<script>alert(4)</script>" in text and "[U+202E]" in text
    assert "<b>en</b>" in text
    page.goto('/otro?c=p9&p=Art. 6&q="><script>alert(3)</script>')
    assert page.locator("main script").count() == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_and_no_page_is_wider_than_the_screen(
    browser: Browser, desk: Served, width: int
) -> None:
    page = signed_in(browser, desk, "ana", width=width)
    page.goto("/revisar")
    press(page, "1")
    pages = ("/", "/revisar", "/otro?c=p0&p=Art. 6&q=agua", "/temas", "/registro", "/acuerdo",
             "/intercambio", "/revisar?cola=contested", "/nada")  # fmt: skip
    for address in pages:
        page.goto(address)
        if address == "/temas":
            page.locator("summary").first.click()
        assert grave_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_themes_are_named_and_merged_and_the_next_run_does_it(
    browser: Browser, desk: Served, run: Path
) -> None:
    page = signed_in(browser, desk, "ana")
    page.goto("/temas")
    themes = page.locator("details.theme")
    if themes.count() == 0:
        pytest.fail("the sample run has no theme to name")
    themes.first.locator("summary").click()
    box = themes.first.locator("form", has=page.locator("input[value=rename]"))
    box.locator("input[name=name]").fill("Agua en casa")
    with page.expect_navigation():
        box.locator("button").click()
    assert "Agua en casa" in page.locator("main").inner_text()
    process = run.parent / "p.toml"
    assert main(["run", str(process), "-o", str(run), "--quiet"]) == 0
    import pyarrow.parquet as pq

    assert "Agua en casa" in pq.read_table(run / "themes.parquet")["label"].to_pylist()


def test_ctrl_c_closes_the_desk_without_a_traceback(run: Path, tmp_path: Path) -> None:
    served = serve(run, "--port", "0", cache=tmp_path / "cache")
    httpx.get(f"{served.address}/entrar", timeout=20)  # it listens to signals by now
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=20) == 0
    assert served.process.stderr is not None
    assert "Traceback" not in served.process.stderr.read()
