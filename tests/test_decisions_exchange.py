"""The log comes back from a spreadsheet as it went, and a file that is wrong says in which row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tracer.decisions import bring_in, enter, log_path, read_exported, read_log, write_exported
from tracer.errors import ColumnError, FormatError
from tracer.records import UNDONE, Correction, Decision

ONE = Decision("1", "2026-01-01T00:00:00Z", "ana", "p1", "final", "Art. 1", "no")
HEAD = "id,at,coder,contribution_id,version,citation,verdict"
ROW = "1,2026-01-01T00:00:00Z,ana,p1,final,Art. 1,no"


def decision_of(column: str, cell: str) -> Decision:
    raw = f'{HEAD},{column}\n{ROW},"{cell}"\n'.encode()
    (found,) = read_exported(raw, name="d.csv")
    assert isinstance(found, Decision)
    return found


def correction_of(kind: str, values: str) -> Correction:
    quoted = values.replace('"', '""')
    raw = f'id,at,coder,kind,theme,values\n1,2026,ana,{kind},p1,"{quoted}"\n'.encode()
    (found,) = read_exported(raw, name="c.csv")
    assert isinstance(found, Correction)
    return found


@pytest.mark.parametrize("column", ["settles", "blind"])
def test_yes_and_no_are_read_as_spreadsheets_write_them(column: str) -> None:
    for cell in ("1", "VERDADERO", "TRUE", "true", "sí", "Si"):
        assert getattr(decision_of(column, cell), column) is True
    for cell in ("", "0", "FALSO", "FALSE", "no", "No"):
        assert getattr(decision_of(column, cell), column) is False
    with pytest.raises(FormatError, match=rf"d\.csv, fila 2: «{column}» debe ser 1 o 0; dice «x»"):
        decision_of(column, "x")


def test_a_share_may_have_a_decimal_comma_and_must_be_one() -> None:
    assert decision_of("confidence", "0,5").confidence == 0.5
    assert decision_of("confidence", "0.5").confidence == 0.5
    assert decision_of("confidence", "").confidence is None
    for cell in ("1,2", "nan", "mucho", "0,5,1"):
        with pytest.raises(FormatError, match="fila 2: «confidence» debe ir de 0 a 1"):
            decision_of("confidence", cell)


def test_a_hash_is_no_number_to_a_spreadsheet_and_is_read_with_and_without_its_mark() -> None:
    entry = replace(ONE, contribution_hash="1304e99951147473", provision_hash="0123456789012345")
    raw = write_exported([entry], Decision)
    assert b",h1304e99951147473,h0123456789012345," in raw
    assert read_exported(raw, name="d.csv") == (entry,)
    unmarked = raw.replace(b",h1304", b",1304").replace(b",h0123", b",0123")
    assert read_exported(unmarked, name="d.csv") == (entry,)


@pytest.mark.parametrize("asked", ["007", "1e5", "1.5", "3/4", "12-2026", "12:30", "1" * 16])
def test_an_id_that_a_spreadsheet_would_rewrite_is_a_text_to_it(asked: str) -> None:
    raw = write_exported([replace(ONE, contribution_id=asked)], Decision)
    assert f",'{asked},".encode() in raw
    assert read_exported(raw, name="d.csv") == (replace(ONE, contribution_id=asked),)


def test_a_plain_number_stays_as_it_is() -> None:
    assert b",120,final" in write_exported([replace(ONE, contribution_id="120")], Decision)


@pytest.mark.parametrize(
    "row", [ROW.rpartition(",")[0], "1", f"{ROW},de más"], ids=["short", "one cell", "long"]
)
def test_a_row_of_another_length_is_refused_by_its_number(row: str) -> None:
    raw = f"{HEAD}\n{ROW}\n\n{row}\n".encode()
    with pytest.raises(FormatError, match=r"d\.csv, fila 4: tiene \d celdas y la cabecera 7"):
        read_exported(raw, name="d.csv")


def test_empty_cells_after_the_last_column_are_no_harm() -> None:
    assert read_exported(f"{HEAD}\n{ROW},,\n".encode(), name="d.csv") == (ONE,)


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ColumnError, match="citation está dos veces"):
        read_exported(f"{HEAD},citation\n{ROW},Art. 2\n".encode(), name="d.csv")


@pytest.mark.parametrize(
    "values", ["[" * 100_000, '"abc"', "[1]", '{"a": 1}', "[", "null", '[["a"]]']
)
def test_what_is_no_list_of_texts_is_refused(values: str) -> None:
    with pytest.raises(FormatError, match=r"c\.csv, fila 2: «values» no es una lista de textos"):
        correction_of("rename", values)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("rename", ['["Agua"]'], ["", "[]", '[""]', '["a", "b"]']),
        ("merge", ['["p2"]', '["p2", ""]', '["p2", "Agua"]'], ["[]", '["", "b"]', '["a","b","c"]']),
        ("split", ['["a", "b"]', '["a", "b", "c"]'], ["[]", '["a"]', '["a", ""]']),
        (UNDONE, ["", "[]"], []),
    ],
)
def test_a_correction_has_as_many_texts_as_its_kind_needs(
    kind: str, right: list[str], wrong: list[str]
) -> None:
    assert all(correction_of(kind, values).kind == kind for values in right)
    for values in wrong:
        with pytest.raises(FormatError, match=rf"fila 2: «values» de {kind} debe tener"):
            correction_of(kind, values)


def test_an_id_has_a_bound() -> None:
    raw = write_exported([replace(ONE, id="x" * 201)], Decision)
    with pytest.raises(FormatError, match="fila 2: «id» debe tener 200 caracteres o menos"):
        read_exported(raw, name="d.csv")


def test_an_import_that_contradicts_the_log_names_the_row_and_enters_nothing(
    tmp_path: Path,
) -> None:
    enter(log_path(tmp_path), (ONE,))
    file = tmp_path / "d.csv"
    file.write_text(f"{HEAD}\n2{ROW[1:]}\n\n{ROW[:-2]}adopta\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"d\.csv, fila 4: el id «1» ya es de otra.*verdict"):
        bring_in(file, tmp_path)
    file.write_text(f"{HEAD}\n3{ROW[1:]}\n3{ROW[1:-2]}duda\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"d\.csv, fila 3: el id «3» ya es de otra"):
        bring_in(file, tmp_path)
    assert read_log(log_path(tmp_path)).decisions == (ONE,)
