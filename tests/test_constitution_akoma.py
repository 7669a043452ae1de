"""Akoma Ntoso written by tracer: valid, honest about what it doesn't know, read back the same."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from akoma_schema import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tracer.cli import main
from tracer.constitution import akoma_xml, provision_rows, read_constitution
from tracer.constitution.akoma import read_akoma
from tracer.errors import EmptyInputError
from tracer.records import Constitution, Provision

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))
CORPORA = (
    "cdmx/constitucion_cdmx_vigente_2023-03-24.pdf", "chile2022/borrador_2022-05-14.pdf",
    "chile2022/propuesta_final_2022-07-04.md", "chile2023/texto_consejo_2023-10-06.pdf",
    "chile2023/propuesta_final_2023-11-07.pdf",
)  # fmt: skip
MEXICAN = """\
# PREÁMBULO
Quienes habitamos la Ciudad acordamos.

Esta Constitución.

## TÍTULO PRIMERO
DISPOSICIONES COMUNES

### CAPÍTULO I
DE LA CIUDAD

#### ARTÍCULO 1
De la Ciudad

1. La Ciudad es libre.
2. Su territorio comprende:
a) El valle;
b) Las montañas, y
c) El lago.

#### ARTÍCULO 2 BIS
Ciudad habitable

Toda persona habita la Ciudad.

A. Medio ambiente
I. Se protege el agua;
II. Se protege el aire.
B. (Se deroga)

