"""No character of a body is lost: every one is heading, text, or outside every provision."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer import read_constitution
from tracer.constitution.doubt.stretches import HEADING, OUTSIDE, TEXT, outside, stretches
from tracer.constitution.grammar.provisions import provisions_of
from tracer.constitution.grammar.read import read_units
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.constitution.plain import plain_body
from tracer.records import Constitution

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))

DRAFT = """Borrador del 5 de mayo

TÍTULO PRIMERO
DE LA CIUDAD
Artículo 1
Del agua
1. El agua es de todas las personas.
2. La ciudad la cuida:
a) en los ríos;
b) en las fuentes.
Artículo 2. La noche es de quien la trabaja.

Dado en la Ciudad de México, a cinco de mayo.
Ana Pérez, presidenta.
"""


def _read(text: str) -> Constitution:
    provisions, issues = provisions_of(read_units(plain_body(text), style=SPANISH_AMERICAN))
    return Constitution("borrador.txt", text, provisions, issues)


def _words(constitution: Constitution, role: str) -> list[tuple[str, str]]:
    return [
        (s.citation, " ".join(constitution.text[s.start : s.end].split()))
        for s in stretches(constitution)
        if s.role == role
    ]


def test_a_heading_below_its_label_belongs_to_the_provision() -> None:
    headings = _words(_read(DRAFT), HEADING)
    assert ("Tít. 1", "TÍTULO PRIMERO DE LA CIUDAD") in headings
    assert ("Art. 1", "Artículo 1 Del agua") in headings


def test_texts_are_the_own_words_of_their_provisions() -> None:
    draft = _read(DRAFT)
    assert _words(draft, TEXT) == [(p.citation, p.text) for p in draft.provisions if p.text]


def test_front_matter_and_signatures_are_listed_as_outside() -> None:
    draft = _read(DRAFT)
    found = [draft.text[s.start : s.end].strip() for s in outside(draft)]
    assert found == [
        "Borrador del 5 de mayo",
        "Dado en la Ciudad de México, a cinco de mayo.\nAna Pérez, presidenta.",
    ]


@given(st.lists(st.sampled_from([*DRAFT.splitlines(), "", "  Transitorios", "Primero. Rige."])))
def test_stretches_follow_each_other_and_lose_nothing(lines: list[str]) -> None:
    constitution = _read("\n".join(lines))
    cut = stretches(constitution)
    assert "".join(constitution.text[s.start : s.end] for s in cut) == constitution.text
    assert all(before.end == after.start for before, after in pairwise(cut))
    assert all(s.start < s.end for s in cut)


@pytest.mark.parametrize(
    "name",
    [
        "cdmx/constitucion_cdmx_vigente_2023-03-24.pdf",
        "chile2022/borrador_2022-05-14.pdf",
        "chile2022/propuesta_final_2022-07-04.md",
        "chile2023/propuesta_final_2023-11-07.pdf",
        "chile2023/texto_consejo_2023-10-06.pdf",
    ],
)
def test_only_front_matter_and_signatures_of_real_documents_are_outside(name: str) -> None:
    path = SHARED / "corpora" / name
    if not path.exists():
        pytest.skip(f"needs {name} of ../shared")
    constitution = read_constitution(path)
    cut = stretches(constitution)
    assert "".join(constitution.text[s.start : s.end] for s in cut) == constitution.text
    articles = [p for p in constitution.provisions if p.level == "article"]
    between = [
        s for s in cut if s.role == OUTSIDE and articles[0].opens < s.start < articles[-1].opens
    ]
    assert not any(constitution.text[s.start : s.end].strip(" \n#*_-") for s in between)
