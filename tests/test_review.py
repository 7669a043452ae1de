"""The desk's door, forms and rules, asked directly as a script of somebody else's would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from desk_client import client, enter, form_of, key_in, led

from tracer.cli import main
from tracer.decisions import log_path, read_log
from tracer.errors import InputError, OutputError
from tracer.review.desk import open_desk
from tracer.review.people import Person
from tracer.review.queue import (
    QUEUES,
    Leases,
    Situation,
    Task,
    left_in,
    open_tasks,
    queues_of,
    tasks_of,
)
from tracer.review.search import found_in, search_index
from tracer.review.security import Door, door_of, session_secret

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


@pytest.fixture
def run(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "r"))


@pytest.fixture
def ana(run: Path) -> Iterator[TestClient]:
    with client(run) as browser:
        assert enter(browser, "ana") == 303
        yield browser


def test_nothing_is_shown_to_who_has_not_signed_in(run: Path) -> None:
    stranger = client(run)
    for address in (
        "/",
        "/revisar",
        "/par?c=p0&p=Art. 1",
        "/temas",
        "/decisiones.csv",
        "/buscar?q=a",
    ):
        answer = stranger.get(address)
        assert answer.status_code == 303 and answer.headers["location"] == "/entrar"


def test_every_page_forbids_what_is_not_its_own(ana: TestClient) -> None:
    for address in ("/", "/revisar", "/static/review.js", "/nada", "/decisiones.csv"):
        answer = ana.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
    assert "style=" not in ana.get("/revisar").text and "onclick" not in ana.get("/revisar").text


def test_a_form_without_its_key_or_from_another_site_changes_nothing(
    ana: TestClient, run: Path
) -> None:
    form = form_of(ana, "/revisar") | {"verdict": "no"}
    assert ana.post("/decidir", data=form | {"form": "otra"}).status_code == 403
    elsewhere = {"origin": "http://malo.example"}
    assert ana.post("/decidir", data=form, headers=elsewhere).status_code == 403
    crossed = {"sec-fetch-site": "cross-site"}
    assert ana.post("/decidir", data=form, headers=crossed).status_code == 403
    assert read_log(log_path(run)).decisions == ()
    assert ana.post("/decidir", data=form).status_code == 303
    assert len(read_log(log_path(run)).decisions) == 1


def test_a_name_that_points_here_from_elsewhere_gets_no_answer(run: Path) -> None:
    assert client(run).get("/entrar", headers={"host": "malo.example"}).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"contribution": "nadie"},
        {"citation": "Art. 99"},
        {"verdict": "quizá"},
        {"verdict": "otro", "other": "Art. 99"},
        {"contribution_hash": "0" * 16},
        {"entry": ""},
    ],
)
def test_a_decision_on_what_is_not_there_is_refused(
    ana: TestClient, run: Path, wrong: dict[str, str]
) -> None:
    form = form_of(ana, "/revisar") | {"verdict": "no"}
    assert ana.post("/decidir", data=form | wrong).status_code in (400, 409)
    assert read_log(log_path(run)).decisions == ()


def test_a_form_too_long_is_refused(ana: TestClient) -> None:
    answer = ana.post("/decidir", content=b"x" * (33 * 1024 * 1024))
    assert answer.status_code == 413


def test_another_address_demands_a_token() -> None:
    with pytest.raises(InputError, match="hace falta --token"):
        door_of("0.0.0.0", token="corta", lead="")
    assert door_of("0.0.0.0", token="x" * 16, lead="").token == "x" * 16
    assert door_of("127.0.0.1", token="", lead="").token == ""


def test_the_command_refuses_another_address_without_a_token(
    run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACER_REVIEW_TOKEN", raising=False)
    assert main(["review", str(run), "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "hace falta --token" in capsys.readouterr().err


def test_a_taken_port_is_a_clear_error(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["review", str(run), "--port", str(port)]) == 2
    assert "indica otro puerto con --port" in capsys.readouterr().err


def test_the_token_and_the_leads_key_are_asked_at_the_door(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracer.review.signing.SLOW", 0.0)
    door = Door("0.0.0.0", token="t" * 16, lead="eva", lead_key="llave")
    assert enter(client(run, door), "ana", token="no") == 403
    assert enter(client(run, door), "ana", token="t" * 16) == 303
    assert enter(client(run, door), "eva", token="t" * 16) == 403
    assert enter(client(run, door), "eva", token="t" * 16, lead_key="llave") == 303


def test_only_the_lead_sees_agreement_settles_and_imports(run: Path) -> None:
    ana, _, eva = led(run)
    assert ana.get("/acuerdo").status_code == 403 and eva.get("/acuerdo").status_code == 200
    form = form_of(ana, "/revisar") | {"verdict": "no", "settles": "1"}
    assert ana.post("/decidir", data=form).status_code == 403
    form = form_of(eva, "/revisar") | {"verdict": "no", "settles": "1"}
    assert eva.post("/decidir", data=form).status_code == 303
    sent = {"file": ("d.csv", b"", "text/csv")}
    assert ana.post("/intercambio", data={"form": form["form"]}, files=sent).status_code == 403


def test_of_the_sample_nobody_sees_what_the_engine_or_the_others_think(run: Path) -> None:
    ana, luz = client(run), client(run)
    assert enter(ana, "ana") == enter(luz, "luz") == 303
    form = form_of(ana, "/revisar?cola=audit")
    note = "una nota que sólo Ana conoce"
    assert ana.post("/decidir", data=form | {"verdict": "no", "note": note}).status_code == 303
    where = f"/par?c={form['contribution']}&p={form['citation']}"
    assert note in ana.get(where).text
    seen = luz.get(where).text
    assert note not in seen and "<mark>" not in seen and "Confianza" not in seen
    mine = form_of(luz, "/revisar?cola=audit")
    assert (mine["contribution"], mine["citation"]) == (form["contribution"], form["citation"])


def test_what_others_said_is_seen_outside_the_sample(run: Path) -> None:
    ana, luz = client(run), client(run)
    assert enter(ana, "ana") == enter(luz, "luz") == 303
    form = form_of(ana, "/revisar?cola=heavy")
    ana.post("/decidir", data=form | {"verdict": "no", "note": "vista"})
    where = f"/par?c={form['contribution']}&p={form['citation']}"
    assert "vista" in luz.get(where).text and "<mark>" in luz.get(where).text
    again = form_of(luz, "/revisar?cola=heavy")
    assert (again["contribution"], again["citation"]) != (form["contribution"], form["citation"])


def test_coders_who_differ_are_listed_and_the_dispute_can_be_settled(run: Path) -> None:
    ana, luz, eva = led(run)
    form = form_of(ana, "/revisar?cola=audit")
    where = f"/par?c={form['contribution']}&p={form['citation']}&cola=contested"
    ana.post("/decidir", data=form | {"verdict": "no"})
    luz.post("/decidir", data=form_of(luz, where) | {"verdict": "adopta"})
    page = eva.get("/acuerdo").text
    assert "Krippendorff" in page and unquote(form["citation"]) in page
    assert 'name="settles"' in eva.get(where).text
    eva.post("/decidir", data=form_of(eva, where) | {"verdict": "parcial", "settles": "1"})
    assert eva.get("/acuerdo").text.count("(0)") == 2


def test_the_log_goes_out_and_comes_back_in(run: Path, tmp_path: Path) -> None:
    ana = client(run)
    assert enter(ana, "ana") == 303
    for _ in range(3):
        ana.post("/decidir", data=form_of(ana, "/revisar") | {"verdict": "no", "note": "=1+1"})
    sent = led(run)[2].get("/decisiones.csv").content
    other = Path(shutil.copytree(run, tmp_path / "otra"))
    for path in other.glob("revision.sqlite*"):
        path.unlink()
    eva = led(other)[2]
    key = key_in(eva.get("/intercambio").text)
    for new in (3, 0):
        files = {"file": ("d.csv", sent, "text/csv")}
        page = eva.post("/intercambio", data={"form": key}, files=files).text
        assert f"3 entradas leídas, {new} nuevas" in page
    assert read_log(log_path(other)).decisions == read_log(log_path(run)).decisions
    bad = {"file": ("d.csv", b"\x00\xff\xfe basura", "text/csv")}
    assert eva.post("/intercambio", data={"form": key}, files=bad).status_code == 400


def test_a_correction_lacks_nothing_or_is_refused(ana: TestClient, run: Path) -> None:
    page = ana.get("/temas").text
    key, medoid = key_in(page), re.search(r'name="theme" value="([^"]+)"', page)
    assert medoid
    sent = {"form": key, "entry": "1", "theme": medoid[1]}
    for wrong in (
        {"kind": "rename", "name": "  "},
        {"kind": "merge", "other": medoid[1]},
        {"kind": "split", "parts": "una sola"},
        {"kind": "borrar"},
        {"kind": "rename", "name": "Agua", "theme": "nadie"},
    ):
        assert ana.post("/temas", data=sent | wrong).status_code == 400
    assert read_log(log_path(run)).corrections == ()
    assert ana.post("/temas", data=sent | {"kind": "rename", "name": "Agua"}).status_code == 303
    assert "Agua" in ana.get("/temas").text


def test_the_desk_speaks_english_too(run: Path) -> None:
    ana = client(run, lang="en")
    assert enter(ana, "ana") == 303
    page = ana.get("/revisar").text
    assert '<html lang="en">' in page and "Doesn&#39;t answer" in page and "desk_" not in page


def test_the_queue_asks_first_for_what_teaches_most(run: Path) -> None:
    assert Task("a", "x", 0.5, 1.0).lesson > Task("a", "x", 0.9, 1.0).lesson
    assert Task("a", "x", 0.5, 9e4).lesson > Task("a", "x", 0.5, 10.0).lesson
    desk = open_desk(run)
    tasks = tasks_of(desk)
    sampled = [task.sampled for task in tasks]
    assert sampled == sorted(sampled, reverse=True) and sum(sampled) >= 4
    rest = [task for task in tasks if not task.sampled]
    assert rest[0].lesson == max(task.lesson for task in rest)
    lessons = [task.lesson for task in rest]
    assert lessons != sorted(lessons, reverse=True)  # every second one is drawn by lot
    assert len({(t.contribution_id, t.citation) for t in tasks}) == len(tasks)


def test_a_link_before_somebody_goes_to_nobody_else_unless_it_is_sampled(run: Path) -> None:
    desk, leases = open_desk(run), Leases()
    queues, empty = queues_of(desk), Situation({}, {})

    def take(coder: str, queue: str) -> Task | None:
        person = Person(coder, leads=False, settles=False)
        left = open_tasks(desk, queues, empty, person=person, queue=queue)
        return leases.take(left, coder=coder, version=desk.version)

    assert take("ana", "audit") == take("luz", "audit")
    first = take("ana", "uncertain") or take("ana", "heavy")
    assert first == (take("ana", "uncertain") or take("ana", "heavy"))
    assert first != (take("luz", "uncertain") or take("luz", "heavy"))


def test_a_provision_is_found_by_citation_heading_and_the_beginning_of_words(run: Path) -> None:
    index = search_index(open_desk(run).units)
    for typed in ("art 4", "4", "Artículo 4", "transp noche", "TRANSPORTE PÚBLICO"):
        assert found_in(index, typed)[0].citation == "Art. 4", typed
    assert found_in(index, "") == () == found_in(index, "xyzzy") == found_in(index, "))(")


def test_the_key_of_the_sessions_is_the_users_alone_and_stays(tmp_path: Path) -> None:
    key = session_secret(tmp_path / "nueva")
    assert session_secret(tmp_path / "nueva") == key and len(key) == 64
    assert (tmp_path / "nueva" / "review.key").stat().st_mode & 0o077 == 0
    (tmp_path / "archivo").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"no se puede guardar"):
        session_secret(tmp_path / "archivo")


def test_the_sample_coded_at_the_desk_is_an_audit_like_one_coded_in_workbooks(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, verdicts in (("ana", ("adopta", "no")), ("luz", ("adopta", "menciona"))):
        coder = client(run)
        assert enter(coder, name) == 303
        desk = open_desk(run)
        for at, key in enumerate(desk.sampled):
            for citation in desk.candidates(key):
                form = form_of(coder, f"/par?c={key}&p={citation}&cola=audit")
                coder.post("/decidir", data=form | {"verdict": verdicts[at % 2]})
    assert main(["audit", str(run), "--codes"]) == 0
    told = capsys.readouterr().err
    n = len(desk.sampled)
    assert f"ana: {n} de {n} codificadas" in told and "Krippendorff α" in told
    assert f"por resolver: {n // 2}" in told


def test_what_is_said_to_be_left_is_what_there_is(run: Path) -> None:
    ana = client(run)
    assert enter(ana, "ana") == 303
    for queue, verdict in (("audit", "no"), ("all", "adopta"), ("heavy", "duda"), ("heavy", "no")):
        ana.post("/decidir", data=form_of(ana, f"/revisar?cola={queue}") | {"verdict": verdict})
    from tracer.decisions import standings_of

    desk, log = open_desk(run), read_log(log_path(run)).decisions
    queues = queues_of(desk)
    situation = Situation.of(desk, log, standings_of(log, desk.side))
    for coder in ("ana", "luz"):
        person = Person(coder, leads=False, settles=False)
        left = left_in(desk, queues, situation, person=person)
        counted = {
            queue: sum(1 for _ in open_tasks(desk, queues, situation, person=person, queue=queue))
            for queue in QUEUES
        }
        assert left == counted
    assert left["audit"] == len(queues.ordered["audit"])
