"""Counts checked by hand against official documents; skipped where those are absent."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from tracer.citation import article_of, parse_citation, resolve
from tracer.constitution import read_constitution, units
from tracer.records import Constitution

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))
CDMX = "cdmx/constitucion_cdmx_vigente_2023-03-24.pdf"
DRAFT = "chile2022/borrador_2022-05-14.pdf"
FINAL = "chile2022/propuesta_final_2022-07-04.md"
COUNCIL = "chile2023/texto_consejo_2023-10-06.pdf"
PROPOSAL = "chile2023/propuesta_final_2023-11-07.pdf"


@lru_cache(maxsize=5)
def corpus(name: str) -> Constitution:
    path = SHARED / "corpora" / name
    if not path.exists():
        pytest.skip(f"{name} no está en TRACER_SHARED")
    return read_constitution(path)


def count(name: str) -> Counter[str]:
    return Counter(provision.level for provision in corpus(name).provisions)


@pytest.mark.parametrize("name", [CDMX, DRAFT, FINAL, COUNCIL, PROPOSAL])
def test_spans_parents_and_citations_of_a_real_document_hold(name: str) -> None:
    constitution = corpus(name)
    seen = {""}
    for provision in constitution.provisions:
        assert constitution.text[provision.start : provision.end] == provision.text
        assert provision.citation not in seen
        assert provision.parent in seen
        assert [str(a) for a in parse_citation(provision.citation).addresses] == [
            provision.citation
        ]
        seen.add(provision.citation)


def test_mexico_city_has_71_articles_and_147_sections_in_force() -> None:
    sections = [p for p in corpus(CDMX).provisions if p.level == "section"]
    in_force = [p for p in sections if p.status == "in_force"]
    assert count(CDMX)["article"] == 71
    assert len(in_force) == 147
    assert len({article_of(p.citation) for p in in_force}) == 30
    assert [p.citation for p in sections if p.status == "repealed"] == ["Art. 45, B"]
    assert max(p.page or 0 for p in corpus(CDMX).provisions) == 240


def test_headings_of_mexico_city_are_those_of_the_page() -> None:
    headings = {p.citation: p.heading for p in corpus(CDMX).provisions}
    assert headings["Art. 16, A"] == "Medio Ambiente"
    assert headings["Art. 16, B"] == "Gestión sustentable del agua"
    assert headings["Art. 13, B"] == "Protección a los animales"
    assert headings["Art. 11, H"] == "Derechos de las personas LGBTTTI"
    assert headings["Art. 25, H"].endswith("consultas ciudadanas y revocación de mandato")
    assert headings["Art. 6, B"] == "Derecho a la integridad"
    assert headings["Art. 1"] == "De la Ciudad de México"
    assert headings["Tít. 4, Cap. 1"].endswith("LAS QUE HABITAN LA CIUDAD DE MÉXICO")


def test_the_transitories_of_the_first_decree_are_39_and_the_later_ones_apart() -> None:
    found = [p.citation for p in corpus(CDMX).provisions if p.level == "transitory"]
    assert [c for c in found if c.startswith("Trans.")] == [f"Trans. {n}" for n in range(1, 40)]
    assert len({c.split(",")[0] for c in found if c.startswith("Decreto")}) == 19


def test_the_only_doubts_about_mexico_city_are_two_numbers_printed_twice() -> None:
    assert [(i.code, i.page) for i in corpus(CDMX).issues] == [
        ("number-repeated", 228),
        ("number-repeated", 230),
    ]


def test_running_numbers_of_the_draft_go_from_1_to_499() -> None:
    articles = [p for p in corpus(DRAFT).provisions if p.level == "article"]
    assert [p.citation for p in articles] == [f"Art. {n}" for n in range(1, 500)]
    assert articles[4].heading == "Artículo 4"


def test_the_other_chilean_texts_are_complete() -> None:
    for name, articles, transitories in ((FINAL, 388, 57), (COUNCIL, 219, 57), (PROPOSAL, 216, 62)):
        found = corpus(name).provisions
        assert [p.citation for p in found if p.level == "article"] == [
            f"Art. {n}" for n in range(1, articles + 1)
        ]
        assert [p.citation for p in found if p.level == "transitory"] == [
            f"Trans. {n}" for n in range(1, transitories + 1)
        ]


@pytest.mark.parametrize(
    ("name", "judged", "size"),
    [(CDMX, "cdmx_vigente_2023_dev.jsonl", 192), (FINAL, "chile_propuesta_2022_dev.jsonl", 388)],
)
def test_units_are_those_that_readers_judged_and_hold_what_they_quote(
    name: str, judged: str, size: int
) -> None:
    found = {unit.citation: unit for unit in units(corpus(name))}
    in_force = [c for c, unit in found.items() if unit.status == "in_force" and c[:4] == "Art."]
    assert len(in_force) == size
    lines = (SHARED / "judgements" / judged).read_text(encoding="utf-8").splitlines()
    judgements = [judgement for line in lines for judgement in json.loads(line)["judgements"]]
    assert {judgement["unit"] for judgement in judgements} <= set(in_force)
    for judgement in judgements:
        assert letters(judgement.get("quote", "")) in letters(found[judgement["unit"]].text)


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def test_the_published_address_that_does_not_exist_is_told_with_its_neighbour() -> None:
    resolution = resolve(parse_citation("Art. 12, E. Art. 16, H."), corpus(CDMX))
    assert not resolution.exists
    assert resolution.missing == ("Art. 12, E",)
    assert resolution.proposals[0].citation == "Art. 13, E"
    assert resolution.citations == ("Art. 16, H",)


def test_a_numeral_of_a_sectioned_article_resolves_to_all_its_sections() -> None:
    resolution = resolve(parse_citation("Art. 16, 3."), corpus(CDMX))
    assert resolution.exists
    assert resolution.citations[0] == "Art. 16, A, 3"
    assert len(resolution.citations) == 8
    assert resolution.assumed
