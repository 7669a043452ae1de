"""Where a table stands in its file, and columns without a usual name, told in PROCESS.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.errors import ColumnError, FormatError, ProcessError
from tracer.process import read_process, read_sources
from tracer.sources import Layout, read_contributions


def _workbook(path: Path, **sheets: list[list[object]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_header_below_title_lines_is_read_where_it_is_said_to_stand(tmp_path, ends) -> None:
    lines = [
        "Registro, de peticiones;;",
        'Corte al "5 de marzo";;',
        "",
        "id;texto;firmas",
        "7;agua;3",
    ]
    (tmp_path / "a.csv").write_bytes(ends.join(lines).encode("cp1252"))
    (found,) = read_contributions(tmp_path / "a.csv", layout=Layout(header=4)).contributions
    assert (found.id, found.text, found.weight, found.row) == ("7", "agua", 3.0, 1)


def test_a_table_without_header_keeps_its_first_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1,que llegue el agua\n2,más camiones\n", encoding="utf-8")
    read = read_contributions(
        tmp_path / "a.csv", id_column="columna 1", text_columns=["columna 2"],
        layout=Layout(header=0),
    )  # fmt: skip
    assert [(c.id, c.text, c.row) for c in read.contributions] == [
        ("1", "que llegue el agua", 1), ("2", "más camiones", 2),
    ]  # fmt: skip


def test_a_sheet_and_its_header_are_read_by_title_and_row(tmp_path: Path) -> None:
    book = _workbook(
        tmp_path / "a.xlsx",
        Portada=[["Informe"], ["de", "participación"]],
        Respuestas=[["Consulta 2031"], ["Corte", "marzo"], [], ["folio", "texto"], [4, "agua"]],
    )
    read = read_contributions(book, layout=Layout(header=4, sheet="Respuestas"))
    assert [(c.id, c.text) for c in read.contributions] == [("4", "agua")]
    with pytest.raises(FormatError, match=r"«Nada».*Portada, Respuestas"):
        read_contributions(book, layout=Layout(sheet="Nada"))


def test_what_has_no_sheets_or_no_header_refuses_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,texto\n1,agua\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": 1, "texto": "agua"}\n', encoding="utf-8")
    with pytest.raises(FormatError, match="no es un libro"):
        read_contributions(tmp_path / "a.csv", layout=Layout(sheet="x"))
    with pytest.raises(FormatError, match="quita header"):
        read_contributions(tmp_path / "a.jsonl", layout=Layout(header=2))


def test_a_header_beyond_the_end_leaves_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,texto\n1,agua\n", encoding="utf-8")
    with pytest.raises(FormatError, match="9"):
        read_contributions(tmp_path / "a.csv", layout=Layout(header=9))


def test_a_process_names_the_columns_of_who_said_it(tmp_path: Path) -> None:
    head = "folio,¿Qué falta?,¿En qué delegación?,¿Cuándo?,Rango"
    (tmp_path / "a.csv").write_text(f"{head}\n7,agua,Tlalpan,5/3/2031,18-25\n", encoding="utf-8")
    (tmp_path / "ley.md").write_text("Artículo 1. Agua", encoding="utf-8")
    toml = (
        '[[sources]]\nname = "a"\npath = "a.csv"\nheader = 1\nquestions = ["¿Qué falta?"]\n'
        'borough = "¿En qué delegación?"\ndate = "¿Cuándo?"\nage = "Rango"\n'
        '[[versions]]\nname = "ley"\npath = "ley.md"\n'
    )
    (tmp_path / "p.toml").write_text(toml, encoding="utf-8")
    (found,) = read_sources(read_process(tmp_path / "p.toml")).contributions
    assert (found.borough, found.date, found.age) == ("Tlalpan", "2031-03-05", "18-25")
    (tmp_path / "p.toml").write_text(toml.replace('"Rango"', '"Edades"'), encoding="utf-8")
    with pytest.raises(ColumnError, match=r"age en PROCESS\.toml"):
        read_sources(read_process(tmp_path / "p.toml"))
    (tmp_path / "p.toml").write_text(toml.replace("header = 1", "header = -1"), encoding="utf-8")
    with pytest.raises(ProcessError, match=r"sources\[1\].header"):
        read_process(tmp_path / "p.toml")
