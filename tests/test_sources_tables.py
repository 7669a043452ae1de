"""Files of every format as tables: encodings, delimiters, types, damage."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest

from tracer.decoding import decode
from tracer.delimited import detect_delimiter, parse_delimited
from tracer.errors import EmptyInputError, FormatError, InputError
from tracer.sources import read_contributions
from tracer.sources.tables import read_table

ROWS = [
    {
        "id": "007",
        "título": "Río limpio",
        "texto": "Que el río, «hoy sucio», se limpie",
        "firmas": 12,
    },
    {"id": "8", "título": "Luz", "texto": "Alumbrado en la cuadra; ya", "firmas": 3},
]


def _csv(delimiter: str) -> str:
    lines = [delimiter.join(ROWS[0])]
    lines += [delimiter.join(f'"{value}"' for value in row.values()) for row in ROWS]
    return "\r\n".join(lines) + "\r\n"


def _read(path: Path, raw: bytes) -> list[tuple[str, str, float]]:
    path.write_bytes(raw)
    return [(c.id, c.text, c.weight) for c in read_contributions(path).contributions]


def _cells(path: Path) -> list[list[object]]:
    return [list(row.cells) for row in read_table(path).rows]


EXPECTED = [
    ("007", "Río limpio\nQue el río, «hoy sucio», se limpie", 12.0),
    ("8", "Luz\nAlumbrado en la cuadra; ya", 3.0),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    assert _read(tmp_path / "a.csv", _csv(delimiter).encode(encoding)) == EXPECTED


@pytest.mark.parametrize("name", ["a.csv.gz", "a.CSV.GZ", "a.tsv.gz"])
def test_compressed_tables_read_like_plain_ones(tmp_path: Path, name: str) -> None:
    assert _read(tmp_path / name, gzip.compress(_csv(",").encode())) == EXPECTED


def test_a_parquet_an_excel_and_a_jsonl_table_read_like_the_csv(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "a.parquet")
    book = openpyxl.Workbook()
    for line in [list(ROWS[0]), *(list(row.values()) for row in ROWS)]:
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    for name in ("a.parquet", "a.xlsx", "a.jsonl"):
        read = read_contributions(tmp_path / name)
        assert [(c.id, c.text, c.weight) for c in read.contributions] == EXPECTED, name
        packed = tmp_path / f"{name}.gz"
        packed.write_bytes(gzip.compress((tmp_path / name).read_bytes()))
        again = read_contributions(packed)
        assert [(c.id, c.text, c.weight) for c in again.contributions] == EXPECTED, name


def test_numbers_of_typed_tables_become_ids_without_decimals(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    columns = {"id": [12.0, 10038.0], "texto": ["agua limpia", "luz"], "peso": [1.234, None]}
    parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    read = read_contributions(tmp_path / "a.parquet")
    assert [(c.id, c.weight) for c in read.contributions] == [("12", 1.234), ("10038", 1.0)]
    assert [issue.code for issue in read.issues] == ["blank-weight"]


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_times_of_a_parquet_are_iso_days_whatever_their_unit(tmp_path: Path, unit: str) -> None:
    import pyarrow
    from pyarrow import parquet

    times = pyarrow.array([datetime(2016, 9, 5), None], pyarrow.timestamp(unit))
    frame = pyarrow.table({"texto": ["agua limpia", "luz"], "fecha": times})
    parquet.write_table(frame, tmp_path / "a.parquet")
    assert _cells(tmp_path / "a.parquet") == [["agua limpia", "2016-09-05"], ["luz", ""]]


def test_a_parquet_finer_than_a_microsecond_is_read(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    times = pyarrow.array([1_473_033_600_000_001_999], pyarrow.timestamp("ns"))
    parquet.write_table(pyarrow.table({"fecha": times}), tmp_path / "a.parquet")
    assert _cells(tmp_path / "a.parquet") == [["2016-09-05 00:00:00.000001"]]


def test_excel_keeps_dates_and_the_zeros_that_its_format_shows(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Folio", "Propuesta", "Fecha", "Firmas"])
    book.active.append([7, "agua_x000D_\nlimpia", datetime(2016, 9, 5), 1234.0])
    book.active["A2"].number_format = "0000"
    book.save(tmp_path / "a.xlsx")
    (found,) = read_contributions(tmp_path / "a.xlsx").contributions
    assert (found.id, found.text, found.date, found.weight) == (
        "0007", "agua\nlimpia", "2016-09-05", 1234.0,
    )  # fmt: skip


def test_a_caption_above_the_header_and_other_sheets_are_reported(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Peticiones 2016"])
    book.active.append([])
    book.active.append(["id", "texto"])
    book.active.append([1, "agua limpia"])
    book.create_sheet("Notas").append(["algo"])
    book.save(tmp_path / "a.xlsx")
    read = read_contributions(tmp_path / "a.xlsx")
    assert [(c.id, c.row, c.text) for c in read.contributions] == [("1", 1, "agua limpia")]
    assert sorted(issue.code for issue in read.issues) == ["caption-skipped", "unread-sheets"]


def test_utf8_with_a_few_foreign_bytes_keeps_all_its_accents() -> None:
    raw = "más agua, más árboles".encode() + b" y ni\xf1os"
    assert decode(raw) == ("más agua, más árboles y niños", "utf-8+windows-1252")


def test_windows_1252_is_told_from_utf8_even_where_two_letters_look_like_one() -> None:
    text = "¡YA BASTA, AQUÍ… NO HAY AGUA, señores! ¿Cuándo?"
    assert decode(text.encode("cp1252")) == (text, "windows-1252")


def test_the_delimiter_is_the_one_of_the_header_not_of_the_prose() -> None:
    text = "id;texto\n1;agua, luz, y gas, ya\n2;ríos, mares, lagos, ya\n"
    assert detect_delimiter(text) == ";"
    assert parse_delimited("texto\nagua, luz\ny gas; ya\n").rows[1] == ["agua, luz"]


def test_excel_can_declare_its_delimiter() -> None:
    assert parse_delimited("sep=|\nid|texto\n1|a,b,c\n").rows[1] == ["1", "a,b,c"]


def test_a_stray_quote_in_a_tab_separated_file_swallows_no_lines(tmp_path: Path) -> None:
    raw = 'id\ttexto\n1\t"Agua para todos\n2\tluz en la calle\n3\t" Gas " barato\n'
    read = _read(tmp_path / "a.tsv", raw.encode())
    assert [id for id, _, _ in read] == ["1", "2", "3"]


def test_a_quotation_that_is_never_closed_swallows_no_lines(tmp_path: Path) -> None:
    raw = 'id,texto,firmas\n1,"Agua para todos,5\n2,luz,6\n3,"Ya" basta,7\n4,"gas,8\n5,sol,9\n'
    (tmp_path / "a.csv").write_text(raw)
    read = read_contributions(tmp_path / "a.csv")
    assert [(c.id, c.text, c.weight) for c in read.contributions] == [
        ("1", '"Agua para todos', 5.0), ("2", "luz", 6.0), ("3", '"Ya" basta', 7.0),
        ("4", '"gas', 8.0), ("5", "sol", 9.0),
    ]  # fmt: skip
    assert [issue.code for issue in read.issues] == ["repaired-quotes"]
    assert "1, 3, 4" in read.issues[0].message


def test_a_short_row_with_a_cell_of_several_lines_stays_one_row(tmp_path: Path) -> None:
    raw = 'id,texto,firmas\n1,"uno, dos\ntres"\n2,luz,6\n'
    assert _read(tmp_path / "a.csv", raw.encode()) == [
        ("1", "uno, dos\ntres", 1.0),
        ("2", "luz", 6.0),
    ]


def test_quoted_cells_keep_their_lines_and_doubled_quotes(tmp_path: Path) -> None:
    raw = 'id,texto\n1,"uno\ndos ""tres"", cuatro"\n2,cinco\n'
    assert _read(tmp_path / "a.csv", raw.encode()) == [
        ("1", 'uno\ndos "tres", cuatro', 1.0),
        ("2", "cinco", 1.0),
    ]


def test_a_text_longer_than_the_csv_modules_limit_is_read_whole(tmp_path: Path) -> None:
    long = "agua limpia " * 20_000
    assert _read(tmp_path / "a.csv", f"id,texto\n1,{long}\n".encode())[0][1] == long.strip()


def test_broken_lines_of_a_jsonl_are_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": 1, "texto": "agua limpia"}\n{"id": 2, "texto": \n\n'
        '{"id": 3, "texto": "luz\\u2028ya"}\n'
    )
    read = read_contributions(tmp_path / "a.jsonl")
    assert [(c.id, c.row) for c in read.contributions] == [("1", 1), ("3", 4)]
    assert [(one.row, one.code) for one in read.rejected] == [
        (2, "unreadable-line"),
        (3, "empty-row"),
    ]


def test_repeated_and_nameless_columns_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,texto,texto,\n1,a,b,c\n")
    assert read_table(tmp_path / "a.csv").columns == ("id", "texto", "texto.1")
    (tmp_path / "b.csv").write_text("id,,texto\n1,a,b\n")
    assert read_table(tmp_path / "b.csv").columns == ("id", "columna 2", "texto")


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("a.csv.gz", b"no es gzip", FormatError),
        ("a.csv.gz", gzip.compress(b"id,texto\n1,agua\n" * 99, mtime=0)[:-20], FormatError),
        ("a.xlsx", b"PK no", FormatError),
        ("a.parquet", b"PAR1 no", FormatError),
        ("a.jsonl", b"id,texto\n1,agua\n", FormatError),
        ("a.csv", b"", EmptyInputError),
        ("a.csv", b"id,texto\n\n\n", EmptyInputError),
        ("a.jsonl", b"\n", EmptyInputError),
        ("a.xls", b"x", FormatError),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_the_error(
    tmp_path: Path, name: str, raw: bytes, error: type[InputError]
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(error, match=name):
        read_contributions(tmp_path / name)


def test_an_absent_file_is_an_input_error(tmp_path: Path) -> None:
    for name in ("nada.csv", "nada.json", "nada.md", "nada.pdf"):
        with pytest.raises(InputError, match="no existe"):
            read_contributions(tmp_path / name)
