"""The same grammar behind every container: PDF, Word, HTML and tables."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from small_pdf import page, pdf

from tracer.constitution import provision_rows, read_constitution, units
from tracer.constitution.pdf.spacing import Glyph, spaced
from tracer.errors import ColumnError, EmptyInputError, FormatError

LONG = "de la Ciudad y de todas las personas que la habitan, la cuidan y la transitan a diario"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(path: Path) -> dict[str, str]:
    return {p.citation: p.text for p in read_constitution(path).provisions}


def test_lines_of_a_pdf_become_prose_across_a_page_break(tmp_path: Path) -> None:
    first = page("**ARTÍCULO 1**", "**De la vida**", f"1. El cuidado {LONG}", f"es tarea {LONG}")
    second = page("y de nadie más.", "2. Otro derecho.", top=740)
    path = write(tmp_path, "a.pdf", pdf([first, second]))
    constitution = read_constitution(path)
    article, first_numeral, second_numeral = constitution.provisions
    assert article.heading == "De la vida"
    assert first_numeral.text == f"El cuidado {LONG} es tarea {LONG} y de nadie más."
    assert (first_numeral.page, second_numeral.page) == (1, 2)
    assert second_numeral.text == "Otro derecho."
    assert constitution.text[second_numeral.start : second_numeral.end] == second_numeral.text


def test_running_heads_page_numbers_and_reform_notes_are_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 6):
        lines = page("CONSTITUCIÓN DE LA CIUDAD", top=760) + page(str(number), top=30)
        lines += page(
            f"**ARTÍCULO {number}**",
            f"1. Texto {LONG}.",
            "Reforma publicada en la GOCDMX el 02 de Junio de 2022",
        )
        pages.append(lines)
    constitution = read_constitution(write(tmp_path, "b.pdf", pdf(pages)))
    assert [p.text for p in constitution.provisions if p.text] == [f"Texto {LONG}."] * 5
    assert "GOCDMX" not in constitution.text


def test_indentation_says_what_a_later_paragraph_belongs_to(tmp_path: Path) -> None:
    lines = page(
        "**ARTÍCULO 1**",
        "1. Requisitos:",
        "     a) Vivir en la Ciudad;",
        f"     b) El cuidado {LONG}",
        "     y su aseo.",
        "     Se prueba con testigos.",
        f"Todo lo anterior lo regula la ley {LONG}.",
    )
    found = texts(write(tmp_path, "c.pdf", pdf([lines])))
    assert found["Art. 1, 1, b"] == f"El cuidado {LONG} y su aseo.\nSe prueba con testigos."
    assert found["Art. 1, 1, párr. 2"] == f"Todo lo anterior lo regula la ley {LONG}."


def test_a_section_heading_as_wide_as_the_page_does_not_take_its_first_numeral(
    tmp_path: Path,
) -> None:
    lines = page("**ARTÍCULO 1**", f"A. Derecho {LONG}", "     1. El primero.", "     2. Otro.")
    constitution = read_constitution(write(tmp_path, "e.pdf", pdf([lines])))
    assert {p.citation: p.heading or p.text for p in constitution.provisions} == {
        "Art. 1": "",
        "Art. 1, A": f"Derecho {LONG}",
        "Art. 1, A, 1": "El primero.",
        "Art. 1, A, 2": "Otro.",
    }


def test_a_word_hyphenated_at_the_end_of_a_line_is_made_whole(tmp_path: Path) -> None:
    lines = page(
        "**ARTÍCULO 1**",
        f"1. La información {LONG} infor-",
        f"mación {LONG} jurídico-",
        "penal. Lo jurídico y lo penal.",
    )
    found = texts(write(tmp_path, "d.pdf", pdf([lines])))
    assert f"{LONG} información {LONG} jurídico-penal." in found["Art. 1, 1"]


def test_spaces_follow_the_gaps_between_letters() -> None:
    def line(text: str, gaps: dict[int, float], guessed: set[int]) -> list[Glyph]:
        glyphs, at = [], 0.0
        for index, char in enumerate(text):
            at += gaps.get(index, 0.0)
            width = 0.0 if index in guessed else 5.0
            glyphs.append(Glyph(char, at, at + width, index in guessed))
            at += width
        return glyphs

    tight = line("civily tres", {5: 2.1}, set())
    assert spaced(tight) == "civil y tres"
    wide = line("C iudad", {i: 2.0 for i in (2, 3, 4, 5, 6)}, {1})
    assert spaced(wide) == "Ciudad"


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("vacio.pdf", b"", EmptyInputError, "vacío"),
        ("roto.pdf", b"%PDF-1.4\n1 0 obj\n<<", FormatError, "dañado o incompleto"),
        ("zip.pdf", b"PK\x03\x04 no es un pdf", FormatError, "no es un PDF"),
        ("cifrado.pdf", pdf([page("Artículo 1")], encrypted=True), FormatError, "cifrado"),
        ("escaneo.pdf", pdf([[], []]), EmptyInputError, "OCR"),
        ("falso.docx", b"no es un zip", FormatError, "Word"),
        ("falso.parquet", b"no es parquet", FormatError, "Parquet"),
        ("roto.jsonl", b"{", FormatError, "JSON"),
        ("vacio.html", b"   ", EmptyInputError, "texto"),
    ],
)
def test_each_kind_of_bad_file_gets_its_own_error(
    tmp_path: Path, name: str, content: bytes, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        read_constitution(write(tmp_path, name, content))


def test_a_parquet_table_whose_texts_are_not_utf8_is_refused(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    damaged = pyarrow.array([b"Art\xedculo", b"Uno."]).cast(pyarrow.binary())
    texts = pyarrow.StringArray.from_buffers(2, *damaged.buffers()[1:])
    table = pyarrow.table({"citation": pyarrow.array(["Art. 1", "Art. 2"]), "text": texts})
    parquet.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(FormatError, match="Parquet"):
        read_constitution(tmp_path / "a.parquet")


def test_a_document_that_unpacks_to_far_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomba.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 201_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(FormatError, match="201 MB"):
        read_constitution(path)


MARKED = (
    ("h1", "TÍTULO PRIMERO"), ("p", "PRINCIPIOS"), ("h2", "ARTÍCULO 1"), ("p", "De la vida"),
    ("p", "A. Cuidado"), ("p", "1. Todas las personas cuidan."), ("p", "2. Nadie sobra."),
    ("h1", "TRANSITORIOS"), ("p", "PRIMERO. Rige mañana."),
)  # fmt: skip
EXPECTED = {
    "Tít. 1": "",
    "Art. 1": "",
    "Art. 1, A": "",
    "Art. 1, A, 1": "Todas las personas cuidan.",
    "Art. 1, A, 2": "Nadie sobra.",
    "Transitorios": "",
    "Trans. 1": "Rige mañana.",
}


def test_word_html_and_plain_text_give_the_same_provisions(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for tag, words in MARKED:
        if tag == "p":
            document.add_paragraph(words)
        else:
            document.add_heading(words, int(tag[1]))
    document.save(str(tmp_path / "a.docx"))
    body = "".join(f"<{tag}>{words}</{tag}>" for tag, words in MARKED)
    menu = "<nav>Artículo 99</nav><script>Artículo 98</script>"
    write(tmp_path, "a.html", f"<html><body>{menu}{body}</body></html>")
    write(tmp_path, "a.txt", "\n\n".join(words for _, words in MARKED))
    for name in ("a.docx", "a.html", "a.txt"):
        assert texts(tmp_path / name) == EXPECTED, name


def test_a_row_of_a_table_is_one_provision_and_never_split(tmp_path: Path) -> None:
    cell = "1. Uno.\n2. Dos.\nArtículo 9\nTres."
    rows = [
        {"citation": "artículo 16, apartado B", "text": cell, "heading": "Agua"},
        {"citation": "Art. 16, B, 3", "text": "Cuatro."},
        {"citation": "Base séptima del convenio", "text": "Cinco."},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    constitution = read_constitution(write(tmp_path, "a.jsonl", lines))
    first, second, third = constitution.provisions
    assert (first.citation, first.level, first.heading, first.text) == (
        "Art. 16, B",
        "section",
        "Agua",
        cell,
    )
    assert (second.parent, second.level, second.start, second.end) == (
        "Art. 16, B",
        "numeral",
        0,
        7,
    )
    assert (third.citation, third.parent) == ("Base séptima del convenio", "")
    assert constitution.text == ""
    assert [u.citation for u in units(constitution)] == ["Art. 16, B", "Base séptima del convenio"]
    assert units(constitution, level="article")[0].citation == "Art. 16"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_in_any_usual_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    content = f"cita{delimiter}texto\nArt. 1{delimiter}Año del niño\n".encode(encoding)
    assert texts(write(tmp_path, "a.csv", content)) == {"Art. 1": "Año del niño"}


def test_a_stray_quote_in_a_table_swallows_no_provisions(tmp_path: Path) -> None:
    content = 'citation,text\nArt. 1,"Uno\nArt. 2,Dos\nArt. 3,"Tres"\n'
    found = texts(write(tmp_path, "a.csv", content))
    assert found == {"Art. 1": '"Uno', "Art. 2": "Dos", "Art. 3": "Tres"}


def test_a_row_with_more_cells_than_the_header_is_refused_not_cut(tmp_path: Path) -> None:
    content = "citation,text\nArt. 1,Uno,\nArt. 2,Dos, tres y cuatro\n"
    with pytest.raises(FormatError, match="fila de datos 2: se esperaban 2 celdas y hay 3"):
        read_constitution(write(tmp_path, "a.csv", content))


def test_a_table_without_its_columns_is_refused_with_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="hay: artículo, cuerpo"):
        read_constitution(write(tmp_path, "a.csv", "artículo,cuerpo\nArt. 1,Algo\n"))


def test_rows_that_share_a_citation_are_kept_and_reported(tmp_path: Path) -> None:
    content = "citation,text\nArt. 1,Uno\nArt. 1,Dos\n,Tres\n"
    constitution = read_constitution(write(tmp_path, "a.csv", content))
    assert [p.citation for p in constitution.provisions] == ["Art. 1", "Art. 1 (2)", "fila 3"]
    assert [(i.code, i.line) for i in constitution.issues] == [
        ("number-repeated", 2),
        ("number-repeated", 3),
    ]


def test_the_rows_of_a_document_read_back_as_a_table_give_the_same_words(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    source = write(tmp_path, "a.md", "Artículo 1\nUno:\na) x;\nb) y.\nArtículo 2\nDos.\n")
    rows = provision_rows(read_constitution(source))
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert texts(tmp_path / "a.parquet") == texts(source)
