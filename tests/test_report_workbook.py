"""The workbook opens with typed, filtered sheets, and the files for people are all written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from report_sample import sample

from tracer.report.workbook import report_sheets, report_workbook
from tracer.report.write import write_report

NAMES = [
    "Trazabilidad",
    "Cobertura por artículo",
    "Cobertura por tema",
    "Matriz",
    "Vacíos",
    "Peticiones",
    "Del borrador al final",
    "Cuánto se adoptó",
    "Revisión",
    "Método",
]


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(report_workbook(report_sheets(sample()))))


def test_every_sheet_has_a_fixed_header_and_filters_over_all_rows(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == NAMES
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row)) and sheet.max_row > 1


def test_numbers_and_dates_are_such_and_long_texts_wrap(book: openpyxl.Workbook) -> None:
    sheet = book["Trazabilidad"]
    column = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = sheet[2]
    assert row[column["Firmas"]].value == 53_120 and row[column["Fecha"]].is_date
    assert row[column["Lo que se pidió"]].alignment.wrap_text
    assert row[column["Confianza (final)"]].value == 0.94


def test_no_cell_of_any_sheet_is_a_formula_or_a_link(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert all(cell.data_type in ("s", "n", "d") and cell.hyperlink is None for cell in cells)


def test_the_same_results_give_the_same_bytes() -> None:
    assert report_workbook(report_sheets(sample())) == report_workbook(report_sheets(sample()))


def test_english_sheets_have_english_names() -> None:
    data = report_workbook(report_sheets(sample(), lang="en"), lang="en")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0] == "Traceability"


def test_all_files_for_people_are_written_and_excel_reads_the_csv(tmp_path: Path) -> None:
    written = write_report(sample(), tmp_path)
    assert sorted(p.name for p in written) == sorted(p.name for p in tmp_path.iterdir())
    raw = (tmp_path / "trazabilidad.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert raw.startswith(b"\xef\xbb\xbf") and len(rows) == 8
    assert next(r["texto"] for r in rows if r["id"] == "e3").startswith("'=HYPERLINK")
