"""Headings set in bold on the line of their text, in each container that shows bold."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from small_pdf import pdf

from tracer import read_constitution
from tracer.records import Constitution

TEXT = "El agua es de todas las personas y nadie puede ser privado de ella."


def _as_pdf(path: Path, bold: str, plain: str) -> None:
    lines = [(72.0, 700.0, "F2", bold), (72.0 + 7.5 * len(bold), 700.0, "F1", plain)]
    lines += [(72.0, 660.0, "F2", "Artículo 2."), (150.0, 660.0, "F1", "La noche es libre.")]
    path.write_bytes(pdf([lines]))


def _as_html(path: Path, bold: str, plain: str) -> None:
    path.write_text(
        f"<p><strong>{bold}</strong> {plain}</p><p><b>Artículo 2.</b> La noche es libre.</p>",
        encoding="utf-8",
    )


def _as_docx(path: Path, bold: str, plain: str) -> None:
    document = docx.Document()
    for start, rest in ((bold, plain), ("Artículo 2.", "La noche es libre.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(start).bold = True
        paragraph.add_run(f" {rest}")
    document.save(str(path))


CONTAINERS = {"d.pdf": _as_pdf, "d.html": _as_html, "d.docx": _as_docx}


def _read(folder: Path, name: str, bold: str, plain: str) -> Constitution:
    CONTAINERS[name](folder / name, bold, plain)
    return read_constitution(folder / name)


@pytest.mark.parametrize("name", CONTAINERS)
def test_words_in_bold_behind_the_label_are_the_heading(tmp_path: Path, name: str) -> None:
    first, second = _read(tmp_path, name, "Artículo 1.- Del agua.", TEXT).provisions
    assert (first.heading, first.text) == ("Del agua", TEXT)
    assert (second.heading, second.text) == ("", "La noche es libre.")


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_bold_beginning_of_a_sentence_is_no_heading(tmp_path: Path, name: str) -> None:
    first = _read(tmp_path, name, "Artículo 1.- El agua", "es de todas las personas.").provisions[0]
    assert (first.heading, first.text) == ("", "El agua es de todas las personas.")


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_printed_second_label_stands_before_the_heading(tmp_path: Path, name: str) -> None:
    first = _read(tmp_path, name, "1.- Artículo 7.- Del agua.", TEXT).provisions[0]
    assert (first.citation, first.heading) == ("Art. 1", "Artículo 7. Del agua")
    assert first.text == TEXT


def test_a_line_all_in_bold_before_a_list_is_the_heading(tmp_path: Path) -> None:
    (tmp_path / "d.html").write_text(
        "<p><b>Artículo 1.- Derecho a la vivienda.</b></p>"
        "<p>1. Toda persona tiene derecho a una vivienda.</p><p>2. El Estado la garantiza.</p>",
        encoding="utf-8",
    )
    first = read_constitution(tmp_path / "d.html").provisions[0]
    assert (first.heading, first.text) == ("Derecho a la vivienda", "")
