"""Conclusions of events: Markdown, plain text, Word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.errors import EmptyInputError, FormatError
from tracer.sources import read_contributions

TWO_EVENTS = """# Foro del agua

Fecha: 5 de septiembre de 2016
Lugar: Casa de Cultura
**Alcaldía:** Tlalpan
Participantes: 86

## Desarrollo
- Se presentó el programa.

## Conclusiones
- El agua es un derecho
  de todas las personas.
  - Sin cortes por deuda.
- 🙏
* Captar la lluvia.

## Acuerdos logísticos
Nada más.

# Mesa juvenil
Fecha: ayer
## Conclusiones:
1. Voto a los 16.
2) Becas.
"""


def test_every_item_below_the_conclusions_is_a_contribution(tmp_path: Path) -> None:
    (tmp_path / "foros.md").write_text(TWO_EVENTS, encoding="utf-8")
    read = read_contributions(tmp_path / "foros.md")
    assert [(c.id, c.text, c.question, c.date, c.borough) for c in read.contributions] == [
        ("foros-1", "El agua es un derecho de todas las personas.\nSin cortes por deuda.",
         "Foro del agua", "2016-09-05", "Tlalpan"),
        ("foros-2", "🙏", "Foro del agua", "2016-09-05", "Tlalpan"),
        ("foros-3", "Captar la lluvia.", "Foro del agua", "2016-09-05", "Tlalpan"),
        ("foros-4", "Voto a los 16.", "Mesa juvenil", "", ""),
        ("foros-5", "Becas.", "Mesa juvenil", "", ""),
    ]  # fmt: skip
    assert {c.channel for c in read.contributions} == {"event"}
    assert read.rejected == ()


def test_without_a_heading_for_conclusions_all_items_count(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Foro\nVinieron muchos.\n- agua limpia\n\n- luz\n")
    read = read_contributions(tmp_path / "a.md")
    assert [c.text for c in read.contributions] == ["agua limpia", "luz"]


def test_a_plain_text_needs_no_marks(tmp_path: Path) -> None:
    (tmp_path / "foro.txt").write_bytes(
        "Foro del agua\r\nFecha: 05/09/2016\r\nConclusiones:\r\n\r\nPrimero, agua\r\nlimpia.\r\n"
        "\r\n"
        "Segundo, más ríos.\r\n".encode("cp1252")
    )
    read = read_contributions(tmp_path / "foro.txt")
    assert [(c.id, c.text, c.question, c.date) for c in read.contributions] == [
        ("foro-1", "Primero, agua limpia.", "Foro del agua", "2016-09-05"),
        ("foro-2", "Segundo, más ríos.", "Foro del agua", "2016-09-05"),
    ]


def test_a_word_document_reads_like_the_markdown(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Foro del agua", 1)
    document.add_paragraph("Fecha: 2016-09-05")
    document.add_heading("Conclusiones", 2)
    document.add_paragraph("agua limpia", style="List Bullet")
    document.add_paragraph("sin cortes", style="List Bullet 2")
    document.add_paragraph("más ríos", style="List Number")
    document.save(str(tmp_path / "foro.docx"))
    read = read_contributions(tmp_path / "foro.docx")
    assert [(c.id, c.text, c.question, c.date) for c in read.contributions] == [
        ("foro-1", "agua limpia\nsin cortes", "Foro del agua", "2016-09-05"),
        ("foro-2", "más ríos", "Foro del agua", "2016-09-05"),
    ]


def test_rows_of_a_table_keep_the_event_as_their_question(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,evento,fecha,conclusión\n1,Foro,2016-09-05,agua limpia\n")
    (found,) = read_contributions(tmp_path / "a.csv", channel="event").contributions
    assert (found.question, found.channel, found.text) == ("Foro", "event", "agua limpia")


def test_a_document_without_conclusions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Foro\n\n## Conclusiones\n\n")
    with pytest.raises(EmptyInputError, match="## Conclusiones"):
        read_contributions(tmp_path / "a.md")
    (tmp_path / "a.docx").write_bytes(b"no")
    with pytest.raises(FormatError, match=r"a\.docx"):
        read_contributions(tmp_path / "a.docx")
