"""Reading a user's list of concepts."""

from pathlib import Path

import pytest

from tracer.errors import ColumnError, EmptyInputError, FormatError
from tracer.records import Concept
from tracer.sources import read_concepts


def _csv(folder: Path, text: str) -> Path:
    path = folder / "conceptos.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_descriptions_and_examples_are_gathered(tmp_path: Path) -> None:
    path = _csv(
        tmp_path,
        "Concepto,Descripción,Ejemplo\n"
        "Agua,derecho al agua,que llegue agua limpia\n"
        "Vivienda,,\n"
        "Agua,derecho al agua,no más pipas\n"
        ",,suelto\n",
    )
    read = read_concepts(path)
    assert read.concepts == (
        Concept("Agua", "derecho al agua", ("que llegue agua limpia", "no más pipas")),
        Concept("Vivienda", "", ()),
    )
    (issue,) = read.issues
    assert (issue.code, issue.line) == ("no-concept", 4)
    assert "fila de datos 4" in issue.message


def test_a_list_of_bare_names_will_do(tmp_path: Path) -> None:
    found = read_concepts(_csv(tmp_path, "categoría\nsalud\ntransporte\n"))
    assert [concept.name for concept in found.concepts] == ["salud", "transporte"]


def test_a_table_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match=r"nombre del concepto.*hay a, b"):
        read_concepts(_csv(tmp_path, "a,b\n1,2\n"))


def test_one_concept_is_no_choice(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="al menos dos"):
        read_concepts(_csv(tmp_path, "concepto\nsalud\nsalud\n"))


def test_what_is_no_table_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "conceptos.png").write_bytes(b"\x89PNG")
    with pytest.raises(FormatError, match=r"conceptos\.png: se esperaba una tabla.*\.xlsx"):
        read_concepts(tmp_path / "conceptos.png")


def test_a_line_that_is_no_object_names_no_concept(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"concepto": "agua"}\nagua sucia\n{"concepto": "luz"}\n', encoding="utf-8")
    read = read_concepts(path)
    assert [concept.name for concept in read.concepts] == ["agua", "luz"]
    assert [issue.code for issue in read.issues] == ["no-concept"]
