"""What the desk takes into its log, and what it shows of it to whom."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from desk_client import LOCAL, client, enter, form_of, key_in, led

from tracer.decisions import enter as enter_into
from tracer.decisions import log_path, read_exported, read_log
from tracer.records import Decision
from tracer.review.app import review_app
from tracer.review.desk import Desk, open_desk
from tracer.review.state import now

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


@pytest.fixture
def run(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "r"))


def signed_in(run: Path, name: str) -> TestClient:
    browser = client(run)
    assert enter(browser, name) == 303
    return browser


def dispute(one: TestClient, other: TestClient, queue: str) -> dict[str, str]:
    """Have two coders differ on the first link of a queue; gives the first one's form."""
    form = form_of(one, f"/revisar?cola={queue}")
    one.post("/decidir", data=form | {"verdict": "no"})
    where = f"/par?c={form['contribution']}&p={form['citation']}"
    assert other.post("/decidir", data=form_of(other, where) | {"verdict": "adopta"}).is_redirect
    return form


def contested(browser: TestClient) -> int:
    found = re.search(
        r'cola=contested"><b>[^<]*</b><span class="number">(\d+)', browser.get("/").text
    )
    assert found
    return int(found[1])


def test_coders_cannot_see_that_they_differ_on_the_sample(run: Path) -> None:
    ana, luz, eva = led(run)
    form = dispute(ana, luz, "audit")
    assert contested(ana) == contested(luz) == 0 and contested(eva) == 1
    assert 'id="decidir"' not in ana.get("/revisar?cola=contested").text
    assert form_of(eva, "/revisar?cola=contested")["contribution"] == form["contribution"]


def test_a_dispute_goes_by_once_for_who_may_not_settle_it(run: Path) -> None:
    ana, luz, eva = led(run)
    form = dispute(ana, luz, "heavy")
    assert contested(luz) == 0  # had Ana's word before her
    again = form_of(ana, "/revisar?cola=contested")
    assert again["contribution"] == form["contribution"]
    ana.post("/decidir", data=again | {"verdict": "no"})
    assert contested(ana) == contested(luz) == 0 and contested(eva) == 1
    luz.post("/decidir", data=form_of(luz, f"/par?c={form['contribution']}&p={form['citation']}")
             | {"verdict": "menciona"})  # fmt: skip
    assert contested(ana) == 1  # something new was said


def test_the_file_tells_coders_of_the_sample_nothing_of_the_engine(run: Path) -> None:
    ana, luz, eva = led(run)
    for queue in ("audit", "heavy"):
        dispute(ana, luz, queue)
    sampled = set(open_desk(run).sampled)

    def told(browser: TestClient) -> list[tuple[str, bool, bool]]:
        entries = read_exported(browser.get("/decisiones.csv").content, name="d")
        return [
            (d.coder, d.contribution_id in sampled, d.confidence is not None)
            for d in entries
            if isinstance(d, Decision)
        ]

    rest = [("ana", False, True), ("luz", False, True)]
    assert told(ana) == [("ana", True, False), *rest]
    assert told(luz) == [("luz", True, False), *rest]
    assert told(eva) == [("ana", True, True), ("luz", True, True), *rest]


def test_without_a_lead_the_sample_stays_blind_and_the_desk_says_how_to_open_it(run: Path) -> None:
    ana, luz = signed_in(run, "ana"), signed_in(run, "luz")
    form = dispute(ana, luz, "audit")
    refused = ana.get("/acuerdo")
    assert refused.status_code == 403 and "--lead NOMBRE" in refused.text
    assert "--lead NOMBRE" in ana.get("/").text and "/acuerdo" not in ana.get("/").text
    where = f"/par?c={form['contribution']}&p={form['citation']}&cola=contested"
    own = form_of(ana, where)
    assert 'name="settles"' not in ana.get(where).text
    assert ana.post("/decidir", data=own | {"verdict": "no", "settles": "1"}).status_code == 403
    files = {"file": ("d.csv", b"", "text/csv")}
    assert ana.post("/intercambio", data={"form": own["form"]}, files=files).status_code == 403
    assert "luz" not in ana.get("/decisiones.csv").text and contested(ana) == 0
    dispute(ana, luz, "heavy")  # outside the sample everybody settles
    own = form_of(ana, "/revisar?cola=contested")
    assert ana.post("/decidir", data=own | {"verdict": "no", "settles": "1"}).status_code == 303
    assert contested(ana) == 0


