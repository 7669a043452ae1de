"""The grammar as data: labels in all their forms, noise of editions, styles from TOML files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pace import within

from tracer.cli import main
from tracer.constitution import read_constitution
from tracer.constitution.grammar.slow_patterns import why_slow
from tracer.constitution.grammar.style import Style
from tracer.constitution.grammar.style_file import read_style
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.errors import FormatError
from tracer.records import Constitution, Provision
from tracer.shipped import shipped


def read(folder: Path, text: str, style: Style = SPANISH_AMERICAN) -> Constitution:
    path = folder / "prueba.txt"
    path.write_text(text, encoding="utf-8")
    return read_constitution(path, style=style)


def texts(constitution: Constitution) -> dict[str, str]:
    return {p.citation: p.text for p in constitution.provisions}


def by_citation(constitution: Constitution) -> dict[str, Provision]:
    return {p.citation: p for p in constitution.provisions}


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("Artículo 12.", "12"), ("ARTÍCULO 12º.-", "12"), ("Artículo 1o.-", "1"),
        ("Artículo 1.º", "1"), ("Art. 12.-", "12"), ("ART.12.-", "12"), ("Artículo 3ro.", "3"),
        ("Artículo 12 bis.-", "12 bis"), ("Artículo 123-bis.", "123 bis"),
        ("Artículo 4o. Ter.", "4 ter"), ("ARTICULO 5 QUATER.-", "5 quáter"),
        ("Artículo 12-A.", "12-A"), ("Artículo 4 A.", "4-A"), ("ARTÍCULO 3 BIS A.-", "3 bis-A"),
        ("ARTÍCULO PRIMERO.-", "1"), ("Artículo undécimo.", "11"),
        ("ARTÍCULO DÉCIMO SEGUNDO.-", "12"), ("Artículo vigesimotercero.", "23"),
        ("ARTÍCULO ÚNICO.-", "único"), ("Artículo 7 -", "7"), ("Artículo 7:", "7"),
        ("ARTÍCULO IV.-", "4"),
    ],
)  # fmt: skip
def test_an_article_is_cited_alike_however_its_number_is_written(
    tmp_path: Path, written: str, cited: str
) -> None:
    found = read(tmp_path, f"{written} La ley es para todas las personas.\nY para nadie más.")
    assert [(p.citation, p.text) for p in found.provisions] == [
        (f"Art. {cited}", "La ley es para todas las personas.\nY para nadie más.")
    ]


@pytest.mark.parametrize(
    ("labels", "cited"),
    [
        (("1.", "2."), ("1", "2")), (("1.-", "2.-"), ("1", "2")), (("1)", "2)"), ("1", "2")),
        (("1º", "2º"), ("1", "2")), (("1°.", "2°."), ("1", "2")), (("1º.-", "2º.-"), ("1", "2")),
        (("1.º", "2.º"), ("1", "2")), (("(1)", "(2)"), ("1", "2")), (("1o.", "2o."), ("1", "2")),
        (("I.", "II."), ("frac. I", "frac. II")), (("I.-", "II.-"), ("frac. I", "frac. II")),
        (("I)", "II)"), ("frac. I", "frac. II")), (("a)", "b)"), ("a", "b")),
        (("a.", "b."), ("a", "b")), (("(a)", "(b)"), ("a", "b")), (("a).-", "b).-"), ("a", "b")),
        (("i)", "ii)"), ("i", "ii")), (("i.", "ii."), ("i", "ii")), (("(i)", "(ii)"), ("i", "ii")),
        (("A.", "B."), ("A", "B")), (("Apartado A.", "Apartado B."), ("A", "B")),
        (("APARTADO A", "APARTADO B"), ("A", "B")),
    ],
)  # fmt: skip
def test_items_are_cited_alike_however_their_label_is_written(
    tmp_path: Path, labels: tuple[str, str], cited: tuple[str, str]
) -> None:
    text = f"Artículo 1. Son derechos:\n{labels[0]} El agua limpia;\n{labels[1]} El aire limpio."
    assert texts(read(tmp_path, text)) == {
        "Art. 1": "Son derechos:",
        f"Art. 1, {cited[0]}": "El agua limpia;",
        f"Art. 1, {cited[1]}": "El aire limpio.",
    }


def test_letters_go_on_with_two_letters_after_z_and_know_ch_and_ll(tmp_path: Path) -> None:
    alphabet = "abcdefghijklmnñopqrstuvwxyz"
    long = [*alphabet, "aa", "bb", "cc"]
    old = ["a", "b", "c", "ch", "d", "e", "f", "g", "h", "i", "j", "k", "l", "ll", "m"]
    for letters in (long, old):
        text = "Artículo 1. Son:\n" + "\n".join(f"{letter}) cosa;" for letter in letters)
        constitution = read(tmp_path, text)
        assert list(texts(constitution))[1:] == [f"Art. 1, {letter}" for letter in letters]
        assert constitution.issues == ()


def test_roman_items_within_letters_do_not_take_the_letter_i_of_their_list(tmp_path: Path) -> None:
    letters = "".join(f"{letter}) cosa;\n" for letter in "abcdefgh")
    text = f"Artículo 1. Son:\n{letters}i) la novena:\ni) una;\nii) dos.\nj) la décima."
    assert list(texts(read(tmp_path, text)))[-4:] == [
        "Art. 1, i", "Art. 1, i, i", "Art. 1, i, ii", "Art. 1, j",
    ]  # fmt: skip


def test_an_article_without_a_stop_counts_only_where_it_is_the_next(tmp_path: Path) -> None:
    text = (
        "ARTICULO 1 La Nación es libre.\nARTICULO 2 El Estado respeta lo que dijo el\n"
        "Artículo 44 De la Constitución anterior.\nArtículo 9 Bis De otra ley.\n"
        "ARTICULO 3 Nadie es más que nadie."
    )
    found = texts(read(tmp_path, text))
    assert list(found) == ["Art. 1", "Art. 2", "Art. 3"]
    assert found["Art. 2"].endswith("Artículo 9 Bis De otra ley.")


def test_a_range_of_repealed_articles_is_all_of_them(tmp_path: Path) -> None:
    text = "Artículo 4. Rige.\nArtículos 5 a 8. (Derogados)\nArtículos 9 y 10.- Se derogan.\n"
    constitution = read(tmp_path, text + "Artículo 11. Los artículos 5 a 8 no rigen.")
    assert {p.citation: p.status for p in constitution.provisions} == {
        "Art. 4": "in_force", **{f"Art. {n}": "repealed" for n in range(5, 11)},
        "Art. 11": "in_force",
    }  # fmt: skip
    assert texts(constitution)["Art. 7"] == "(Derogados)"


def test_a_range_of_articles_that_are_not_repealed_is_a_sentence(tmp_path: Path) -> None:
    text = "Artículo 1. Rige.\nArtículos 5 a 8. De ellos se dirá más.\nArtículo 2. Rige también."
    assert list(texts(read(tmp_path, text))) == ["Art. 1", "Art. 2"]


@pytest.mark.parametrize(
    "mark",
    [
        "(Derogado)", "Derogado.", "Se deroga.", "(Se deroga)", "(DEROGADO)", "Suprimido.",
        "(DEROGADO, P.O. 3 DE JUNIO DE 2011)", "Derogado por la Ley 20.050.", "(Sin contenido)",
        "Se deroga. D.O.F. 10-06-2011",
    ],
)  # fmt: skip
def test_a_repealed_article_is_kept_with_its_mark(tmp_path: Path, mark: str) -> None:
    for text in (f"Artículo 1.- {mark}\n", f"Artículo 1.-\n{mark}\n"):
        found = by_citation(read(tmp_path, text + "Artículo 2.- Rige."))
        assert (found["Art. 1"].status, found["Art. 1"].text) == ("repealed", mark)
        assert found["Art. 2"].status == "in_force"


def test_a_provision_that_repeals_something_else_is_in_force(tmp_path: Path) -> None:
    text = "Artículo 1. Rige.\nTransitorios\nPrimero. Se deroga el artículo 5 de la Ley del Lago."
    assert by_citation(read(tmp_path, text))["Trans. 1"].status == "in_force"


@pytest.mark.parametrize(
    "note",
    [
        "Párrafo reformado DOF 10-06-2011", "Fracción adicionada DOF 14-08-2001, 02-12-2004",
        "Artículo reformado DOF 10-02-2014. Fe de erratas DOF 12-02-2014",
        "Reforma DOF 14-08-2001: Derogó del artículo el entonces párrafo tercero",
        "Párrafo con dos incisos adicionado DOF 29-01-2016", "(REFORMADO, P.O. 14 DE MAYO DE 2010)",
        "(REFORMADO PRIMER PÁRRAFO, P.O. 3 DE JUNIO DE 2011)",
        "(Así reformado por el artículo 1º de la Ley N° 9305 de 24 de agosto de 2015)",
        "(*) Artículo modificado por Ley Nº 28389, publicada el 17 de noviembre de 2004.",
        "* Modificado por Decreto 295/1998", "Reformado G.O. CDMX 02-06-2022",
        "<Artículo modificado por el artículo 1 del Acto Legislativo 2 de 2009>",
    ],
)  # fmt: skip
def test_a_note_about_a_reform_is_no_part_of_the_text(tmp_path: Path, note: str) -> None:
    text = f"Artículo 1. Uno.\n{note}\nSigue uno.\nArtículo 2. Dos.\n{note}\nArtículo 3. Tres."
    found = texts(read(tmp_path, text))
    assert {c: " ".join(words.split()) for c, words in found.items()} == {
        "Art. 1": "Uno. Sigue uno.", "Art. 2": "Dos.", "Art. 3": "Tres.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "El decreto reformado se publicará en el Diario Oficial.",
        "Los artículos adicionados por esta reforma rigen desde su publicación.",
        "Párrafo aparte merecen los pueblos.",
    ],
)
def test_a_sentence_about_reforms_is_text(tmp_path: Path, sentence: str) -> None:
    assert texts(read(tmp_path, f"Artículo 1. Uno.\n{sentence}"))["Art. 1"].endswith(sentence)


def test_words_before_the_first_article_are_no_article(tmp_path: Path) -> None:
    text = (
        "Nos, los representantes del pueblo, reunidos en congreso,\nsegún los pactos, ordenamos "
        "esta Constitución.\nArtículo 1. Rige."
    )
    assert list(texts(read(tmp_path, text))) == ["Art. 1"]


def test_reasons_given_before_a_decree_hold_no_articles_nor_doubts(tmp_path: Path) -> None:
    text = (
        "EXPOSICIÓN DE MOTIVOS\nEl artículo 5 dice mucho.\n1. Una razón.\n2. Otra razón.\n"
        "ARTÍCULO PRIMERO.- Se crea la ciudad.\nTRANSITORIO\nEl presente decreto rige mañana."
    )
    constitution = read(tmp_path, text)
    assert texts(constitution) == {
        "Exposición de motivos": "El artículo 5 dice mucho.\n1. Una razón.\n2. Otra razón.",
        "Art. 1": "Se crea la ciudad.",
        "Transitorios": "",
        "Trans. único": "El presente decreto rige mañana.",
    }
    assert constitution.issues == ()


HEADED = "".join(f"Artículo {n}. Del tema {n}\nEl tema {n} es de todas.\n" for n in range(1, 8))
LISTED = "".join(f"Artículo {n}. Del tema {n}\n" for n in range(1, 8))


@pytest.mark.parametrize("title", ["ÍNDICE\n", "TABLA DE CONTENIDO\n", "Índice general\n", ""])
def test_a_table_of_contents_without_pages_is_no_text_wherever_it_stands(
    tmp_path: Path, title: str
) -> None:
    text = f"TÍTULO I\nDE LOS TEMAS\n{HEADED}TRANSITORIOS\nPRIMERO. Rige.\n"
    contents = f"{title}TÍTULO I\nDE LOS TEMAS\n{LISTED}TRANSITORIOS\n"
    alone = read(tmp_path, text)
    before, after = read(tmp_path, contents + text), read(tmp_path, text + contents)
    for constitution in (before, after) if title else (before,):
        assert texts(constitution) == texts(alone)
        assert constitution.issues == ()
    assert list(texts(after))[:8] == list(texts(alone))[:8]


def test_a_title_of_contents_that_stands_alone_takes_nothing_with_it(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"ÍNDICE\nTÍTULO I\nDE LOS TEMAS\n{HEADED}")) == texts(
        read(tmp_path, f"TÍTULO I\nDE LOS TEMAS\n{HEADED}")
    )


def test_headings_on_the_line_of_the_label_are_found_where_nearly_all_articles_have_them(
    tmp_path: Path,
) -> None:
    headed = "".join(
        f"Artículo {n}.- Derecho al tema {n}. El tema es libre.\n" for n in range(1, 7)
    )
    found = by_citation(read(tmp_path, headed))
    assert (found["Art. 6"].heading, found["Art. 6"].text) == (
        "Derecho al tema 6",
        "El tema es libre.",
    )
    plain = headed + "".join(
        f"Artículo {n}.- El tema {n} es de todas. Se cuida.\n" for n in range(7, 12)
    )
    assert by_citation(read(tmp_path, plain))["Art. 6"].heading == ""


def test_every_pattern_of_the_default_style_passes_its_own_guard() -> None:
    style = SPANISH_AMERICAN
    groups = (style.containers, style.regions, style.articles, style.transitories, style.lists)
    patterns = [pattern.regex for group in groups for pattern in group]
    patterns += [style.closing, style.note, style.repealed, style.contents]
    assert [why_slow(regex) for regex in patterns] == [""] * len(patterns)


def write_style(folder: Path, content: str) -> Path:
    path = folder / "estilo.toml"
    path.write_text('name = "prueba"\n' + content, encoding="utf-8")
    return path


BASES = """
[[articles]]
level = "article"
pattern = '''BASE\\s+(?P<number>{COUNT}){STOP}'''
[[lists]]
level = "inciso"
shape = ">"
numbering = "letter"
pattern = '''(?P<number>[a-z])>\\s*'''
"""


def test_a_style_file_extends_the_default(tmp_path: Path) -> None:
    style = read_style(write_style(tmp_path, BASES))
    text = "BASE PRIMERA.- Son:\na> una;\nb> dos.\nBASE II.- Rige.\nArtículo 3.- También."
    assert texts(read(tmp_path, text, style)) == {
        "Art. 1": "Son:", "Art. 1, a": "una;", "Art. 1, b": "dos.", "Art. 2": "Rige.",
        "Art. 3": "También.",
    }  # fmt: skip


def test_a_group_that_is_replaced_has_the_patterns_of_the_file_alone(tmp_path: Path) -> None:
    style = read_style(write_style(tmp_path, f'replaces = ["articles"]\n{BASES}'))
    text = "BASE PRIMERA.- Uno.\nArtículo 3.- También."
    assert list(texts(read(tmp_path, text, style))) == ["Art. 1"]


def test_a_style_file_adds_notes_and_marks_of_repeal(tmp_path: Path) -> None:
    content = "note = ['''%%.*''']\nrepealed = '''Ya no rige\\.\\Z'''"
    style = read_style(write_style(tmp_path, content))
    found = by_citation(read(tmp_path, "Artículo 1. Uno.\n%% nota\nArtículo 2. Ya no rige.", style))
    assert found["Art. 1"].text == "Uno."
    assert found["Art. 2"].status == "repealed"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("articulos = 1", r"estilo.toml: articulos es una clave desconocida; ¿quisiste decir «art"),
        ("[[articles]]\nlevel='article'\npattern='(?P<number>['", r"articles\[1\].pattern no es"),
        ("[[articles]]\nlevel='articulo'\npattern='x'", r"articles\[1\].level vale 'articulo'.*¿"),
        ("[[articles]]\nlevel='article'\npattern='ART'", r"articles\[1\].pattern no dice dónde"),
        ("[[articles]]\nlevel='article'", r"articles\[1\].pattern falta"),
        ("[[lists]]\nlevel='inciso'\npattern='(?P<number>x?)'", r"lists\[1\].pattern casa con"),
        ("[[lists]]\nlevel='inciso'\npattern='(?P<n>x)'", r"lists\[1\].pattern, grupo vale 'n'"),
        ("[[lists]]\nlevel='inciso'\npattern='(?P<number>{CONT})'", r"vale 'CONT'.*¿quisiste"),
        ("[[lists]]\nlevel='inciso'\npattern='(?P<number>(\\w+ ?)+)x'", r"puede tardar sin fin"),
        ("[[lists]]\nnote = 'x'", r"lists\[1\].note es.*antes de la primera tabla"),
        ("note = ['']", r"note debe ser una lista de textos"),
        ("note = ['(a|a)*b']", r"note\[1\] puede tardar sin fin"),
        ("replaces = ['lista']", r"replaces vale 'lista'.*¿quisiste decir «lists»"),
        ("extends = 'otro'", r"extends sólo puede ser «hispanoamericano»"),
        ("article_headings = 'arriba'", r"article_headings vale 'arriba' y debe ser uno de auto"),
        ("x = [", r"estilo.toml no es TOML válido"),
    ],
)  # fmt: skip
def test_a_wrong_style_file_is_refused_with_its_key_and_what_to_do(
    tmp_path: Path, content: str, says: str
) -> None:
    with within(200), pytest.raises(FormatError, match=says):
        read_style(write_style(tmp_path, content))


def test_a_style_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(FormatError, match=r"¿quisiste decir «uruguay».*colombia, dominicana"):
        read_style("uruguai")
    with pytest.raises(FormatError, match=r"no existe el estilo nada\.toml"):
        read_style("nada.toml")


def test_the_example_of_the_guide_to_styles_works(tmp_path: Path) -> None:
    guide = (shipped("corpora") / "estilos/LEEME.md").read_text(encoding="utf-8")
    path = tmp_path / "mi_pais.toml"
    path.write_text(guide.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    text = "BASE II.- Fragmento. Son:\na> una;\nb> dos.\nNota del editor: nada."
    found = by_citation(read(tmp_path, text, read_style(path)))
    assert list(found) == ["Art. 2", "Art. 2, a", "Art. 2, b"]
    assert (found["Art. 2"].heading, found["Art. 2"].text) == ("Fragmento", "Son:")


def test_puerto_rican_sections_are_parts_of_their_article(tmp_path: Path) -> None:
    text = "ARTÍCULO I\nDEL ESTADO\nSección 1. Se constituye.\nSección 2. Rige.\nARTÍCULO II\n"
    style = read_style("puerto_rico")
    assert texts(read(tmp_path, text + "Sección 1. La dignidad es inviolable.", style)) == {
        "Art. 1": "", "Art. 1, 1": "Se constituye.", "Art. 1, 2": "Rige.", "Art. 2": "",
        "Art. 2, 1": "La dignidad es inviolable.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["colombia", "dominicana", "guatemala", "uruguay"])
def test_every_style_that_ships_reads_what_the_default_reads(tmp_path: Path, name: str) -> None:
    text = "TÍTULO I\nDEL ESTADO\nArtículo 1. La ley fija:\n1. Uno;\n2. Dos.\nArtículo 2. Rige."
    assert texts(read(tmp_path, text, read_style(name))) == texts(read(tmp_path, text))


def test_colombian_notes_of_history_are_left_out_by_name(tmp_path: Path) -> None:
    notes = (
        "<Artículo modificado por el artículo 1 del Acto Legislativo 2 de 2009. El nuevo texto es "
        "el siguiente:>\nNotas de Vigencia\n- Artículo modificado por el artículo 1 del Acto 2."
    )
    text = f"ARTÍCULO 1. Uno.\n{notes}\nARTÍCULO 2. Dos."
    assert texts(read(tmp_path, text, read_style("colombia"))) == {
        "Art. 1": "Uno.",
        "Art. 2": "Dos.",
    }


def test_the_command_takes_a_style_by_name_or_file_and_tells_what_it_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "uruguay.txt"
    path.write_text(
        "Artículo 1.- La ley fija:\n1) Uno.\nArtículo 2.- (Derogado)\nDISPOSICIONES TRANSITORIAS\n"
        "A) Rige.\n",
        encoding="utf-8",
    )
    out = str(tmp_path / "salida.csv")
    assert main(["parse", str(path), "--style", "uruguay", "-o", out]) == 0
    assert capsys.readouterr().err == (
        "uruguay.txt: 1 división, 2 artículos (1 derogado), 1 numeral, 1 artículo transitorio; "
        "nada llama la atención\n"
    )
    assert main(["parse", str(path), "-o", out]) == 1
    assert "renglón 4: Transitorios no contiene ninguna disposición" in capsys.readouterr().err
    assert main(["parse", str(path), "--style", "atlantida", "-o", out]) == 2
    assert "no hay un estilo «atlantida»" in capsys.readouterr().err