## TRANSITORIOS
PRIMERO.- Entra en vigor mañana.
SEGUNDO.- Se publica en la Gaceta Oficial.
"""
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:tracer:constitucion:1}"
LEVELS = (
    "preamble", "book", "title", "chapter", "division", "article", "section", "numeral", "fraction",
    "inciso", "paragraph", "transitory",
)  # fmt: skip
PARTS = ("A", "I", "3", "12 bis", "frac. IV", "a", "ñ", "párr. 2", "1)", "a (2)", "otra")
TOPS = (
    "Preámbulo", "Exposición de motivos", "Lib. 1", "Tít. 2", "Cap. 3", "§ 1", "Art. 5",
    "Art. 5 bis", "Art. 5 (2)", "Transitorios", "Trans. 1", "Decreto 2", "Base séptima",
)  # fmt: skip
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=12)
WORDS = st.lists(
    st.sampled_from(["Toda persona", "vive.", "\n", "\n\n", " ", "\t", "(Se deroga)", "\r", "a)"]),
    max_size=5,
).map("".join)


def same(provision: Provision) -> Provision:
    """What must come back: everything but the place in the text, in NFC."""
    texts = {
        name: unicodedata.normalize("NFC", getattr(provision, name))
        for name in ("citation", "heading", "text", "parent")
    }
    return replace(provision, start=0, end=0, opens=-1, **texts)


def read_back(document: bytes) -> Constitution:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "leído.xml"
        path.write_bytes(document)
        return read_akoma(path)


def assert_comes_back(constitution: Constitution) -> bytes:
    document = akoma_xml(constitution)
    assert faults(document) == []
    again = read_back(document)
    assert [same(p) for p in again.provisions] == [same(p) for p in constitution.provisions]
    for provision in again.provisions:
        assert again.text[provision.start : provision.end] == provision.text
    return document


def read(folder: Path, text: str, name: str = "prueba.md") -> Constitution:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_constitution(path)


@st.composite
def constitutions(draw: st.DrawFn) -> Constitution:
    """Provisions as no drafter would write them: any level, citation, parent and text."""
    provisions: list[Provision] = []
    for number in range(draw(st.integers(1, 8))):
        parent = draw(st.sampled_from(["", *(p.citation for p in provisions)]))
        own = draw(st.sampled_from(PARTS if parent else TOPS) | ANYTHING)
        citation = unicodedata.normalize("NFC", f"{parent}, {own}" if parent else own)
        if not citation or citation in {p.citation for p in provisions}:
            citation += f" #{number}"
        provisions.append(
            Provision(
                citation=citation,
                level=draw(st.sampled_from(LEVELS)),
                heading=draw(WORDS | ANYTHING),
                text=draw(WORDS | ANYTHING),
                parent=parent,
                page=draw(st.none() | st.integers(1, 300)),
                start=0,
                end=0,
                status=draw(st.sampled_from(["in_force", "repealed"])),
            )
        )
    return Constitution("cualquiera.csv", "", tuple(provisions))


@settings(max_examples=60, deadline=None)
@given(constitutions())
def test_any_provisions_come_back_as_they_were(constitution: Constitution) -> None:
    assert_comes_back(constitution)


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPORA)
def test_a_real_constitution_comes_back_as_it_was(name: str) -> None:
    path = SHARED / "corpora" / name
    if not path.exists():
        pytest.skip(f"{name} no está en TRACER_SHARED")
    constitution = read_constitution(path)
    hinted = etree.fromstring(assert_comes_back(constitution)).xpath(
        "//@*[local-name()='citation']"
    )
    assert len(hinted) < 0.01 * len(constitution.provisions)


def test_the_units_of_a_mexican_text_bear_the_words_of_the_standard(tmp_path: Path) -> None:
    root = etree.fromstring(assert_comes_back(read(tmp_path, MEXICAN)))
    assert [e.get("eId") for e in root.iter() if e.get("eId") and "TLC" not in e.tag] == [
        "title_1", "title_1__chp_1", "art_1", "art_1__para_1", "art_1__para_2",
        "art_1__para_2__point_a", "art_1__para_2__point_b", "art_1__para_2__point_c", "art_2-bis",
        "art_2-bis__hcontainer_A", "art_2-bis__hcontainer_A__hcontainer_I",
        "art_2-bis__hcontainer_A__hcontainer_II", "art_2-bis__hcontainer_B", "transitional_nn_1",
        "transitional_nn_1__art_1", "transitional_nn_1__art_2",
    ]  # fmt: skip
    nums = [num.text for num in root.iter(f"{AKN}num")]
    assert nums[:4] == ["TÍTULO PRIMERO", "CAPÍTULO I", "ARTÍCULO 1", "1."]
    assert [e.get("name") for e in root.iter(f"{AKN}hcontainer")] == [
        "apartado", "fraccion", "fraccion", "apartado",
    ]  # fmt: skip
    assert root.findtext(f".//{AKN}preamble/{AKN}p").startswith("Quienes")


def test_plain_akoma_ntoso_says_all_that_a_well_made_text_has_to_say(tmp_path: Path) -> None:
    root = etree.fromstring(akoma_xml(read(tmp_path, MEXICAN)))
    assert [a for e in root.iter() for a in e.attrib if a.startswith(OWN)] == []


def test_what_is_repealed_is_marked_as_removed(tmp_path: Path) -> None:
    root = etree.fromstring(akoma_xml(read(tmp_path, MEXICAN)))
    assert root.xpath("//@status[. = 'removed']/../@eId") == ["art_2-bis__hcontainer_B"]


def test_a_number_that_the_document_does_not_print_is_marked_as_editorial(tmp_path: Path) -> None:
    constitution = read(tmp_path, "Artículo 1\nSon:\na) x;\nb) y.\nLa ley dirá lo demás.")
    root = etree.fromstring(akoma_xml(constitution))
    nums = {num.text: num.get("status") for num in root.iter(f"{AKN}num")}
    assert nums == {"Artículo 1": None, "a)": None, "b)": None, "párr. 2": "editorial"}


def test_what_is_not_known_of_the_document_is_said_not_to_be(tmp_path: Path) -> None:
    document = akoma_xml(read(tmp_path, MEXICAN, "Texto único.md")).decode()
    assert '<FRBRcountry value="xx"/>' in document
    assert '<FRBRdate date="0001-01-01" name="desconocida"/>' in document
    assert "/akn/xx/act/constitucion/0001-01-01/texto-unico/spa@0001-01-01" in document
    assert "autoría no indicada" in document and "0001-01-01: desconocida" in document
    assert str(tmp_path) not in document


def test_the_date_comes_from_the_name_of_the_file_or_from_who_writes(tmp_path: Path) -> None:
    constitution = read(tmp_path, MEXICAN, "borrador_2022-05-14.md")
    named, given_ = (
        akoma_xml(constitution),
        akoma_xml(constitution, dated="2023-01-02", country="cl"),
    )
    assert b'date="2022-05-14" name="nombre del archivo"' in named
    assert b'date="2023-01-02" name="indicada"' in given_ and b'FRBRcountry value="cl"' in given_
    assert faults(named) == faults(given_) == []
    wrong = replace(constitution, name="acta_2022-13-45.md")
    assert b"2022-13-45" not in akoma_xml(wrong).replace(b"acta_2022-13-45.md", b"").replace(
        b"acta-2022-13-45", b""
    )


def test_cobalt_reads_what_identifies_the_document(tmp_path: Path) -> None:
    cobalt = pytest.importorskip("cobalt")
    act = cobalt.Act(akoma_xml(read(tmp_path, MEXICAN, "carta_2017-02-05.md")))
    assert (act.frbr_uri.country, act.frbr_uri.date, act.language) == ("xx", "2017-02-05", "spa")
    assert act.frbr_uri.number == "carta-2017-02-05"


def test_the_same_constitution_gives_the_same_bytes(tmp_path: Path) -> None:
    constitution = read(tmp_path, MEXICAN)
    assert akoma_xml(constitution) == akoma_xml(read(tmp_path, MEXICAN))
    elsewhere = tmp_path / "otra"
    elsewhere.mkdir()
    assert akoma_xml(constitution) == akoma_xml(read(elsewhere, MEXICAN))


def test_a_text_of_millions_of_letters_in_one_line_comes_back() -> None:
    text = "Toda persona. " * 900_000 + "Fin"
    provision = Provision("Art. 1", "article", "", text, "", None, 0, 0)
    assert_comes_back(Constitution("largo.csv", "", (provision,)))


def test_no_provisions_are_no_document() -> None:
    with pytest.raises(EmptyInputError, match="no tiene disposiciones"):
        akoma_xml(Constitution("vacia.csv", "", ()))


def test_parse_writes_a_document_that_every_command_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, document = tmp_path / "a.md", tmp_path / "a.xml"
    source.write_text(MEXICAN, encoding="utf-8")
    assert main(["parse", str(source), "-o", str(document)]) == 0
    assert faults(document.read_bytes()) == []
    assert main(["parse", str(document), "-o", str(tmp_path / "b.xml")]) == 0
    rows = [
        [{k: v for k, v in row.items() if k not in ("start", "end")} for row in provision_rows(c)]
        for c in map(read_constitution, (source, document, tmp_path / "b.xml"))
    ]
    assert rows[0] == rows[1] == rows[2]
    capsys.readouterr()


def test_only_parse_writes_xml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", "a.md", "b.md", "-o", str(tmp_path / "c.xml")]) == 2
    assert "c.xml" in capsys.readouterr().err