def test_without_a_sample_everybody_leads_where_nobody_is_named(run: Path) -> None:
    (run / "auditoria" / "plan.json").unlink()
    ana = signed_in(run, "ana")
    assert ana.get("/acuerdo").status_code == 200 and "--lead" not in ana.get("/").text


def test_a_decision_says_whether_its_coder_was_blind(run: Path) -> None:
    ana = signed_in(run, "ana")
    for queue in ("audit", "heavy"):
        ana.post("/decidir", data=form_of(ana, f"/revisar?cola={queue}") | {"verdict": "no"})
    open_link = form_of(ana, "/revisar?cola=heavy")
    ana.post("/decidir", data=open_link | {"verdict": "no", "blind": "1"})
    before = {k: v for k, v in form_of(ana, "/revisar?cola=audit").items() if k != "blind"}
    ana.post("/decidir", data=before | {"verdict": "no"})  # a page from before the sample
    assert [d.blind for d in read_log(log_path(run)).decisions] == [True, False, False, False]


def test_times_are_told_to_the_millisecond() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())


def test_choosing_another_provision_keeps_the_note_and_settles_the_dispute(run: Path) -> None:
    ana, luz, eva = led(run)
    form = dispute(ana, luz, "heavy")
    own = form_of(eva, "/revisar?cola=contested")
    page = eva.post(
        "/otro", data=own | {"note": "ver otro", "settles": "1", "q": "biblioteca"}
    ).text
    choosing = page[page.rindex('action="/decidir"') :].partition("</form>")[0]
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', choosing))
    answer = eva.post("/decidir", data=sent | {"other": quote("Art. 2")})
    assert answer.headers["location"].startswith("/par?") and contested(eva) == 0
    last = read_log(log_path(run)).decisions[-1]
    assert (last.verdict, last.other, last.note, last.settles) == (
        "otro",
        "Art. 2",
        "ver otro",
        True,
    )
    assert last.contribution_id == form["contribution"]


def test_the_same_form_with_another_verdict_is_no_decision(run: Path) -> None:
    ana = signed_in(run, "ana")
    form = form_of(ana, "/revisar")
    assert ana.post("/decidir", data=form | {"verdict": "no"}).status_code == 303
    assert ana.post("/decidir", data=form | {"verdict": "no"}).status_code == 303
    answer = ana.post("/decidir", data=form | {"verdict": "adopta"})
    assert answer.status_code == 409 and "ya guardó otra decisión" in answer.text
    assert ana.post("/deshacer", data=form).status_code == 409
    luz = signed_in(run, "luz")
    stolen = form | {"form": key_in(luz.get("/").text), "verdict": "no"}
    assert luz.post("/decidir", data=stolen).status_code == 409
    assert [(d.coder, d.verdict) for d in read_log(log_path(run)).decisions] == [("ana", "no")]


ODD = "a\r\nb\u2028\u202ee\u0301%41 \x0b&<"


def with_odd_id(desk: Desk, key: str) -> Desk:
    """The same desk, with one contribution called otherwise."""
    asked = replace(desk.contributions[key], id=ODD)
    links = tuple(replace(link, contribution_id=ODD) for link in desk.links[key])
    hashes = {**desk.side.contributions, ODD: desk.side.contributions[key]}
    return replace(
        desk,
        contributions={**desk.contributions, ODD: asked},
        links={ODD: links},
        side=replace(desk.side, contributions=hashes),
        sampled={},
    )


