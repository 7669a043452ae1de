"""The desk against who doesn't keep its rules: old cookies, look-alike names, endless forms."""

from __future__ import annotations

import asyncio
import re
import shutil
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_client import LED, LOCAL, client, enter, form_of, key_in, led

from tracer.errors import InputError
from tracer.review.app import review_app
from tracer.review.desk import open_desk
from tracer.review.names import name_of, same_name
from tracer.review.security import Door, door_of

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


@pytest.fixture
def run(reviewable: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reviewable, tmp_path / "r"))


def with_cookies_of(other: TestClient, run: Path, door: Door) -> TestClient:
    """The same browser at another desk, or at one that was opened again."""
    browser = client(run, door)
    for cookie in other.cookies.jar:
        browser.cookies.jar.set_cookie(cookie)
    return browser


def test_an_old_cookie_opens_no_desk_under_other_rules(run: Path, tmp_path: Path) -> None:
    before = client(run)
    assert enter(before, "eva") == 303
    assert with_cookies_of(before, run, LOCAL).get("/").status_code == 200
    assert with_cookies_of(before, run, LED).get("/acuerdo").status_code == 303
    guarded = Door("0.0.0.0", token="t" * 16)
    assert with_cookies_of(before, run, guarded).get("/decisiones.csv").status_code == 303
    other = Path(shutil.copytree(run, tmp_path / "otra"))
    assert with_cookies_of(before, other, LOCAL).get("/").status_code == 303


def test_two_desks_on_one_machine_keep_their_sessions_apart(run: Path, tmp_path: Path) -> None:
    here, there = client(run), client(Path(shutil.copytree(run, tmp_path / "otra")))
    assert enter(here, "ana") == enter(there, "luz") == 303
    assert {c.name for c in here.cookies.jar}.isdisjoint({c.name for c in there.cookies.jar})


def test_a_new_key_of_the_lead_shuts_out_the_lead_alone(run: Path) -> None:
    ana, _, eva = led(run)
    again = Door("127.0.0.1", lead="eva", lead_key="otra")
    assert with_cookies_of(ana, run, again).get("/").status_code == 200
    assert with_cookies_of(eva, run, LED).get("/acuerdo").status_code == 200
    assert with_cookies_of(eva, run, again).get("/acuerdo").status_code == 303
    assert with_cookies_of(eva, run, again).get("/").status_code == 303


def test_a_cookie_kept_from_before_leaving_brings_nobody_back(run: Path) -> None:
    ana = client(run)
    assert enter(ana, "ana") == 303
    key = key_in(ana.get("/").text)
    kept = [(c.name, c.value) for c in ana.cookies.jar]
    assert ana.post("/salir", data={"form": key}).status_code == 303
    for name, value in kept:
        ana.cookies.set(name, value or "")
    assert ana.get("/").headers["location"] == "/entrar"


@pytest.mark.parametrize(
    "name",
    ["Eva\u200b", "\u200b", "E\x00va", "Eva\ufe0f", "\u3164", "123", "a\u202eb", "e\xadva",
     "x" * 61, "acuerdo", "ACUERDO", "codificacion_A", " ", "\ufff9a"],
)  # fmt: skip
def test_names_that_others_cannot_tell_apart_or_that_are_taken_are_refused(name: str) -> None:
    assert name_of(name) == ""


def test_names_of_people_are_kept_as_they_are() -> None:
    for name in ("José Ñandú", "O'Neil", "Li 2", "Ана", "x" * 60):
        assert name_of(f"  {name} ") == name
    assert name_of(unicodedata.normalize("NFD", "José")) == "José"
    assert same_name("ＥＶＡ", "eva") and not same_name("eva", "luz")


def test_a_refused_name_is_told_at_the_door(run: Path) -> None:
    assert enter(client(run), "Eva\u200b") == 400


