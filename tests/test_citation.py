"""Citations as people write them, and what a document holds of them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer.citation import Address, article_of, parse_citation, resolve
from tracer.errors import CitationError
from tracer.records import Constitution, Provision

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))


def read(text: str) -> list[str]:
    return [str(address) for address in parse_citation(text).addresses]


def document(*citations: str) -> Constitution:
    provisions = [Provision(c, "article", "", "Texto.", "", None, 0, 6) for c in citations]
    return Constitution("prueba", "", tuple(provisions))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Art. 16, A, 3, 4, B.", ["Art. 16, A, 3", "Art. 16, A, 4", "Art. 16, B"]),
        ("Artículo 7, 8-C Art. 24", ["Art. 7", "Art. 8, C", "Art. 24"]),
        ("Art. 2, 3. Art. 7, A; Título Sexto", ["Art. 2, 3", "Art. 7, A", "Tít. 6"]),
        ("Art. 12, E. Art. 16, H.", ["Art. 12, E", "Art. 16, H"]),
        ("Art. 15, E, e", ["Art. 15, E, e"]),
        ("art. 16 apdo. B num. 3", ["Art. 16, B, 3"]),
        ("artículo 16 apartado B, numeral 3, inciso a)", ["Art. 16, B, 3, a"]),
        ("ARTICULO 21, APARTADO D, FRACCIÓN II, NUMERAL 1", ["Art. 21, D, frac. II, 1"]),
        ("numeral 3 del apartado B del artículo 16", ["Art. 16, B, 3"]),
        ("segundo párrafo, numeral 3 del artículo 61", ["Art. 61, 3, párr. 2"]),
        ("Artículos 7, 8 y 9", ["Art. 7", "Art. 8", "Art. 9"]),
        ("incisos a) y b) del artículo 3", ["Art. 3, a", "Art. 3, b"]),
        ("quinto transitorio", ["Trans. 5"]),
        ("artículo vigésimo tercero transitorio", ["Trans. 23"]),
        ("artículo transitorio 3", ["Trans. 3"]),
        ("Título Segundo, Capítulo I", ["Tít. 2, Cap. 1"]),
        ("preambulo", ["Preámbulo"]),
        ("Art. 12 BIS", ["Art. 12 bis"]),
        ("Art. 16, A a C", ["Art. 16, A", "Art. 16, B", "Art. 16, C"]),
    ],
)
def test_a_citation_is_read_as_people_mean_it(written: str, expected: list[str]) -> None:
    assert read(written) == expected


def test_a_decomposed_accent_makes_no_difference() -> None:
    assert read("Ti\u0301tulo Sexto") == read("Título Sexto") == ["Tít. 6"]


@pytest.mark.parametrize("sign", ["х", "x", "X"])
def test_the_sign_for_absence_is_no_address(sign: str) -> None:
    assert parse_citation(sign).kind == "absent"
    assert parse_citation(sign).addresses == ()


def test_transversal_is_kept_beside_the_address_it_comes_with() -> None:
    parsed = parse_citation("Art. 21, F, b Transversal")
    assert parsed.kind == "transversal"
    assert [str(a) for a in parsed.addresses] == ["Art. 21, F, b"]


def test_what_had_to_be_supposed_is_said() -> None:
    assert any("Art. 8, C" in said for said in parse_citation("Artículo 7, 8-C").assumed)
    assert any("cuatro" in said for said in parse_citation("Art. 16 cuatro").assumed)
    assert parse_citation("Art. 16, B, 3, a").assumed == ()


@pytest.mark.parametrize("text", ["", "según la ley", "véase arriba"])
def test_words_without_an_address_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(CitationError, match=r"Art\. 16, B, 3"):
        parse_citation(text)


def test_every_published_citation_is_understood_without_passing_over_a_word() -> None:
    table = SHARED / "corpora/cdmx/tabla1_publicada.csv"
    if not table.exists():
        pytest.skip("la tabla publicada no está en TRACER_SHARED")
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cited = [row[f"{side}_citation_published"] for row in rows for side in ("draft", "final")]
    parsed = [parse_citation(text) for text in cited]
    assert len(parsed) == 24
    assert [p.text for p in parsed if not p.addresses and p.kind != "absent"] == []
    assert not any("pasó por alto" in said for p in parsed for said in p.assumed)


NUMBERS = st.integers(1, 400).map(str)
NUMBERED = st.one_of(NUMBERS, NUMBERS.map(lambda n: f"{n} bis"))
FRACTIONS = st.sampled_from(["frac. I", "frac. IV", "frac. XXII"])
INCISOS = st.sampled_from(list("abcdefghijklmnñopqrstuvwxyz"))
LISTS = st.one_of(
    st.tuples(),
    st.tuples(NUMBERED),
    st.tuples(NUMBERS, INCISOS),
    st.tuples(NUMBERS, FRACTIONS, INCISOS),
    st.tuples(FRACTIONS, NUMBERS, INCISOS),
    st.tuples(NUMBERS, INCISOS, FRACTIONS),
    st.tuples(NUMBERS, INCISOS, NUMBERS.map(lambda n: f"{n})")),
    st.tuples(NUMBERS, NUMBERS.map(lambda n: f"párr. {n}")),
)
SECTIONS = st.one_of(st.tuples(), st.tuples(st.sampled_from(list("ABCDEFGHIJKLMNÑOPVX"))))


@given(NUMBERED, SECTIONS, LISTS)
def test_formatting_and_parsing_an_address_gives_it_back(
    article: str, section: tuple[str, ...], below: tuple[str, ...]
) -> None:
    address = Address("article", (article, *section, *below))
    assert parse_citation(str(address)).addresses == (address,)


@pytest.mark.parametrize(
    "citation",
    [
        "Preámbulo", "Exposición de motivos", "Transitorios", "Decreto 2", "Decreto 2, Trans. 1",
        "Tít. 2, Cap. único", "Cap. 3, § 1", "Cap. 7, Tít. 2", "Lib. 1, Tít. 2, Cap. 3",
        "Art. 5 (2)", "Trans. 4, párr. 2", "Art. único",
        "Art. 4, frac. único",
    ],
)  # fmt: skip
def test_addresses_outside_the_plain_article_also_come_back(citation: str) -> None:
    assert read(citation) == [citation]


def test_addresses_sort_as_numbers_not_as_text() -> None:
    fractions = ["Art. 9, frac. X", "Art. 9, frac. VI", "Art. 9, frac. V", "Art. 9, frac. I"]
    written = ["Trans. 1", "Art. 10", "Art. 9, B", "Art. 9, A, 10", "Art. 9, A, 2"]
    written += [*fractions, "Preámbulo"]
    addresses = [parse_citation(text).addresses[0] for text in written]
    in_order = [str(a) for a in sorted(addresses, key=lambda a: a.sort_key)]
    assert in_order == list(reversed(written))


def test_the_article_part_of_a_citation_is_what_people_count_by() -> None:
    assert article_of("Art. 16, B, 3, a") == "Art. 16"
    assert article_of("Art. 12 bis, A") == "Art. 12 bis"
    assert article_of("Decreto 2, Trans. 1, frac. I") == "Decreto 2, Trans. 1"
    assert article_of("Preámbulo") == "Preámbulo"


def test_a_missing_section_is_looked_for_in_the_following_article_first() -> None:
    text = document("Art. 11", "Art. 11, E", "Art. 12", "Art. 12, 1", "Art. 13", "Art. 13, E")
    resolution = resolve(parse_citation("Art. 12, E"), text)
    assert not resolution.exists
    assert resolution.missing == ("Art. 12, E",)
    assert [p.citation for p in resolution.proposals][:2] == ["Art. 13, E", "Art. 11, E"]
    assert resolution.proposals[-1].citation == "Art. 12"


def test_a_numeral_without_its_section_stands_for_every_section_that_has_it() -> None:
    text = document("Art. 16", "Art. 16, A", "Art. 16, A, 3", "Art. 16, B", "Art. 16, B, 3")
    resolution = resolve(parse_citation("Art. 16, 3."), text)
    assert resolution.exists
    assert resolution.citations == ("Art. 16, A, 3", "Art. 16, B, 3")
    assert "no dice el apartado" in resolution.assumed[0]


def test_what_exists_as_written_needs_no_assumption() -> None:
    resolution = resolve(parse_citation("Art. 2, 3"), document("Art. 2", "Art. 2, 3"))
    assert resolution.exists
    assert resolution.citations == ("Art. 2, 3",)
    assert resolution.assumed == ()


def test_a_chapter_without_its_title_stands_for_all_of_that_number() -> None:
    text = document("Tít. 1, Cap. 1", "Tít. 2, Cap. 1", "Tít. 2, Cap. 2")
    assert resolve(parse_citation("Cap. 1"), text).citations == ("Tít. 1, Cap. 1", "Tít. 2, Cap. 1")


def test_half_a_citation_that_exists_is_not_all_of_it() -> None:
    resolution = resolve(parse_citation("Art. 1. Art. 7"), document("Art. 1"))
    assert not resolution.exists
    assert resolution.citations == ("Art. 1",)
    assert resolution.missing == ("Art. 7",)


def test_an_absent_provision_is_neither_found_nor_missing() -> None:
    resolution = resolve(parse_citation("х"), document("Art. 1"))
    assert (resolution.exists, resolution.citations, resolution.missing) == (False, (), ())
