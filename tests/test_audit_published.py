"""A published table, judged citation by citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.audit.folder import AuditedRun
from tracer.audit.published import Cited, Entry, check_published
from tracer.audit.traced import traced_shares
from tracer.errors import InputError


def provision(citation: str, parent: str = "", *reforms: str, version: str = "final") -> dict:
    return {"version": version, "citation": citation, "level": "article", "parent": parent,
            "heading": "", "text": f"Texto de {citation}.", "reforms": list(reforms)}  # fmt: skip


def link(key: str, rank: int, citation: str, confidence: float, strength: str = "adopta") -> dict:
    return {"version": "final", "contribution_id": key, "rank": rank, "citation": citation,
            "confidence": confidence, "strength": strength, "evidence_contribution": "pide agua",
            "evidence_provision": "da agua"}  # fmt: skip


PROVISIONS = [
    provision("Tít. 1"),
    provision("Art. 1", "Tít. 1"),
    provision("Art. 2", "Tít. 1", "Reforma de 2021"),
    provision("Art. 2, A", "Art. 2"),
    provision("Art. 2, A, 1", "Art. 2, A"),
    provision("Art. 3"),
    provision("Art. 3, E", "Art. 3"),
]
LINKS = [
    link("p1", 1, "Art. 2, A", 0.9),
    link("p1", 2, "Art. 1", 0.3, "menciona"),
    link("p2", 0, "", 0.8, ""),
    link("p2", 1, "Art. 3, E", 0.7, "parcial"),
    link("p2", 2, "Art. 1", 0.1, "menciona"),
]


def run(*versions: str) -> AuditedRun:
    asked = [
        {"contribution_id": key, "channel": "petition", "text": "agua", "weight": weight}
        for key, weight in (("p1", 100.0), ("p2", 300.0))
    ]
    tables = {"contributions": asked, "provisions": PROVISIONS, "links": LINKS, "lineage": []}
    return AuditedRun(Path(), {"versions_of_the_text": list(versions or ("final",))}, tables)


def judge(written: str, key: str = "p1") -> list[Cited]:
    return list(check_published([Entry(key, None, written)], run()))


@pytest.mark.parametrize(
    ("written", "citation", "supports", "originally"),
    [
        ("Art. 2, A", "Art. 2, A", "yes", "not_determinable"),
        ("Artículo 2", "Art. 2", "yes", "not_determinable"),  # by a section of it
        ("Art. 2, A, 1", "Art. 2, A, 1", "yes", "not_determinable"),  # by what holds it
        ("Título Primero", "Tít. 1", "yes", "not_determinable"),
        ("Art. 1", "Art. 1", "doubtful", "same"),
        ("Art. 3", "Art. 3", "no", "same"),
    ],
)
def test_what_exists_is_judged_by_the_surest_link_into_it(
    written: str, citation: str, supports: str, originally: str
) -> None:
    (one,) = judge(written)
    assert (one.citation, one.exists, one.supports, one.originally) == (
        citation, "yes", supports, originally,
    )  # fmt: skip
    assert one.surest == "Art. 2, A (0.90)"
    assert (one.evidence_provision == "da agua") == (supports != "no")


def test_what_doesnt_exist_proposes_what_does_the_best_answer_first() -> None:
    (one,) = judge("Art. 2, E", key="p2")
    assert (one.exists, one.supports) == ("no", "")
    assert one.instead[0] == "Art. 3, E (0.70)"


def test_what_a_reform_may_have_taken_out_says_nothing_of_the_original_text() -> None:
    (gone,), (never,) = judge("Art. 2, E", key="p2"), judge("Art. 3, B", key="p2")
    assert (gone.originally, never.originally) == ("not_determinable", "same")


def test_what_was_supposed_in_reading_is_told() -> None:
    (one,) = judge("2, A")
    assert one.citation == "Art. 2, A" and one.assumed


def test_an_empty_cell_counts_among_all_and_cites_nothing() -> None:
    entries = [Entry("p1", None, "Art. 1"), Entry("p2", None, " ")]
    shares = traced_shares(check_published(entries, run()))
    assert [(s.reading, s.units, s.of) for s in shares][:2] == [("cited", 1, 2), ("exists", 1, 2)]


def test_several_citations_in_one_cell_are_judged_one_by_one() -> None:
    assert [one.citation for one in judge("Art. 1; Art. 2, A y Art. 9")] == [
        "Art. 1", "Art. 2, A", "Art. 9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "exists"), [("х", "absent"), ("Transversal", "transversal"), ("véase", "unclear")]
)
def test_cells_that_cite_nothing_say_so(written: str, exists: str) -> None:
    (one,) = judge(written)
    assert (one.exists, one.citation, one.originally) == (exists, "", "not_determinable")


def test_a_draft_that_isnt_there_is_not_determinable_and_not_counted() -> None:
    entries = [Entry("p1", "Art. 1", "Art. 2, A"), Entry("p2", "х", "Art. 3, E")]
    found = check_published(entries, run())
    assert [(one.stage, one.exists) for one in found] == [
        ("draft", "no_text"), ("final", "yes"), ("draft", "absent"), ("final", "yes"),
    ]  # fmt: skip
    assert {share.stage for share in traced_shares(found)} == {"final"}


def test_shares_count_petitions_and_signatures_under_every_reading() -> None:
    entries = [Entry("p1", None, "Art. 1; Art. 2, A"), Entry("p2", None, "Art. 3, E")]
    shares = {s.reading: s for s in traced_shares(check_published(entries, run()))}
    assert [(name, s.units, s.weight) for name, s in shares.items()] == [
        ("cited", 2, 400.0), ("exists", 2, 400.0), ("generous", 2, 400.0), ("middle", 2, 400.0),
        ("strict", 1, 100.0),
    ]  # fmt: skip
    assert {(s.of, s.of_weight) for s in shares.values()} == {(2, 400.0)}


def test_ids_that_the_run_doesnt_have_are_refused() -> None:
    with pytest.raises(InputError, match="--id-column"):
        check_published([Entry("99", None, "Art. 1")], run())
