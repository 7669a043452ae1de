"""Citations as they are met in the wild: in tables, letters, laws and constitutions."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tracer.citation import parse_citation, resolve
from tracer.errors import CitationError
from tracer.records import Constitution, Provision

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))


def read(text: str) -> list[str]:
    return [str(address) for address in parse_citation(text).addresses]


def document(*citations: str, text: str = "Texto.") -> Constitution:
    provisions = [Provision(c, "article", "", text, "", None, 0, len(text)) for c in citations]
    return Constitution("prueba", "", tuple(provisions))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("artículos 5, 6 y 7", ["Art. 5", "Art. 6", "Art. 7"]),
        ("Artículos 1,2,3", ["Art. 1", "Art. 2", "Art. 3"]),
        ("artículos 5° y 6°", ["Art. 5", "Art. 6"]),
        ("artículos quinto y sexto transitorios", ["Trans. 5", "Trans. 6"]),
        ("artículo 4º, párrafo tercero", ["Art. 4, párr. 3"]),
        ("tercer párrafo del artículo 4o.", ["Art. 4, párr. 3"]),
        ("segundo y tercer párrafos del artículo 5", ["Art. 5, párr. 2", "Art. 5, párr. 3"]),
        ("art. 123, apartado B, fracción XIII Bis", ["Art. 123, B, frac. XIII bis"]),
        ("artículo 21, fracción iv", ["Art. 21, frac. IV"]),
        ("fracción única del artículo 4", ["Art. 4, frac. único"]),
        (
            "fracciones I, II y IV del artículo 3",
            ["Art. 3, frac. I", "Art. 3, frac. II", "Art. 3, frac. IV"],
        ),
        ("inciso c) de la fracción II del artículo 5", ["Art. 5, frac. II, c"]),
        (
            "inciso a) de la fracción I y el inciso b) de la fracción II del artículo 3",
            ["Art. 3, frac. I, a", "Art. 3, frac. II, b"],
        ),
        ("numeral 3 letra b del artículo 19", ["Art. 19, 3, b"]),
        ("letra b, numeral 3, artículo 19", ["Art. 19, 3, b"]),
        ("apartado A numeral 2 del artículo 6", ["Art. 6, A, 2"]),
        ("art. 5 inc. b y c", ["Art. 5, b", "Art. 5, c"]),
        ("letras a), c) e i) del artículo 66", ["Art. 66, a", "Art. 66, c", "Art. 66, i"]),
        ("artículo 12 bis", ["Art. 12 bis"]),
        ("Artículo 12 Quater", ["Art. 12 quáter"]),
        ("artículos 16 A y 16 B", ["Art. 16, A", "Art. 16, B"]),
        ("artículo 5 y fracción II del artículo 7", ["Art. 5", "Art. 7, frac. II"]),
        (
            "artículos 29, apartado B, numeral 3 y 53, apartado A, numeral 6 de esta Constitución",
            ["Art. 29, B, 3", "Art. 53, A, 6"],
        ),
        (
            "artículos 103, tercer párrafo y 105",
            ["Art. 103, párr. 3", "Art. 105"],
        ),
        ("Título III, Capítulo Segundo", ["Tít. 3, Cap. 2"]),
        ("Capítulo II del Título Sexto", ["Tít. 6, Cap. 2"]),
        ("Libro Primero, Título II, Capítulo I", ["Lib. 1, Tít. 2, Cap. 1"]),
        ("disposición transitoria quinta", ["Trans. 5"]),
        ("quinto transitorio", ["Trans. 5"]),
        ("vigésimo octava transitoria", ["Trans. 28"]),
        ("transitorio quinto del Decreto 2", ["Decreto 2, Trans. 5"]),
        ("Disposición adicional primera", ["Disp. adicional 1"]),
        ("parágrafo 2 del artículo 5", ["Art. 5, par. 2"]),
        ("parágrafo transitorio del artículo 5", ["Art. 5, par. transitorio"]),
        ("art 7-b", ["Art. 7-B"]),
        ("Art.16.A.3", ["Art. 16, A, 3"]),
        ("art16", ["Art. 16"]),
        ("§ 12", ["§ 12"]),
        ("artículo No. 5", ["Art. 5"]),
        ("Art. 16, В", ["Art. 16, B"]),  # a Cyrillic letter, as the published table has one
    ],
)
def test_a_citation_of_the_wild_is_read_with_nothing_assumed(
    written: str, expected: list[str]
) -> None:
    assert read(written) == expected
    assert parse_citation(written).assumed == ()


@pytest.mark.parametrize(
    ("written", "expected", "assumed"),
    [
        ("arts. 5 a 9", [f"Art. {n}" for n in range(5, 10)], "se lee como 5, 6, 7, 8, 9"),
        ("artículos del 12 al 15", [f"Art. {n}" for n in range(12, 16)], "12, 13, 14, 15"),
        ("ARTS. 5 A 7", ["Art. 5", "Art. 6", "Art. 7"], "5, 6, 7"),
        ("incisos a) a c) del artículo 2", ["Art. 2, a", "Art. 2, b", "Art. 2, c"], "a, b, c"),
        ("ART. 8 Y 9", ["Art. 8", "Art. 9"], "se lee como 8, 9"),
        ("Artículo 7, 8-C", ["Art. 7", "Art. 8, C"], "Art. 8, C"),
        ("19 Nº 24", ["Art. 19, 24"], "«19» se lee como artículo"),
        ("16 A 3 a", ["Art. 16, A, 3, a"], "«16» se lee como artículo"),
        ("artículo 19 N° 3 inciso quinto", ["Art. 19, 3, párr. 5"], "a la manera chilena"),
        ("artículo 5 del Título II", ["Art. 5"], "sólo dice dónde está"),
        ("Título II, Capítulo II, Artículo 16", ["Art. 16"], "sólo dice dónde está"),
        ("último párrafo del artículo 5", ["Art. 5"], "se pasó por alto «último párrafo»"),
        ("artículo 16 de la Ley de Aguas", ["Art. 16"], "se pasó por alto «Ley de Aguas»"),
    ],
)
def test_what_has_to_be_supposed_of_a_citation_is_said(
    written: str, expected: list[str], assumed: str
) -> None:
    assert read(written) == expected
    assert assumed in " ".join(parse_citation(written).assumed)


@pytest.mark.parametrize("text", ["el artículo anterior", "numeral 3 de este artículo"])
def test_what_depends_on_where_it_stands_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(CitationError, match="depende de dónde"):
        parse_citation(text)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "juan.perez@correo.org", "hola 3 amigos", "5 de mayo de 1862", "¿?", "🙏🙏",
     "fracción II", "artículo", "la ley 18.575", "+52 55 1234 5678", "\0", "арт 5б"],
)  # fmt: skip
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(CitationError, match="se esperaba algo como"):
        parse_citation(text)


def _published() -> list[tuple[str, str]]:
    table = SHARED / "corpora/cdmx/tabla1_publicada.csv"
    if not table.exists():
        pytest.skip("la tabla publicada no está en TRACER_SHARED")
    with table.open(encoding="utf-8") as file:
        return [
            (row["draft_citation_published"], row["final_citation_published"])
            for row in csv.DictReader(file)
        ]


def test_every_published_citation_gives_addresses_or_says_that_there_is_none() -> None:
    parsed = [parse_citation(text) for row in _published() for text in row]
    assert [p.text for p in parsed if p.kind == "absent"] == ["х"]
    assert all(p.addresses for p in parsed if p.kind != "absent")
    assert sum(p.kind == "transversal" for p in parsed) == 4


def test_a_letter_behind_a_number_may_be_a_section_or_an_article_of_its_own() -> None:
    sections = document("Art. 7", "Art. 7, B")
    assert resolve(parse_citation("art 7-b"), sections).citations == ("Art. 7, B",)
    inserted = document("Art. 7", "Art. 7-B")
    resolution = resolve(parse_citation("Art. 7, B"), inserted)
    assert resolution.citations == ("Art. 7-B",)
    assert resolution.assumed == ("«Art. 7, B» se lee como Art. 7-B",)


def test_parts_named_in_another_order_are_found_with_the_order_stated() -> None:
    resolution = resolve(parse_citation("Art. 5, b, 3"), document("Art. 5", "Art. 5, 3, b"))
    assert resolution.citations == ("Art. 5, 3, b",)
    assert resolution.assumed == ("«Art. 5, b, 3» se lee como Art. 5, 3, b",)


def test_a_paragraph_exists_where_the_text_has_as_many() -> None:
    two = document("Art. 5", text="Uno.\nDos.")
    assert resolve(parse_citation("segundo párrafo del artículo 5"), two).citations == ("Art. 5",)
    assert resolve(parse_citation("tercer párrafo del artículo 5"), two).missing == (
        "Art. 5, párr. 3",
    )


def test_a_numbered_paragraph_is_an_inciso_at_any_depth() -> None:
    chilean = document("Art. 20", "Art. 20, 1", "Art. 20, 1, c")
    resolution = resolve(parse_citation("letra c) del inciso 1 del artículo 20"), chilean)
    assert resolution.citations == ("Art. 20, 1, c",)


def test_a_level_left_out_is_looked_for_and_named() -> None:
    resolution = resolve(parse_citation("Art. 17, c"), document("Art. 17", "Art. 17, 1, c"))
    assert resolution.citations == ("Art. 17, 1, c",)
    assert "Art. 17, 1, c" in resolution.assumed[0]
