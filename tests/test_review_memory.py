"""What the desk remembers of its log is what the log says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from desk_client import LOCAL

from tracer.decisions import enter as enter_into
from tracer.decisions import log_path, read_log
from tracer.records import Decision
from tracer.review.agreement import Agreements
from tracer.review.desk import Desk, open_desk
from tracer.review.entries import decide, undo
from tracer.review.memory import Memory
from tracer.review.people import Failures, Person, Refused, Sessions
from tracer.review.queue import Leases, queues_of
from tracer.review.search import search_index
from tracer.review.state import Open, now


@pytest.fixture
def run(reviewable: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reviewable, tmp_path / "r"))


def opened(desk: Desk) -> Open:
    return Open(
        desk, LOCAL, queues_of(desk), search_index(desk.units), Leases(), Memory(desk),
        Sessions(LOCAL), Failures(),
    )  # fmt: skip


def said(desk: Desk, entry: str, coder: str, key: str, citation: str, verdict: str) -> Decision:
    return Decision(
        entry, now(), coder, key, desk.version, citation, verdict,
        contribution_hash=desk.side.contributions[key],
        provision_hash=desk.side.provisions[desk.version, citation],
    )  # fmt: skip


def test_what_the_desk_remembers_is_what_the_log_says(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = replace(open_desk(run), sampled={})
    here, read = opened(desk), []

    def counted(path: Path) -> object:
        read.append(path)
        return read_log(path)

    monkeypatch.setattr("tracer.review.memory.read_log", counted)
    anybody = Person("ana", leads=True, settles=True)
    for at, (coder, citation, verdict) in enumerate(
        [("ana", "Art. 1", "no"), ("luz", "Art. 1", "adopta"), ("ana", "Art. 2", "adopta"),
         ("ana", "Art. 1", "adopta"), ("luz", "Art. 2", "duda")]
    ):  # fmt: skip
        decide(here, said(desk, f"{at}", coder, "p0", citation, verdict), anybody)
        undo(here, "luz", entry_id=f"u{at}") if at % 2 else None
        known, fresh = here.memory.now(), Memory(desk).now()
        assert known == fresh
    assert len(read) == 2 + 5  # nothing there, the first entry, and the fresh ones
    enter_into(log_path(run), (said(desk, "otro", "eva", "p1", "Art. 1", "no"),))
    assert here.memory.now() == Memory(desk).now()
    assert here.memory.now().log.decisions[-1].coder == "eva"


def test_an_id_taken_by_another_desk_meanwhile_is_told(run: Path) -> None:
    desk = open_desk(run)
    here = opened(desk)
    assert here.memory.now().log.decisions == ()
    enter_into(log_path(run), (said(desk, "1", "luz", "p0", "Art. 1", "no"),))
    anybody = Person("ana", leads=True, settles=True)
    with pytest.raises(Refused):
        decide(here, said(desk, "1", "ana", "p0", "Art. 1", "no"), anybody)


def test_agreement_is_measured_once_for_each_state_of_the_log(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(run)
    log = [said(desk, f"{k}", c, "p0", "Art. 1", "no") for k, c in enumerate(("ana", "luz"))]
    asked: list[int] = []
    monkeypatch.setattr(
        "tracer.review.agreement.agreement_of", lambda codes: asked.append(len(codes)) or ()
    )
    held = Agreements()
    assert held.of(log) is held.of(log) and asked == [2]
    held.of([*log, said(desk, "2", "eva", "p0", "Art. 1", "no")])
    assert asked == [2, 3]
    assert held.last is not None
    held.last = replace(held.last, seconds=30.0)  # where it takes long, it is kept for a while
    assert held.of(log).entries == 3 and asked == [2, 3]
