"""References from provision to provision, found in running text and followed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracer.cli import main
from tracer.constitution.references.find import (
    CrossReference,
    cross_references,
    reference_issues,
    reference_rows,
)
from tracer.records import Constitution, Provision

LEVELS = {
    "Art. 1": "article", "Art. 1, A": "section", "Art. 1, A, 1": "numeral",
    "Art. 1, A, 2": "numeral", "Art. 1, A, 3": "numeral", "Art. 1, B": "section",
    "Art. 1, B, frac. I": "fraction", "Art. 1, B, frac. II": "fraction",
    "Art. 1, B, frac. II, a": "inciso", "Art. 1, B, frac. II, b": "inciso",
    "Art. 2": "article", "Art. 2, 1": "numeral", "Art. 2, 2": "numeral", "Art. 2, 3": "numeral",
    "Art. 3": "article", "Art. 4": "article", "Art. 5": "article", "Art. 6": "article",
    "Art. 12 bis": "article", "Art. 14-A": "article", "Trans. 1": "transitory",
    "Trans. 2": "transitory", "Decreto 2, Trans. 1": "transitory",
    "Decreto 2, Trans. 2": "transitory",
}  # fmt: skip
HOLDERS = {"Tít. 1": "title", "Tít. 1, Cap. 1": "chapter"}


def written(said: dict[str, str]) -> Constitution:
    """The provisions above, each saying «Nada.» but for those given."""
    provisions: list[Provision] = []
    body = ""
    for citation, level in {**HOLDERS, **LEVELS}.items():
        text = said.get(citation, "Nada.")
        parent = ", ".join(citation.split(", ")[:-1])
        if level == "article":
            parent = "Tít. 1, Cap. 1"
        elif level == "transitory":
            parent = ""
        start = len(body)
        provisions.append(Provision(citation, level, "", text, parent, 7, start, start + len(text)))
        body += text + "\n"
    assert set(said) <= set(LEVELS)
    return Constitution("prueba", body, tuple(provisions))


def found(citation: str, text: str) -> tuple[CrossReference, ...]:
    return cross_references(written({citation: text}))


def targets(citation: str, text: str) -> list[str]:
    return [target for reference in found(citation, text) for target in reference.targets]


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        ("Art. 5", "según el artículo 2, numeral 3, de esta Constitución.", ["Art. 2, 3"]),
        ("Art. 5", "en la fracción II del apartado B del artículo 1o.", ["Art. 1, B, frac. II"]),
        ("Art. 5", "los artículos 2, 3 y 4 se aplican", ["Art. 2", "Art. 3", "Art. 4"]),
        ("Art. 5", "los artículos del 2 al 4 rigen", ["Art. 2", "Art. 3", "Art. 4"]),
        ("Art. 5", "arts. 3 a 6;", ["Art. 3", "Art. 4", "Art. 5", "Art. 6"]),
        ("Art. 5", "los artículos 1, apartado A, numeral 3 y 2, numeral 1,",
         ["Art. 1, A, 3", "Art. 2, 1"]),
        ("Art. 5", "el artículo 12 bis y el 14-A", ["Art. 12 bis", "Art. 14-A"]),
        ("Art. 5", "el Art. 2.3 y el art. 14-A", ["Art. 2, 3", "Art. 14-A"]),
        ("Art. 5", "la disposición transitoria segunda", ["Trans. 2"]),
        ("Art. 5", "el Título Primero; el Capítulo I del Título Primero",
         ["Tít. 1", "Tít. 1, Cap. 1"]),
        ("Art. 5", "el inciso 2 del artículo 2", ["Art. 2, 2"]),
        ("Art. 5", "el artículo 3 del presente Título", ["Art. 3"]),
        ("Art. 5", "AL ARTI\u0301CULO\u00a04\u00ba", ["Art. 4"]),
        ("Art. 3", "este artículo", ["Art. 3"]),
        ("Art. 3", "el artículo anterior y el artículo siguiente", ["Art. 2", "Art. 4"]),
        ("Art. 4", "los dos artículos precedentes", ["Art. 2", "Art. 3"]),
        ("Art. 3", "los artículos anteriores", ["Art. 1", "Art. 2"]),
        ("Art. 1, A, 2", "el numeral anterior y este apartado", ["Art. 1, A, 1", "Art. 1, A"]),
        ("Art. 1, A, 2", "el apartado B de este artículo", ["Art. 1, B"]),
        ("Art. 1, A, 3", "los numerales anteriores", ["Art. 1, A, 1", "Art. 1, A, 2"]),
        ("Art. 1, B, frac. II, b", "el inciso anterior y la fracción anterior",
         ["Art. 1, B, frac. II, a", "Art. 1, B, frac. I"]),
        ("Art. 1, B, frac. I", "los incisos a) y b) de la fracción siguiente",
         ["Art. 1, B, frac. II, a", "Art. 1, B, frac. II, b"]),
        ("Art. 1, B, frac. I", "la fracción II", ["Art. 1, B, frac. II"]),
        ("Art. 1, A, 1", "el apartado B, fracción I", ["Art. 1, B, frac. I"]),
        ("Art. 5", "el artículo 2, y el numeral 1 del mismo artículo", ["Art. 2", "Art. 2, 1"]),
        ("Trans. 2", "el artículo transitorio anterior", ["Trans. 1"]),
        ("Decreto 2, Trans. 2", "el artículo primero transitorio", ["Decreto 2, Trans. 1"]),
    ],
)  # fmt: skip
def test_a_reference_is_followed_from_where_it_stands(
    at: str, text: str, expected: list[str]
) -> None:
    assert targets(at, text) == expected
    assert {reference.status for reference in found(at, text)} == {"internal"}


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("el artículo 44 de la Constitución Política de los Estados Unidos Mexicanos.",
         "Constitución Política de los Estados Unidos Mexicanos"),
        ("el artículo 3 de la ley Nº 18.575, Orgánica", "ley Nº 18.575"),
        ("el artículo 112 del Código de Aguas y sus normas", "Código de Aguas"),
        ("los artículos 94 bis, 95 y 96 del decreto supremo Nº 100, de 2005, que fija",
         "decreto supremo Nº 100, de 2005"),
        ("el artículo 7 del Convenio 169 de la Organización Internacional del Trabajo;",
         "Convenio 169 de la Organización Internacional del Trabajo"),
        ("la disposición transitoria tercera de la Constitución de 1980", "Constitución de 1980"),
        ("los artículos 473 y siguientes del Código Procesal Penal.", "Código Procesal Penal"),
        ("la Ley General de Salud, en su artículo 4,", "Ley General de Salud"),
    ],
)  # fmt: skip
def test_a_reference_to_another_law_names_the_law_and_has_no_target(text: str, law: str) -> None:
    (reference,) = found("Art. 5", text)
    assert (reference.status, reference.law, reference.targets) == ("external", law, ())


def test_the_said_law_is_the_one_named_before() -> None:
    text = "el artículo 62 del decreto ley Nº 211; el artículo 63 de dicho cuerpo legal"
    first, second = found("Art. 5", text)
    assert first.law == second.law == "decreto ley Nº 211"
    assert "se supone" in second.assumed[0]


def test_a_list_may_go_from_the_constitution_to_another_law() -> None:
    text = "los artículos 2 y 3 de esta Constitución y 27 de la Ley de Aguas"
    own, other = found("Art. 5", text)
    assert own.targets == ("Art. 2", "Art. 3")
    assert (other.phrase, other.status) == ("27 de la Ley de Aguas", "external")


@pytest.mark.parametrize(
    "text",
    [
        "El 5 de mayo, a las 3, se leerán 2 artículos de prensa.",
        "La letra de la ley, una fracción de la suma y un apartado a partir de hoy.",
        "El número 5 de votos; este número de personas; el título de propiedad.",
        "Las disposiciones transitorias serán transitorias.",
        "(Inciso tercero) La ley regulará la materia.",
        "El juez de letras, el párrafo y el capítulo.",
    ],
)
def test_words_that_only_look_like_references_are_left_alone(text: str) -> None:
    assert found("Art. 5", text) == ()


def test_what_does_not_exist_is_missing_and_becomes_an_issue_with_its_page() -> None:
    constitution = written({"Art. 5": "los artículos 4 y 99 y el artículo 2, numeral 8,"})
    (reference,) = cross_references(constitution)
    assert reference.status == "missing"
    assert reference.targets == ("Art. 4",)
    assert reference.missing == ("Art. 99", "Art. 2, 8")
    (issue,) = reference_issues(constitution, [reference])
    assert (issue.code, issue.page) == ("reference-missing", 7)
    assert "Art. 99" in issue.message
    rows = [(row["target"], row["status"]) for row in reference_rows([reference])]
    assert rows == [("Art. 4", "internal"), ("Art. 99", "missing"), ("Art. 2, 8", "missing")]


def test_nothing_stands_before_the_first_article() -> None:
    (reference,) = found("Art. 1", "el artículo anterior")
    assert (reference.status, reference.targets) == ("missing", ())


def test_the_paragraph_before_is_in_the_same_words_or_in_those_around_them() -> None:
    (inside,) = found("Art. 5", "Habrá una comisión.\nEn el caso del párrafo anterior, cesará.")
    assert inside.targets == ("Art. 5",)
    assert "dentro del texto" in inside.assumed[0]
    assert targets("Art. 2, 3", "lo dispuesto en el párrafo anterior") == ["Art. 2, 2"]


def test_where_incisos_are_paragraphs_the_one_before_is_a_numbered_paragraph() -> None:
    chilean = written({
        "Art. 4": "El inciso 2 del artículo 2 y los incisos primero y segundo del artículo 2.",
        "Art. 2, 3": "Conforme al inciso anterior.",
    })  # fmt: skip
    first = cross_references(chilean)[0]
    assert (first.citation, first.targets) == ("Art. 2, 3", ("Art. 2, 2",))


def test_what_was_supposed_is_said() -> None:
    (reference,) = found("Art. 1, B, frac. I", "la fracción II")
    assert reference.assumed == ("«frac. II» no dice de qué: se supone Art. 1, B, frac. II",)


def test_a_document_numbered_twice_is_cited_by_its_labels() -> None:
    articles = [
        Provision(f"Art. {n}", "article", f"Artículo {n - 4}", "Nada.", "Cap. 1", None, 0, 5)
        for n in range(5, 9)
    ]
    citing = Provision(
        "Art. 9", "article", "Artículo 5", "según el artículo 2", "Cap. 1", None, 0, 19
    )
    chapter = Provision("Cap. 1", "chapter", "", "", "", None, 0, 0)
    (reference,) = cross_references(Constitution("x", "", (chapter, *articles, citing)))
    assert reference.targets == ("Art. 6",)
    assert "rótulo" in reference.assumed[0]


def test_the_constitution_by_its_own_name_is_no_other_law() -> None:
    front = "CONSTITUCIÓN POLÍTICA DEL ESTADO DE ARENA\n"
    text = "el artículo 1 de la Constitución Política del Estado de Arena"
    start = len(front)
    one = Provision("Art. 1", "article", "", text, "", None, start, start + len(text))
    (reference,) = cross_references(Constitution("x", front + text, (one,)))
    assert (reference.status, reference.targets) == ("internal", ("Art. 1",))


WORDS = st.sampled_from(
    ["el", "artículo", "artículos", "2", "3", "99", "y", ",", "del", "fracción", "II", "anterior",
     "este", "la ley Nº 18.575", "de esta Constitución", "inciso", "a)", "párrafo", "segundo",
     "única", "\n", ".", ";", "Título", "dicho", "su", "transitorio", "arti\u0301culo", "🙏", "§"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(LEVELS)), st.lists(WORDS, max_size=18).map(" ".join))
def test_whatever_a_provision_says_the_words_stand_where_they_are_said_to(
    at: str, text: str
) -> None:
    constitution = written({at: text})
    known = {provision.citation for provision in constitution.provisions}
    for reference in cross_references(constitution):
        assert constitution.text[reference.start : reference.end] == reference.phrase
        assert reference.citation == at
        assert set(reference.targets) <= known
        assert reference.status in ("internal", "external", "missing")
        assert bool(reference.law) == (reference.status == "external")


LAW = """# Ley de prueba

