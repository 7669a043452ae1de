"""Doubts about a reading: each says where to look; a sound text raises none."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pdf import page, pdf

from tracer.cli import main
from tracer.constitution import read_constitution
from tracer.constitution.doubt.checks import check
from tracer.constitution.wording import issue_line
from tracer.records import Constitution, Issue, Provision

LONG = "La Ciudad cuida el agua, el aire y la tierra de todas las personas que la habitan a diario."


def issues(folder: Path, text: str) -> list[Issue]:
    path = folder / "prueba.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_constitution(path).issues)


def told(folder: Path, text: str) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.line) for issue in issues(folder, text)]


def articles(first: int, last: int, text: str = LONG) -> str:
    return "".join(f"Artículo {n}. {text}\n" for n in range(first, last + 1))


def test_a_sound_text_raises_no_doubt(tmp_path: Path) -> None:
    text = (
        f"TÍTULO I\nDEL AGUA\n{articles(1, 12)}Artículo 12 bis. {LONG}\nArtículo 13. Son:\n"
        "1. Uno:\na) una;\nb) dos.\n2. Dos.\nLa ley dirá.\nTransitorios\nPrimero. Rige.\n"
        "Segundo. Se publica.\nDado en el Palacio, a 5 de mayo.\nAna Pérez."
    )
    assert told(tmp_path, text) == []


def test_a_gap_is_told_with_the_line_of_what_comes_after_it(tmp_path: Path) -> None:
    found = issues(
        tmp_path, "Artículo 1. Uno.\nArtículo 2. Son:\na) una;\nc) tres.\nArtículo 4. Fin."
    )
    assert [(i.code, i.line, i.message.split(";")[0]) for i in found] == [
        ("number-gap", 4, "de Art. 2, a se pasa a Art. 2, c"),
        ("number-gap", 5, "de Art. 2 se pasa a Art. 4"),
    ]


def test_a_gap_in_a_pdf_is_told_with_its_page_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    first = page("**ARTÍCULO 1**", f"1. {LONG}")
    path.write_bytes(pdf([first, page("**ARTÍCULO 3**", f"1. Otro texto. {LONG}")]))
    found = read_constitution(path).issues
    assert [(i.code, i.page, i.line) for i in found] == [("number-gap", 2, 1)]
    assert issue_line(found[0]).startswith("p. 2, renglón 1: de Art. 1 se pasa a Art. 3")


def test_a_numbering_that_goes_back_is_told(tmp_path: Path) -> None:
    text = "Artículo 1. Uno.\nArtículo 3. Tres.\nArtículo 2. Dos.\nArtículo 4. Cuatro."
    assert told(tmp_path, text) == [("number-gap", 2), ("number-order", 3)]


def test_letters_articles_and_a_missing_ñ_are_no_gap(tmp_path: Path) -> None:
    letters = "".join(f"{c}) cosa;\n" for c in "abcdefghijklmnopq")
    text = (
        f"Artículo 1. Uno.\nArtículo 1 bis. Más.\nArtículo 1-A. Más.\nArtículo 2. Son:\n{letters}"
    )
    assert told(tmp_path, text) == []


def test_roman_items_in_small_letters_are_counted_as_such(tmp_path: Path) -> None:
    assert told(tmp_path, "Artículo 1. Son:\ni) una;\nii) dos;\niii) tres;\niv) cuatro.") == []


def test_an_item_of_another_level_amid_a_list_is_told(tmp_path: Path) -> None:
    provisions = [
        Provision(citation, level, "", "Algo.", parent, None, 0, 0)
        for citation, level, parent in (
            ("Art. 1", "article", ""),
            ("Art. 1, 1", "numeral", "Art. 1"),
            ("Art. 1, a", "inciso", "Art. 1"),
            ("Art. 1, 2", "numeral", "Art. 1"),
        )
    ]
    found = check(Constitution("a.txt", "", tuple(provisions)))
    assert [i.code for i in found] == ["level-jump", "level-jump"]
    assert "a Art. 1, 1 le sigue Art. 1, a, de otro nivel" in found[0].message


def test_two_lists_with_a_paragraph_between_them_are_no_jump(tmp_path: Path) -> None:
    text = "Artículo 1. Son:\n1. Una;\n2. Dos.\nY además:\na) tres;\nb) cuatro."
    assert told(tmp_path, text) == []


@pytest.mark.parametrize("rows", [8, 30])
def test_a_second_text_read_as_articles_is_told_once_as_a_whole(tmp_path: Path, rows: int) -> None:
    annex = articles(1, rows, "Otra ley dice otra cosa distinta de la primera.")
    found = issues(tmp_path, articles(1, 40) + annex)
    whole = [i for i in found if i.code == "repeated-articles"]
    assert [(i.line, i.message.split(",")[0]) for i in whole] == [
        (41, f"{rows} artículos se repiten")
    ]


def test_a_chapter_without_a_heading_is_told_where_the_others_have_one(tmp_path: Path) -> None:
    chapters = [f"CAPÍTULO {n}\nDEL TEMA {n}\nArtículo {n}. {LONG}\n" for n in range(1, 12)]
    chapters[4] = f"CAPÍTULO 5\nArtículo 5. {LONG}\n"
    found = issues(tmp_path, "".join(chapters))
    assert [(i.code, i.message.split(" no ")[0]) for i in found] == [("heading-missing", "Cap. 5")]
    bare = [f"CAPÍTULO {n}\nArtículo {n}. {LONG}\n" for n in range(1, 12)]
    assert told(tmp_path, "".join(bare)) == []


def test_an_article_of_two_words_is_told_where_the_others_are_long(tmp_path: Path) -> None:
    text = f"{articles(1, 5, LONG * 3)}Artículo 6. Del agua.\n{articles(7, 9, LONG * 3)}"
    found = issues(tmp_path, text)
    assert [(i.code, i.line) for i in found] == [("short-article", 6)]
    assert "Art. 6 sólo dice «Del agua.»" in found[0].message
    assert told(tmp_path, text.replace("Del agua.", "(Derogado)")) == []
    assert told(tmp_path, articles(1, 9, "Del agua.")) == []


def test_an_article_with_a_heading_and_nothing_else_is_told(tmp_path: Path) -> None:
    text = "Artículo 1\nDel agua\nArtículo 2\nDel aire\nEl aire es de todas las personas."
    assert told(tmp_path, text) == [("empty-provision", 1)]


def test_an_article_that_swallowed_most_of_the_text_is_told(tmp_path: Path) -> None:
    swallowed = f"Artículo 6. {LONG}\n" + f"{LONG}\n" * 40
    found = told(tmp_path, f"{articles(1, 5)}{swallowed}{articles(7, 14)}")
    assert found == [("long-article", 6)]


def test_an_annex_read_into_the_last_transitory_is_told(tmp_path: Path) -> None:
    transitories = "".join(f"{n}. Rige desde mañana.\n" for n in ("Primero", "Segundo", "Tercero"))
    annex = f"Cuarto. Se publica.\n{'El anexo cuenta otra historia, larga y ajena.' * 60}\n"
    found = told(tmp_path, f"{articles(1, 3)}Transitorios\n{transitories}{annex}")
    assert found == [("text-after-end", 8)]


def test_much_text_after_the_signatures_is_told_and_signatures_are_not(tmp_path: Path) -> None:
    text = f"{articles(1, 3)}Transitorios\nPrimero. Rige.\nDado en el Palacio.\n"
    assert told(tmp_path, text + "Ana Pérez.\nLuis Díaz.") == []
    found = issues(tmp_path, text + "El anexo cuenta otra historia.\n" * 80)
    assert [(i.code, i.line) for i in found] == [("text-after-end", 6)]
    assert "«Dado en el Palacio." in found[0].message


def test_words_between_articles_that_belong_to_none_are_told(tmp_path: Path) -> None:
    text = f"{articles(1, 2)}TÍTULO II\nDEL AIRE\nEl aire no se vende.\n{articles(3, 4)}"
    found = issues(tmp_path, text)
    assert [(i.code, i.line) for i in found] == [("text-outside", 5)]
    assert "«El aire no se vende.» no quedó en ninguna" in found[0].message


def test_transitories_numbered_in_an_unknown_way_are_told(tmp_path: Path) -> None:
    text = f"{articles(1, 2)}DISPOSICIONES TRANSITORIAS\nA) Rige desde mañana.\nB) Se publica.\n"
    assert ("empty-region", 3) in told(tmp_path, text)


def test_the_command_lists_doubts_by_place_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "prueba.md"
    path.write_text(
        "## Artículo 1\nUno.\n## Artículo 3\nSon:\na) una;\nc) tres.\n", encoding="utf-8"
    )
    assert main(["parse", str(path), "-o", str(tmp_path / "a.csv")]) == 1
    shown = capsys.readouterr().err.splitlines()
    assert shown[0] == "prueba.md: 2 artículos, 2 incisos; 2 avisos"
    assert [line.split(": ")[0] for line in shown[1:]] == ["  renglón 3", "  renglón 6"]