def test_whoever_writes_the_leads_name_otherwise_is_asked_for_the_key(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracer.review.signing.SLOW", 0.0)
    door = door_of("127.0.0.1", token="", lead=unicodedata.normalize("NFD", "José  Luz "))
    assert door.lead == "José Luz"
    for name in ("José Luz", "josé  LUZ", unicodedata.normalize("NFD", "José Luz")):
        browser = client(run, door)
        assert enter(browser, name) == 403
        assert enter(browser, name, lead_key=door.lead_key) == 303
        assert browser.get("/acuerdo").status_code == 200


@pytest.mark.parametrize("lead", ["x" * 61, "eva\u200b", "Acuerdo", "..."])
def test_a_lead_must_have_a_name_to_come_in_under(lead: str) -> None:
    with pytest.raises(InputError, match="no puede ser el nombre de quien coordina"):
        door_of("127.0.0.1", token="", lead=lead)
    assert door_of("127.0.0.1", token="", lead="  ").lead == ""


def test_wrong_keys_soon_have_to_wait_and_nobody_else_does(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracer.review.signing.SLOW", 0.0)
    stranger = client(run, LED)
    assert [enter(stranger, "eva", lead_key=f"{k}") for k in range(20)] == [403] * 20
    assert enter(stranger, "eva", lead_key="llave") == 429
    assert enter(stranger, "ana") == 303
    monkeypatch.setattr("tracer.review.people.WITHIN", 0.0)
    assert enter(stranger, "eva", lead_key="llave") == 303


def test_guessing_keys_keeps_nobody_else_waiting(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    monkeypatch.setattr("tracer.review.people.MOST_FAILURES", 1_000)
    app = review_app(open_desk(run), door=LED, secret="s" * 32)
    answered: list[str] = []

    async def come_in(name: str) -> None:
        reached = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=reached, base_url="http://127.0.0.1") as browser:
            key = key_in((await browser.get("/entrar")).text)
            begun.append(name)
            while len(begun) < 61:
                await asyncio.sleep(0.01)
            if name == "ana":
                await asyncio.sleep(0.2)
            await browser.post("/entrar", data={"name": name, "lead_key": "no", "form": key})
            answered.append(name)

    async def all_at_once() -> None:
        await asyncio.gather(*(come_in("eva") for _ in range(60)), come_in("ana"))

    begun: list[str] = []
    with ThreadPoolExecutor(1) as apart:  # a browser's tests may have a loop in this thread
        apart.submit(lambda: asyncio.run(all_at_once())).result()
    assert answered[0] == "ana" and len(answered) == 61


def test_a_form_that_does_not_say_how_long_it_is_is_not_read(run: Path) -> None:
    ana = client(run)
    assert enter(ana, "ana") == 303
    for address in ("/decidir", "/intercambio"):
        assert ana.post(address, content=iter([b"x"] * 9)).status_code == 411


def test_only_an_import_may_be_long_and_it_is_never_cut(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = led(run)[2]
    form = form_of(eva, "/revisar") | {"verdict": "no"}
    assert eva.post("/decidir", data=form | {"note": "x" * 300_000}).status_code == 413
    eva.post("/decidir", data=form)
    sent = eva.get("/decisiones.csv").content

    def imported() -> int:
        files = {"file": ("d.csv", sent + b"\r\n" * 150_000, "text/csv")}
        return eva.post("/intercambio", data={"form": form["form"]}, files=files).status_code

    assert imported() == 200
    monkeypatch.setattr("tracer.review.security.MOST_BODY", 300_000)
    assert imported() == 413


def test_who_may_not_import_is_refused_before_the_file_is_read(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        pytest.fail("the form was read")

    monkeypatch.setattr("starlette.requests.Request.form", read)
    files = {"file": ("d.csv", b"x" * 999, "text/csv")}
    assert client(run).post("/intercambio", files=files).headers["location"] == "/entrar"


def test_what_is_refused_at_the_door_has_the_same_headers(run: Path) -> None:
    stranger = client(run)
    for answer in (
        stranger.get("/entrar", headers={"host": "malo.example"}),
        stranger.put("/entrar"),
        stranger.post("/entrar", headers={"origin": "http://malo.example"}),
    ):
        assert answer.status_code in (400, 403, 405)
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.fixture
def three(run: Path) -> Iterator[tuple[TestClient, TestClient, TestClient]]:
    yield led(run)


def correction_of(browser: TestClient) -> dict[str, str]:
    """The form with which the first correction of the themes page is taken back."""
    page = browser.get("/temas").text
    own = page[page.index('value="deshecho"') - 400 :].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', own[own.rindex("<form") :]))


def test_corrections_of_themes_are_taken_back_by_their_author_or_the_lead(
    three: tuple[TestClient, TestClient, TestClient],
) -> None:
    ana, luz, eva = three
    page = eva.get("/temas").text
    medoid = re.search(r'name="theme" value="([^"]+)"', page)
    assert medoid
    named = {"theme": medoid[1], "kind": "rename", "name": "Agua"}
    for browser, entry in ((eva, "1"), (luz, "2")):
        key = key_in(browser.get("/temas").text)
        own = named | {"form": key, "entry": entry, "name": f"Agua {entry}"}
        assert browser.post("/temas", data=own).status_code == 303
    assert 'value="deshecho"' not in ana.get("/temas").text
    back = correction_of(luz)
    stolen = back | {"form": key_in(ana.get("/temas").text), "entry": "robo"}
    assert ana.post("/temas", data=stolen).status_code == 403
    assert ana.post("/temas", data=stolen | {"undoes": "nadie"}).status_code == 400
    assert luz.post("/temas", data=back).status_code == 303
    assert luz.post("/temas", data=back).status_code == 303  # the same, sent twice
    assert luz.post("/temas", data=back | {"entry": "otra"}).status_code == 400  # gone already
    assert "Agua 1" in ana.get("/temas").text and "Agua 2" not in ana.get("/temas").text
    assert eva.post("/temas", data=correction_of(eva)).status_code == 303
    assert "Agua 1" not in eva.get("/temas").text


def test_the_words_of_a_correction_have_bounds(run: Path) -> None:
    ana = client(run)
    assert enter(ana, "ana") == 303
    page = ana.get("/temas").text
    medoid = re.search(r'name="theme" value="([^"]+)"', page)
    assert medoid
    sent = {"form": key_in(page), "entry": "1", "theme": medoid[1]}
    for wrong in (
        {"kind": "rename", "name": "x" * 121},
        {"kind": "split", "parts": "uno\n" + "x" * 2_000},
        {"kind": "rename", "name": "x", "entry": "x" * 81},
    ):
        assert ana.post("/temas", data=sent | wrong).status_code == 400
    assert ana.post("/temas", data=sent | {"kind": "rename", "name": "x" * 120}).status_code == 303