Artículo 1. El agua es de todos, según el artículo 2.

Artículo 2. La ley la cuida en los términos del artículo 77 y del artículo 4 de la Ley de Aguas.
"""
COLUMNS = ["citation", "target", "status", "phrase", "law", "start", "end", "assumed"]


def test_parse_writes_the_references_and_exits_1_where_one_leads_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law, out, table = (tmp_path / name for name in ("ley.md", "ley.csv", "remisiones.csv"))
    law.write_text(LAW, encoding="utf-8")
    assert main(["parse", str(law), "-o", str(out), "--references", str(table)]) == 1
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == COLUMNS
    assert [(r["citation"], r["target"], r["status"], r["law"]) for r in rows] == [
        ("Art. 1", "Art. 2", "internal", ""),
        ("Art. 2", "Art. 77", "missing", ""),
        ("Art. 2", "", "external", "Ley de Aguas"),
    ]
    for row in rows:
        assert LAW[int(row["start"]) : int(row["end"])] == row["phrase"]
    said = capsys.readouterr().err
    assert "3 remisiones: 1 dentro del texto, 1 a otras leyes, 1 a lo que no existe" in said
    assert "artículo 77" in said


def test_a_table_of_references_of_an_unknown_format_is_refused_before_anything_is_read(
    tmp_path: Path,
) -> None:
    out = tmp_path / "ley.csv"
    assert main(["parse", "falta.md", "-o", str(out), "--references", "r.doc"]) == 2
    assert not out.exists()
