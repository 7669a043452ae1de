"""Claims: what a run confirms, what it contradicts, and where sources contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.audit.claims import COUNTS, Claim, check_claims, inconsistencies, read_claims
from tracer.audit.items import Item
from tracer.audit.rates import rates_of
from tracer.errors import ProcessError

CLAIMS_OF_THE_CASE = Path(__file__).parent.parent / "eval" / "claims" / "cdmx.toml"


def petitions(n: int, *, answered: int) -> list[Item]:
    return [
        Item(f"p{k:03}", "contribution", "", 60_000.0 if k < 4 else 10.0, "petition",
             "sí" if k < answered else "no", 0.5)
        for k in range(n)
    ]  # fmt: skip


def verdict(claim: Claim, items: list[Item]) -> str:
    (checked,) = check_claims([claim], items, rates_of(items))
    return checked.verdict


def test_counts_are_held_against_the_run() -> None:
    items = petitions(341, answered=100)
    assert verdict(Claim("a", "petitions", 341, "x"), items) == "confirmed"
    assert verdict(Claim("a", "petitions", 358, "x"), items) == "contradicted"
    assert verdict(Claim("a", "petitions", 350, "x", at_least=True), items) == "contradicted"
    assert verdict(Claim("a", "petitions", 300, "x", at_least=True), items) == "confirmed"
    assert verdict(Claim("a", "petitions", 350, "x", about=True), items) == "confirmed"
    assert verdict(Claim("a", "petitions over 50000", 4, "x"), items) == "confirmed"
    assert verdict(Claim("a", "supporters", 4, "x"), items) == "not_determinable"


def test_a_rate_without_a_denominator_may_depend_on_the_reading() -> None:
    items = petitions(341, answered=289)
    claim = Claim("84", "adopted", 84, "x", about=True)
    by_number = Claim("84", "adopted", 84, "x", about=True, denominator="contributions")
    assert verdict(by_number, items) == "confirmed"
    survey = [Item(f"s{k}", "contribution", "", 1.0, "survey", "no", 0.1) for k in range(300)]
    assert verdict(claim, items + survey) == "depends"
    named = Claim("84", "adopted", 84, "x", denominator="petitions", definition="strict")
    assert verdict(named, items + survey) == "confirmed"
    assert (
        verdict(Claim("50", "adopted", 50, "x", denominator="petitions"), items) == "contradicted"
    )
    words = Claim("84", "adopted", 84, "x", denominator="draft words")
    assert verdict(words, items) == "not_determinable"


def test_a_handful_of_units_confirms_nothing() -> None:
    assert verdict(Claim("84", "adopted", 84, "x"), petitions(6, answered=5)) == "not_determinable"


def test_sources_that_differ_are_listed_and_those_that_agree_are_not() -> None:
    claims = [
        Claim("a", "petitions", 341, "x"), Claim("b", "petitions", 350, "y", at_least=True),
        Claim("c", "signatures", 427_815, "x"),
        Claim("d", "signatures", 400_000, "y", at_least=True),
        Claim("e", "events", 55, "x"),
    ]  # fmt: skip
    assert [[claim.id for claim in group] for group in inconsistencies(claims)] == [["a", "b"]]


def test_the_claims_of_the_case_can_be_read() -> None:
    claims = read_claims(CLAIMS_OF_THE_CASE)
    assert {"adopted", "petitions", "signatures"} <= {claim.quantity for claim in claims}
    differ = {group[0].quantity for group in inconsistencies(claims)}
    assert {"petitions", "survey answers", "petitions 10000 to 50000"} <= differ
    assert "signatures" not in differ


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[claim]]\nid = "a"\nquantity = "petition"\nfigure = 1\nsource = "x"\n', "petitions"),
        ('[[claim]]\nid = "a"\nquantity = "petitions"\nfigure = "1"\nsource = "x"\n', "figure"),
        ('[[claim]]\nid = "a"\nquantity = "petitions"\nfigure = 1\n', "source"),
        ('[[claim]]\nid = "a"\nquantity = "petitions"\nfigure = 1\nsource = "x"\nabout = 3\n',
         "true o false"),
        ("", "claim"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_where(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "c.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ProcessError, match=said):
        read_claims(tmp_path / "c.toml")


def test_every_count_counts_nothing_in_nothing() -> None:
    assert {count([]) for count in COUNTS.values()} == {0}


def test_a_channel_that_the_run_doesnt_have_says_nothing() -> None:
    claim = Claim("c", "survey answers", 30_143, "prensa")
    assert verdict(claim, petitions(40, answered=20)) == "not_determinable"