def test_a_contribution_may_be_called_anything(run: Path) -> None:
    from fastapi.testclient import TestClient

    app = review_app(with_odd_id(open_desk(run), "p0"), door=LOCAL, secret="s" * 32)
    ana = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    assert enter(ana, "ana") == 303
    form = form_of(ana, "/revisar?cola=heavy")
    assert form["contribution"].isascii() and "\n" not in form["contribution"]
    assert ana.post("/otro", data=form).status_code == 200
    assert ana.post("/decidir", data=form | {"verdict": "no"}).status_code == 303
    assert [d.contribution_id for d in read_log(log_path(run)).decisions] == [ODD]
    listed = re.search(r'href="(/par\?[^"]+)"', ana.get("/registro").text)
    assert listed and ana.get(listed[1].replace("&amp;", "&")).status_code == 200
    undone = ana.post("/deshacer", data=form | {"entry": "u"})
    assert ana.get(undone.headers["location"]).status_code == 200


def test_candidates_that_the_run_does_not_have_give_way_to_its_links(run: Path) -> None:
    path = run / "auditoria" / "plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    gone, half, *_ = plan["candidates"]
    plan["candidates"][gone] = ["Art. 1, Z"]
    plan["candidates"][half] = ["Art. 3, Z", "Art. 3"]
    path.write_text(json.dumps(plan), encoding="utf-8")
    desk = open_desk(run)
    assert desk.candidates(half) == ("Art. 3",)
    linked = {link.citation for link in desk.links.get(gone, ())}
    assert linked and set(desk.candidates(gone)) <= linked
    ana = signed_in(run, "ana")
    assert ana.get("/").status_code == ana.get("/revisar?cola=audit").status_code == 200
    assert ana.get(f"/par?c={half}&p=Art. 3").status_code == 200


def test_decisions_on_a_version_that_is_gone_are_listed_and_left_alone(run: Path) -> None:
    ana = signed_in(run, "ana")
    form = form_of(ana, "/revisar")
    ana.post("/decidir", data=form | {"verdict": "no"})
    old = Decision("viejo", "2099-01-01T00:00:00.000Z", "ana", "p0", "borrador 0", "Art. 1", "no")
    enter_into(log_path(run), (old,))
    page = ana.get("/registro").text
    assert "de otra versión o corrida: borrador 0" in page and page.count('href="/par?') == 1
    ana.post("/deshacer", data=form | {"entry": "u1"})
    assert (
        ana.post("/deshacer", data=form | {"entry": "u2"})
        .headers["location"]
        .startswith("/revisar")
    )
    assert [d.undoes for d in read_log(log_path(run)).decisions if d.undoes] == [form["entry"]]


def test_who_settles_a_dispute_of_the_sample_sees_what_coders_said_and_not_the_engine(
    run: Path,
) -> None:
    ana, luz, eva = led(run)
    form = form_of(ana, "/revisar?cola=audit")
    where = f"/par?c={form['contribution']}&p={form['citation']}&cola=contested"
    ana.post("/decidir", data=form | {"verdict": "no", "note": "lo que vio Ana"})
    luz.post("/decidir", data=form_of(luz, where) | {"verdict": "adopta"})
    page = eva.get(where).text
    assert "lo que vio Ana" in page and "<mark>" not in page and "Confianza" not in page
    assert "blind" not in form_of(eva, where)
    assert "lo que vio Ana" not in luz.get(where).text and "blind" in form_of(luz, where)


def test_a_contribution_of_two_megabytes_is_cut_on_the_page_and_says_so(run: Path) -> None:
    huge = "<b>agua</b> " * 170_000
    desk = open_desk(run)
    key, asked = next(iter(desk.contributions.items()))
    held = {**desk.contributions, key: replace(asked, text=huge)}
    from fastapi.testclient import TestClient

    app = review_app(replace(desk, contributions=held), door=LOCAL, secret="s" * 32)
    ana = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    assert enter(ana, "ana") == 303
    for address in (f"/par?c={key}&p=Art. 1", f"/otro?c={key}&p=Art. 1", "/temas"):
        page = ana.get(address).text
        assert len(page) < 200_000 and "<b>agua" not in page
    assert "el texto completo está en las tablas" in ana.get(f"/par?c={key}&p=Art. 1").text
