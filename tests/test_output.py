"""Tables are written whole, typed, and with the same bytes for the same rows."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from tracer.cells import fitted, guarded, typed, visible
from tracer.errors import OutputError, ShapeError
from tracer.files import reason
from tracer.output import write_bytes, write_people_csv, write_table, write_text

COLUMNS = {"id": str, "n": int, "score": float, "day": date, "terms": tuple}
ROWS = [
    {"id": "a", "n": 3, "score": 0.123456, "day": "2016-11-01", "terms": ("agua", "luz")},
    {"id": 'dijo "sí",\nluego no', "n": 0, "score": 1.0, "day": "", "terms": ()},
    {"id": "cafe\u0301", "n": -4, "score": float("nan"), "day": None, "terms": ["x"]},
]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in ("one", "two"):
        write_table(iter(ROWS), tmp_path / (name + suffix), COLUMNS)
    one, two = (tmp_path / (name + suffix) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes() and one.stat().st_size > 0


def test_csv_rows_end_with_a_line_feed_and_floats_are_rounded(tmp_path: Path) -> None:
    write_table(ROWS[:1], tmp_path / "t.csv", COLUMNS)
    wanted = b"id,n,score,day,terms\na,3,0.1235,2016-11-01,agua; luz\n"
    assert (tmp_path / "t.csv").read_bytes() == wanted


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "a\nb", '"', ",", "", " x ", "a\tb", "=1+1"])
def test_pandas_reads_back_what_csv_was_given(tmp_path: Path, text: str) -> None:
    import pandas as pd

    write_table([{"t": text, "u": "z"}], tmp_path / "t.csv", {"t": str, "u": str})
    read = pd.read_csv(tmp_path / "t.csv", keep_default_na=False, lineterminator="\n")
    assert read.to_dict("records") == [{"t": text, "u": "z"}]


def test_text_is_written_in_nfc_and_damaged_text_still_is_written(tmp_path: Path) -> None:
    write_table([{"t": "cafe\u0301 \ud800"}], tmp_path / "t.jsonl", {"t": str})
    assert json.loads((tmp_path / "t.jsonl").read_text("utf-8")) == {"t": "caf\xe9 \ufffd"}


def test_parquet_has_the_types_of_its_columns_even_without_rows(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_table([], tmp_path / "t.parquet", COLUMNS)
    types = [str(field.type) for field in pq.read_schema(tmp_path / "t.parquet")]
    assert types == ["string", "int64", "double", "date32[day]", "list<element: string>"]


def test_parquet_reads_back_dates_lists_and_missing_numbers(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_table(ROWS, tmp_path / "t.parquet", COLUMNS)
    rows = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert rows[0]["day"] == date(2016, 11, 1) and rows[0]["terms"] == ["agua", "luz"]
    assert rows[2]["score"] is None and rows[2]["id"] == "caf\xe9"


def test_xlsx_keeps_formulas_links_and_digits_as_text(tmp_path: Path) -> None:
    import openpyxl

    texts = ["=1+1", "+52 55", "-agua", "@aquí", "http://x.mx", "007", "\tx", "_x0041_"]
    write_table([{"t": t} for t in texts], tmp_path / "t.xlsx", {"t": str})
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert [c.value for c in cells][:7] == texts[:7] and not any(c.hyperlink for c in cells)


def test_xlsx_has_typed_numbers_and_dates_and_a_fixed_header(tmp_path: Path) -> None:
    import openpyxl

    write_table(ROWS, tmp_path / "t.xlsx", COLUMNS)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet["B2"].value == 3 and sheet["C2"].value == 0.1235 and sheet["D2"].is_date
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:E4"


def test_a_workbook_does_not_know_when_it_was_written(tmp_path: Path) -> None:
    import zipfile

    import openpyxl

    write_table(ROWS, tmp_path / "t.xlsx", COLUMNS)
    created = openpyxl.load_workbook(tmp_path / "t.xlsx").properties.created
    with zipfile.ZipFile(tmp_path / "t.xlsx") as parts:
        stamps = {part.date_time for part in parts.infolist()}
    assert created is not None and created.year == 2000
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_two_megabytes_in_one_cell_are_cut_with_a_note(tmp_path: Path) -> None:
    import openpyxl

    write_table([{"t": "🌳" * 500_000}], tmp_path / "t.xlsx", {"t": str})
    value = openpyxl.load_workbook(tmp_path / "t.xlsx").active["A2"].value
    assert value.endswith("[recortado]") and len(value.encode("utf-16-le")) // 2 <= 32_767


def test_a_failure_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("before")

    def rows():  # type: ignore[no-untyped-def]
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(rows(), path, COLUMNS)
    assert path.read_text() == "before" and os.listdir(tmp_path) == ["t.csv"]


def test_a_link_is_followed_and_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    real, name = tmp_path / "real.txt", tmp_path / "name.txt"
    real.write_text("before")
    real.chmod(0o640)
    name.symlink_to(real)
    write_text("after", name)
    assert name.is_symlink() and real.read_text() == "after"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_bytes(b"x", "/dev/null")
    assert not Path("/dev/null").is_file()


def test_a_missing_folder_or_unknown_suffix_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no existe la carpeta .*; créala"):
        write_text("x", tmp_path / "no" / "t.txt")
    with pytest.raises(OutputError, match=r"\.csv, \.json, \.jsonl, \.parquet, \.xlsx"):
        write_table([], tmp_path / "t.doc", COLUMNS)
    with pytest.raises(OutputError, match="es una carpeta"):
        write_text("x", tmp_path)


def test_what_the_system_refuses_is_said_in_spanish_with_what_to_do() -> None:
    assert "revisa quién es dueño" in reason(PermissionError(errno.EACCES, "Permission denied"))
    assert "libera espacio" in reason(OSError(errno.ENOSPC, "No space left on device"))
    assert reason(OSError(errno.ENODEV, "No such device")) == "No such device"
    assert reason(OSError("sin número")) == "sin número"


def test_a_dash_writes_csv_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    write_table([{"t": "ñ"}], "-", {"t": str})
    assert raw.getvalue() == "t\nñ\n".encode()


def test_the_csv_for_people_has_a_mark_for_excel_and_disarms_formulas(tmp_path: Path) -> None:
    columns = {"t": str, "n": float}
    write_people_csv([{"t": "=1+1", "n": -2.0}], tmp_path / "t.csv", columns)
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbft,n\n'=1+1,-2\n"


def test_what_would_be_unseen_is_shown() -> None:
    assert visible("a\x00b\u202ec\u2028d\r\ne\tf") == "a␀b[U+202E]c\nd\ne\tf"


def test_whatever_reorders_or_breaks_is_shown_wherever_it_stands() -> None:
    controls = [chr(c) for c in (*range(32), *range(0x7F, 0xA0)) if chr(c) not in "\t\n"]
    directions = [chr(c) for c in (0x61C, *range(0x200E, 0x2010), *range(0x2028, 0x202F))]
    others = [chr(c) for c in (*range(0x2066, 0x206A), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)]
    for char in (*controls, *directions, *others):
        assert char not in visible(f"ñ{char}a")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rows_come_out_the_same_however_many_are_taken_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    write_table(ROWS * 3, tmp_path / f"whole{suffix}", COLUMNS)
    write_people_csv(ROWS * 3, tmp_path / "whole.people.csv", COLUMNS)
    monkeypatch.setattr("tracer.output.CSV_BATCH", 2)
    monkeypatch.setattr("tracer.sheets.SHEET_BATCH", 2)
    write_table(ROWS * 3, tmp_path / f"parts{suffix}", COLUMNS)
    write_people_csv(ROWS * 3, tmp_path / "parts.people.csv", COLUMNS)
    for name in (suffix, ".people.csv"):
        assert (tmp_path / f"whole{name}").read_bytes() == (tmp_path / f"parts{name}").read_bytes()


def test_ordinary_text_passes_untouched() -> None:
    text = "¿Árboles? «sí» — 3.5 % 👩\u200d👧"
    assert visible(text) == guarded(text) == fitted(text) == text


def test_a_value_of_the_wrong_type_names_its_column() -> None:
    with pytest.raises(ShapeError, match="column 'n'"):
        typed("three", int, name="n")
    with pytest.raises(ShapeError, match="whole numbers"):
        typed(2.5, int, name="n")
