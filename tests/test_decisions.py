"""What people decided holds: accepted links stay, rejected ones go, changed words bring doubt."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer.decisions import (
    Log,
    Side,
    bring_in,
    decided_links,
    desk_guide,
    enter,
    judged_confidences,
    proposed_links,
    read_exported,
    read_log,
    refused,
    standings_of,
    write_exported,
)
from tracer.decisions.log import NAME
from tracer.errors import ColumnError, FormatError
from tracer.records import UNDONE, VERDICTS, Correction, Decision, Link

NOW = Side({"a": "A", "b": "B"}, {("final", f"Art. {k}"): f"H{k}" for k in range(1, 6)})


def said(
    key: str,
    verdict: str,
    *,
    coder: str = "ana",
    asked: str = "a",
    at: str = "Art. 1",
    **more: object,
) -> Decision:
    hashes = {"contribution_hash": NOW.contributions[asked], "provision_hash": f"H{at[-1]}"}
    fields = {**hashes, **more}
    return Decision(
        key, f"2026-01-01T00:00:{len(key):02}Z", coder, asked, "final", at, verdict, **fields
    )


def link(at: str, confidence: float, rank: int, *, asked: str = "a") -> Link:
    strength = "parcial" if confidence >= 0.5 else "menciona"
    return Link(asked, rank, at, at, confidence, confidence, strength)


LINKS = (link("Art. 1", 0.8, 1), link("Art. 2", 0.6, 2), link("Art. 3", 0.1, 3))


def standing(*entries: Decision) -> str:
    (found,) = standings_of(entries, NOW)
    return found.standing


def test_a_rejected_link_is_gone_and_the_rest_moves_up() -> None:
    held = standings_of([said("1", "no")], NOW)
    assert refused(held, "final") == {"a": frozenset({"Art. 1"})}
    left = decided_links(LINKS, held, version="final")
    assert [(k.rank, k.citation) for k in left] == [(1, "Art. 2"), (2, "Art. 3")]


def test_when_all_that_answered_is_rejected_a_row_of_rank_0_says_so() -> None:
    held = standings_of([said("1", "no"), said("2", "no", at="Art. 2")], NOW)
    left = decided_links(LINKS, held, version="final")
    assert [(k.rank, k.citation) for k in left] == [(0, ""), (1, "Art. 3")]
    assert left[0].confidence == pytest.approx(0.9)


def test_an_accepted_link_is_certain_also_where_the_engine_did_not_propose_it() -> None:
    held = standings_of([said("1", "adopta", at="Art. 3"), said("2", "parcial", at="Art. 5")], NOW)
    left = decided_links(LINKS, held, version="final")
    assert [(k.citation, k.confidence, k.strength) for k in left[:2]] == [
        ("Art. 5", 1.0, "parcial"),
        ("Art. 3", 1.0, "adopta"),
    ]
    assert {k.review for k in left} == {"accepted", ""}


def test_decisions_of_another_version_change_nothing() -> None:
    held = standings_of([said("1", "no")], NOW)
    assert decided_links(LINKS, held, version="borrador") == LINKS


def test_what_only_mentions_answers_nothing() -> None:
    held = standings_of([said("1", "menciona"), said("2", "menciona", at="Art. 2")], NOW)
    left = decided_links(LINKS, held, version="final")
    assert left[0].rank == 0 and {k.review for k in left[1:]} == {"mentioned", ""}


@pytest.mark.parametrize("changed", [{"provision_hash": "otro"}, {"contribution_hash": "otro"}])
def test_a_changed_word_on_either_side_brings_the_link_back_as_suspect(changed: dict) -> None:
    held = standings_of([said("1", "no", **changed)], NOW)
    assert held[0].standing == "suspect" and held[0].verdict == "no"
    left = decided_links(LINKS, held, version="final")
    assert left[0].citation == "Art. 1" and left[0].review == "suspect"
    assert left[0].confidence == 0.8


def test_a_new_look_at_the_changed_words_ends_the_doubt() -> None:
    assert standing(said("1", "no", provision_hash="vieja"), said("2", "adopta")) == "accepted"
    other = said("2", "adopta", coder="luz")
    assert standing(said("1", "no", provision_hash="vieja"), other) == "accepted"


def test_the_last_word_of_each_coder_counts_and_undoing_brings_back_the_one_before() -> None:
    first, second = said("1", "no"), said("2", "adopta")
    undo = said("3", UNDONE, undoes="2")
    assert standing(first, second) == "accepted"
    assert standing(first, second, undo) == "rejected"
    assert standings_of([first, said("3", UNDONE, undoes="1")], NOW) == ()


def test_coders_who_disagree_leave_it_contested_until_somebody_settles() -> None:
    one, other = said("1", "no"), said("2", "adopta", coder="luz")
    assert standing(one, other) == "contested"
    assert standing(one, other, said("3", "parcial", coder="eva", settles=True)) == "accepted"
    assert standing(one, said("2", "duda", coder="luz")) == "rejected"
    assert standing(said("1", "adopta"), said("2", "parcial", coder="luz")) == "accepted"


def test_what_was_decided_can_be_taken_away_again() -> None:
    entries = [
        said("1", "adopta", at="Art. 3"),
        said("2", "menciona"),
        said("3", "duda", at="Art. 2"),
    ]
    held = standings_of([*entries, said("4", "adopta", at="Art. 5")], NOW)
    decided = decided_links(LINKS, held, version="final")
    assert proposed_links(decided) == LINKS


@given(
    st.lists(
        st.tuples(st.sampled_from(VERDICTS), st.sampled_from(["ana", "luz"]), st.integers(1, 5))
    )
)
def test_whatever_is_decided_no_rejected_link_is_left_and_ranks_are_whole(entries: list) -> None:
    log = [
        said(str(k), verdict, coder=coder, at=f"Art. {at}")
        for k, (verdict, coder, at) in enumerate(entries)
    ]
    held = standings_of(log, NOW)
    left = decided_links(LINKS, held, version="final")
    gone = refused(held, "final").get("a", frozenset())
    assert not gone & {k.citation for k in left}
    assert {s.citation for s in held if s.standing == "accepted"} <= {k.citation for k in left}
    ranks = [k.rank for k in left]
    assert ranks in (list(range(1, len(left) + 1)), list(range(len(left))))
    assert (ranks[:1] == [0]) == (max((k.confidence for k in left if k.rank), default=0) < 0.5)


def test_an_entry_sent_twice_is_in_the_log_once(tmp_path: Path) -> None:
    path = tmp_path / NAME
    assert enter(path, (said("1", "no"), said("2", "adopta"))) == 2
    assert enter(path, (said("2", "adopta"), said("3", "duda"))) == 1
    assert [d.verdict for d in read_log(path).decisions] == ["no", "adopta", "duda"]


def test_the_log_only_grows(tmp_path: Path) -> None:
    path = tmp_path / NAME
    enter(path, (said("1", "no"),))
    with sqlite3.connect(path) as db:
        for act in ("DELETE FROM decisions", "UPDATE decisions SET verdict = 'adopta'"):
            with pytest.raises(sqlite3.DatabaseError, match="only grows"):
                db.execute(act)
    assert [d.verdict for d in read_log(path).decisions] == ["no"]


def test_a_log_that_is_none_is_refused_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    assert read_log(tmp_path / NAME) == Log()
    (tmp_path / NAME).write_bytes(b"no soy un registro" * 100)
    with pytest.raises(FormatError, match="no es un registro de decisiones"):
        read_log(tmp_path / NAME)


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(TEXTS, TEXTS, TEXTS, st.booleans(), st.none() | st.floats(0, 1))
def test_an_export_comes_back_without_loss_and_holds_no_formula(
    note: str, asked: str, words: str, flag: bool, confidence: float | None
) -> None:
    entry = replace(
        said("1", "no"), note=note, contribution_id=asked or "x", contribution_hash=words,
        settles=flag, blind=not flag, confidence=confidence,
    )  # fmt: skip
    raw = write_exported([entry], Decision)
    assert read_exported(raw, name="x.csv") == (entry,)


def test_an_export_opens_in_a_spreadsheet_as_text() -> None:
    entry = replace(said("=1+1", "no"), note="@SUM(A1)", contribution_id="'x")
    cells = write_exported([entry], Decision).decode("utf-8-sig").splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_corrections_travel_too() -> None:
    entry = Correction("1", "2026", "ana", "merge", "p1", ("p2", "Agua, luz"))
    raw = write_exported([entry], Correction)
    assert read_exported(raw, name="x.csv") == (entry,)


def test_a_table_that_is_no_export_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match=r"falta id, at.*hay: a, b"):
        read_exported(b"a,b\n1,2\n", name="x.csv")
    good = write_exported([said("1", "no")], Decision)
    with pytest.raises(FormatError, match=r"fila 2: se esperaba adopta.*dice «quizá»"):
        read_exported(good.replace(b",no,", ",quizá,".encode()), name="x.csv")
    (tmp_path / "d.csv").write_bytes(good)
    assert [bring_in(tmp_path / "d.csv", tmp_path) for _ in range(2)] == [1, 0]


def test_corrections_of_the_desk_are_a_guide_without_what_was_taken_back() -> None:
    entries = [
        Correction("1", "2026", "ana", "rename", "p1", ("Agua",)),
        Correction("2", "2026", "ana", "rename", "p1", ("Agua limpia",)),
        Correction("3", "2026", "ana", "merge", "p1", ("p2", "")),
        Correction("4", "2026", "ana", "split", "p3", ("perros", "gatos")),
        Correction("5", "2026", "ana", "merge", "p8", ("p9", "")),
        Correction("6", "2026", "ana", UNDONE, "p8", undoes="5"),
    ]
    guide = desk_guide(entries)
    assert [(r.theme, r.name) for r in guide.renames] == [("p1", "Agua limpia")]
    assert [m.themes for m in guide.merges] == [("p1", "p2")]
    assert [part.name for part in guide.splits[0].into] == ["perros", "gatos"]


def test_calibration_learns_from_links_that_the_engine_proposed_and_people_were_sure_of() -> None:
    entries = [
        said("1", "adopta", confidence=0.3),
        said("2", "no", at="Art. 2", confidence=0.6, provision_hash="vieja"),
        said("3", "duda", at="Art. 3", confidence=0.5),
        said("4", "adopta", at="Art. 5"),
        said("5", "menciona", at="Art. 4", confidence=0.7),
        said("6", "adopta", at="Art. 4", coder="luz", confidence=0.7),
        said("7", "parcial", at="Art. 4", coder="eva", confidence=0.7, settles=True),
    ]
    assert judged_confidences(entries) == [(0.3, True), (0.6, False), (0.7, True)]
    assert judged_confidences(entries[:-1])[-1] == (0.7, True)  # a tie: the last


def test_the_last_word_is_that_of_the_latest_time_whatever_the_order_of_the_log() -> None:
    old = replace(said("1", "no"), at="2026-01-01T08:00:00Z")
    new = replace(said("2", "adopta"), at="2026-01-02T08:00:00Z")
    assert standing(old, new) == standing(new, old) == "accepted"


def test_an_accepted_link_stays_where_weak_links_are_left_out_with_its_evidence() -> None:
    held = standings_of([said("1", "adopta", at="Art. 2")], NOW)
    every = tuple(replace(k, evidence_provision="palabras") for k in LINKS)
    (kept,) = decided_links((), held, version="final", proposed=every)
    assert (kept.citation, kept.confidence, kept.evidence_provision) == ("Art. 2", 1.0, "palabras")
    assert kept.proposed_confidence == 0.6


def test_who_is_not_there_any_more_gets_no_links() -> None:
    gone = replace(said("1", "adopta"), contribution_id="z")
    assert decided_links(LINKS, standings_of([gone], NOW), version="final") == LINKS
