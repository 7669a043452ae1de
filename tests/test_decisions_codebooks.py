"""What was coded at the desk counts in an audit as what was coded in workbooks does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.audit.frozen import NAME, freeze, frozen
from tracer.audit.items import Item
from tracer.audit.workbook import Codebook
from tracer.decisions import Side, codebooks_of
from tracer.errors import InputError
from tracer.records import Decision

CANDIDATES = {"a": ("Art. 1", "Art. 2"), "b": ("Art. 1",)}
NOW = Side({"a": "A", "b": "B"}, {("final", f"Art. {k}"): f"H{k}" for k in (1, 2, 9)})


def said(
    verdict: str, citation: str, *, coder: str = "ana", asked: str = "a", **more: object
) -> Decision:
    fields: dict = {
        "contribution_hash": asked.upper(), "provision_hash": f"H{citation[-1]}", "blind": True,
    }  # fmt: skip
    version = str(more.pop("version", "final"))
    key = f"{coder}{asked}{citation}{verdict}{more}"
    fields |= more
    return Decision(key, "2026", coder, asked, version, citation, verdict, **fields)


def books(*entries: Decision) -> tuple[Codebook, ...]:
    return codebooks_of(entries, CANDIDATES, now=NOW, version="final")


def test_a_contribution_is_coded_once_all_its_candidates_are() -> None:
    assert books(said("no", "Art. 1"))[0].codes == {}
    (whole,) = books(said("no", "Art. 1"), said("menciona", "Art. 2"))
    assert whole.codes == {"a": "menciona"} and whole.citations == {"a": "Art. 2"}
    (found,) = books(said("adopta", "Art. 9"), said("duda", "Art. 1"))
    assert found.codes == {"a": "sí"} and found.citations == {"a": "Art. 9"}
    assert books(said("adopta", "Art. 1", asked="z")) == ()


@pytest.mark.parametrize(
    "unfit", [{"blind": False}, {"provision_hash": "vieja"}, {"version": "borrador"}]
)
def test_what_was_not_decided_blindly_on_the_words_of_today_is_no_code(unfit: dict) -> None:
    assert books(said("adopta", "Art. 1", **unfit)) == ()


def test_who_settles_is_no_coder_and_what_was_settled_goes_before() -> None:
    entries = [said("no", at, coder="ana") for at in ("Art. 1", "Art. 2")]
    entries += [said("adopta", "Art. 1", coder="luz"), said("no", "Art. 2", coder="luz")]
    entries.append(said("parcial", "Art. 1", coder="eva", settles=True, blind=False))
    found = books(*entries)
    assert [(book.coder, book.settled) for book in found] == [
        ("ana", False), ("luz", False), ("", True)
    ]  # fmt: skip
    assert found[-1].codes == {"a": "en parte"}


def test_nobody_settles_by_taking_the_name_of_the_workbook_that_does() -> None:
    (found,) = books(said("adopta", "Art. 1", coder="acuerdo"))
    assert not found.settled


def test_the_engines_answers_are_those_of_the_day_of_the_plan(tmp_path: Path) -> None:
    then = (Item("a", "contribution", "x", 1.0, "petition", "no", 0.2),)
    later = (Item("a", "contribution", "x", 1.0, "petition", "sí", 1.0),)
    freeze(then, tmp_path)
    assert frozen(later, tmp_path) == then
    other = (Item("b", "contribution", "x", 1.0, "petition", "sí", 1.0),)
    with pytest.raises(InputError, match="haz el plan otra vez"):
        frozen(other, tmp_path)
    (tmp_path / NAME).unlink()
    with pytest.raises(InputError, match="falta"):
        frozen(later, tmp_path)
