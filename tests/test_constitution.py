"""Headings, lists and text of constitutions read into provisions; units made of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tracer.constitution import provision_rows, read_constitution, summary, units
from tracer.errors import EmptyInputError, FormatError
from tracer.records import Constitution, Provision

MEXICAN = """\
# PREÁMBULO
Quienes habitamos la Ciudad acordamos esta Constitución.

## TÍTULO PRIMERO
DISPOSICIONES GENERALES

### CAPÍTULO I
DE LA CIUDAD

#### ARTÍCULO 1
De la Ciudad

1. La Ciudad es libre, según el
artículo 44 de la Constitución Federal.
2. Su territorio comprende:
a) El valle;
b) Las montañas, y
c) El lago.

#### ARTÍCULO 2
Ciudad habitable

Toda persona habita la Ciudad.

A. Medio ambiente
1. Se protege el agua.
2. Se protege el aire.
B. Animales
Los animales sienten.
C. (Se deroga)

#### ARTÍCULO 2 BIS
Movilidad
I. A pie, y
II. En bicicleta.

## TRANSITORIOS
PRIMERO.- Entra en vigor mañana.
SEGUNDO.- Se publica.
Dada en el Salón de Sesiones.
(Firma)
"""


def read(folder: Path, text: str, name: str = "prueba.md") -> Constitution:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_constitution(path)


def by_citation(constitution: Constitution) -> dict[str, Provision]:
    return {provision.citation: provision for provision in constitution.provisions}


def citations(constitution: Constitution) -> list[str]:
    return [provision.citation for provision in constitution.provisions]


def assert_sound(constitution: Constitution) -> None:
    seen = {""}
    for provision in constitution.provisions:
        assert provision.text == constitution.text[provision.start : provision.end]
        assert provision.citation not in seen
        assert provision.parent in seen
        seen.add(provision.citation)


def test_a_mexican_text_is_read_down_to_its_incisos(tmp_path: Path) -> None:
    constitution = read(tmp_path, MEXICAN)
    assert_sound(constitution)
    assert citations(constitution) == [
        "Preámbulo", "Tít. 1", "Tít. 1, Cap. 1", "Art. 1", "Art. 1, 1", "Art. 1, 2", "Art. 1, 2, a",
        "Art. 1, 2, b", "Art. 1, 2, c", "Art. 2", "Art. 2, A", "Art. 2, A, 1", "Art. 2, A, 2",
        "Art. 2, B", "Art. 2, C", "Art. 2 bis", "Art. 2 bis, frac. I", "Art. 2 bis, frac. II",
        "Transitorios", "Trans. 1", "Trans. 2",
    ]  # fmt: skip
    assert constitution.issues == ()


def test_headings_and_words_are_told_apart(tmp_path: Path) -> None:
    found = by_citation(read(tmp_path, MEXICAN))
    assert (found["Art. 1"].heading, found["Art. 1"].text) == ("De la Ciudad", "")
    assert found["Art. 2"].heading == "Ciudad habitable"
    assert found["Art. 2"].text == "Toda persona habita la Ciudad."
    assert (found["Art. 2, B"].heading, found["Art. 2, B"].text) == (
        "Animales",
        "Los animales sienten.",
    )
    assert found["Tít. 1, Cap. 1"].heading == "DE LA CIUDAD"


def test_an_article_number_within_a_sentence_is_no_heading(tmp_path: Path) -> None:
    found = by_citation(read(tmp_path, MEXICAN))
    assert found["Art. 1, 1"].text.endswith("artículo 44 de la Constitución Federal.")
    assert "Art. 44" not in found


def test_signatures_belong_to_no_provision(tmp_path: Path) -> None:
    found = by_citation(read(tmp_path, MEXICAN))
    assert found["Trans. 2"].text == "Se publica."
    assert found["Trans. 2"].level == "transitory"


def test_repealed_parts_are_kept_and_marked(tmp_path: Path) -> None:
    constitution = read(tmp_path, MEXICAN)
    assert by_citation(constitution)["Art. 2, C"].status == "repealed"
    assert summary(constitution).repealed == {"section": 1}
    assert {unit.citation: unit.status for unit in units(constitution)}["Art. 2, C"] == "repealed"


def test_a_decomposed_text_is_read_alike_and_left_as_it_is(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", MEXICAN)
    constitution = read(tmp_path, decomposed)
    assert_sound(constitution)
    assert citations(constitution) == citations(read(tmp_path, MEXICAN))
    assert constitution.text == decomposed
    rows = provision_rows(constitution)
    assert all(unicodedata.is_normalized("NFC", str(row["text"])) for row in rows)


def test_windows_line_ends_and_encodings_change_nothing(tmp_path: Path) -> None:
    expected = [p.text for p in read(tmp_path, MEXICAN).provisions]
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / "otra.txt"
        path.write_bytes(MEXICAN.replace("#", "").replace("\n", "\r\n").encode(encoding))
        assert [p.text.replace("\r", "") for p in read_constitution(path).provisions] == expected


def test_a_chilean_text_has_numbered_paragraphs_and_worded_transitories(tmp_path: Path) -> None:
    constitution = read(
        tmp_path,
        "# Capítulo I: Principios\n\n### Artículo 1\n\n1. Chile es libre.\n2. Es justo:\n"
        "    - a) con todos;\n    - b) con todas.\n3. Es diverso.\n\n## Nacionalidad\n\n"
        "### Artículo 2\n\nTexto único.\n\nSegundo párrafo.\n\n# Disposiciones Transitorias\n\n"
        "### Primera\n\nRige ya.\n\n### Vigesimoprimera\n\nRige después.\n",
    )
    assert_sound(constitution)
    assert citations(constitution) == [
        "Cap. 1", "Art. 1", "Art. 1, 1", "Art. 1, 2", "Art. 1, 2, a", "Art. 1, 2, b", "Art. 1, 3",
        "Cap. 1, § 1", "Art. 2", "Transitorios", "Trans. 1", "Trans. 21",
    ]  # fmt: skip
    assert by_citation(constitution)["Art. 2"].text == "Texto único.\n\nSegundo párrafo."
    assert by_citation(constitution)["Cap. 1"].heading == "Principios"
    assert [issue.code for issue in constitution.issues] == ["number-gap"]


def test_a_running_number_is_the_address_and_the_printed_label_the_heading(tmp_path: Path) -> None:
    text = "1.- Artículo 4.- Chile es plural.\n2.- Artículo 9 A.- Es laico.\n3.- Artículo X.- Es."
    constitution = read(tmp_path, text)
    assert [(p.citation, p.heading, p.text) for p in constitution.provisions] == [
        ("Art. 1", "Artículo 4", "Chile es plural."),
        ("Art. 2", "Artículo 9 A", "Es laico."),
        ("Art. 3", "Artículo X", "Es."),
    ]


def test_i_goes_on_after_h_unless_a_colon_announces_a_list(tmp_path: Path) -> None:
    letters = "\n".join(f"{letter}. Derecho\nTexto de {letter}." for letter in "ABCDEFGH")
    constitution = read(tmp_path, f"Artículo 1\n{letters}\nI. Creencias\nSon libres.")
    assert citations(constitution)[-1] == "Art. 1, I"
    constitution = read(tmp_path, f"Artículo 1\n{letters}\nSon dos:\nI. Una;\nII. Otra.")
    assert citations(constitution)[-2:] == ["Art. 1, H, frac. I", "Art. 1, H, frac. II"]


def test_a_numbering_goes_on_after_a_paragraph_between_its_items(tmp_path: Path) -> None:
    text = "Artículo 1\nAtribuciones:\nI. Regir;\nII. Cuidar.\nObra pública\nIII. Construir."
    constitution = read(tmp_path, text)
    assert "Art. 1, frac. III" in citations(constitution)


def test_items_struck_out_of_a_list_leave_a_doubt_not_a_hole(tmp_path: Path) -> None:
    text = "Artículo 1\nAtribuciones:\n1. Una;\n2. Dos.\n7. Siete.\nArtículo 2\nSon:\nb) Be."
    constitution = read(tmp_path, text)
    assert citations(constitution)[2:4] == ["Art. 1, 2", "Art. 1, 7"]
    assert citations(constitution)[-1] == "Art. 2, b"
    assert [issue.code for issue in constitution.issues] == ["number-gap", "number-gap"]


def test_a_label_that_fits_no_list_stays_text_and_is_reported(tmp_path: Path) -> None:
    constitution = read(tmp_path, "Artículo 1\nEs libre.\n44. Así dice la cuenta.")
    assert by_citation(constitution)["Art. 1"].text.endswith("44. Así dice la cuenta.")
    assert [(i.code, i.line) for i in constitution.issues] == [("unplaced-label", 3)]


def test_an_item_goes_on_behind_a_number_that_an_editor_put_before_it(tmp_path: Path) -> None:
    text = "### Artículo 1\n\n1. Son:\n    - a) una;\n    - b) dos;\n\n2. c) tres."
    constitution = read(tmp_path, text)
    assert by_citation(constitution)["Art. 1, 1, c"].text == "tres."


def test_a_paragraph_after_a_finished_list_is_a_provision_of_its_own(tmp_path: Path) -> None:
    text = "Artículo 1\nSon requisitos:\na) Vivir;\nb) Querer.\nLa ley dirá lo demás."
    found = by_citation(read(tmp_path, text))
    assert found["Art. 1, b"].text == "Querer."
    assert found["Art. 1, párr. 2"].text == "La ley dirá lo demás."
    assert found["Art. 1, párr. 2"].parent == "Art. 1"


def test_a_table_of_contents_is_not_the_text(tmp_path: Path) -> None:
    contents = "TÍTULO PRIMERO\nArtículo 1 ....... 3\nArtículo 2 ....... 4\n"
    text = f"{contents}\nTÍTULO PRIMERO\nPRINCIPIOS\nArtículo 1\nUno.\nArtículo 2\nDos."
    constitution = read(tmp_path, text, "prueba.txt")
    assert citations(constitution) == ["Tít. 1", "Art. 1", "Art. 2"]


def test_repeated_and_missing_numbers_are_reported_and_kept_apart(tmp_path: Path) -> None:
    constitution = read(tmp_path, "Artículo 1\nUno.\nArtículo 1\nOtro.\n1. a.\nArtículo 4\nCuatro.")
    assert_sound(constitution)
    assert citations(constitution) == ["Art. 1", "Art. 1 (2)", "Art. 1 (2), 1", "Art. 4"]
    assert sorted(issue.code for issue in constitution.issues) == ["number-gap", "number-repeated"]
    assert all(issue.message for issue in constitution.issues)


def test_transitories_of_later_decrees_are_kept_apart(tmp_path: Path) -> None:
    decree = "TRANSITORIOS DEL DECRETO POR EL QUE SE REFORMA EL ARTÍCULO 1"
    constitution = read(
        tmp_path, f"Artículo 1\nUno.\nTRANSITORIOS\nPRIMERO. Rige.\n{decree}\nPRIMERO. También."
    )
    assert citations(constitution)[1:] == [
        "Transitorios", "Trans. 1", "Decreto 2", "Decreto 2, Trans. 1",
    ]  # fmt: skip
    assert by_citation(constitution)["Decreto 2"].heading.startswith("DEL DECRETO")


def test_units_are_sections_where_there_are_sections(tmp_path: Path) -> None:
    found = units(read(tmp_path, MEXICAN))
    assert [unit.citation for unit in found] == [
        "Preámbulo", "Art. 1", "Art. 2", "Art. 2, A", "Art. 2, B", "Art. 2, C", "Art. 2 bis",
        "Trans. 1", "Trans. 2",
    ]  # fmt: skip
    section = found[3]
    assert [p.citation for p in section.provisions] == ["Art. 2, A", "Art. 2, A, 1", "Art. 2, A, 2"]
    assert section.article == "Art. 2"
    assert section.context == "DISPOSICIONES GENERALES · DE LA CIUDAD · Ciudad habitable"


def test_article_units_hold_all_their_words_and_finest_units_only_their_own(tmp_path: Path) -> None:
    constitution = read(tmp_path, MEXICAN)
    articles = {unit.citation: unit for unit in units(constitution, level="article")}
    assert "Los animales sienten." in articles["Art. 2"].text
    finest = units(constitution, level="finest")
    assert all(len(unit.provisions) == 1 for unit in finest)
    assert "Art. 1" not in [unit.citation for unit in finest]
    words = [p.text for p in constitution.provisions if p.text]
    for level in ("section", "article", "finest"):
        assert [
            p.text for u in units(constitution, level=level) for p in u.provisions if p.text
        ] == (words)


def test_an_unknown_level_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="section, article, finest"):
        units(read(tmp_path, MEXICAN), level="inciso")


def test_a_text_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="ningún artículo"):
        read(tmp_path, "Una carta cualquiera.\nSin nada más.")


def test_an_empty_or_absent_file_and_another_format_each_get_their_own_error(
    tmp_path: Path,
) -> None:
    (tmp_path / "vacia.md").touch()
    (tmp_path / "foto.png").write_bytes(b"\x89PNG")
    (tmp_path / "binario.txt").write_bytes(b"PK\x03\x04\x00\x00\x00")
    with pytest.raises(EmptyInputError, match="vacío"):
        read_constitution(tmp_path / "vacia.md")
    with pytest.raises(FormatError, match=r"\.pdf"):
        read_constitution(tmp_path / "foto.png")
    with pytest.raises(FormatError, match="datos binarios"):
        read_constitution(tmp_path / "binario.txt")
    with pytest.raises(FormatError, match="no existe"):
        read_constitution(tmp_path / "nada.md")


def test_a_group_of_articles_called_chapter_without_a_number_is_a_division(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "1.- Artículo 4.- El agua es de todas las personas.\n\n"
        "Capítulo.- Banco de la Ciudad.\n\n2.- Artículo 5.- Habrá un banco.\n",
    ).provisions
    assert [(p.citation, p.heading, p.parent) for p in found] == [
        ("Art. 1", "Artículo 4", ""),
        ("§ 1", "Banco de la Ciudad", ""),
        ("Art. 2", "Artículo 5", "§ 1"),
    ]
