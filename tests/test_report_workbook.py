"""The workbook opens with typed, filtered, linked sheets; the files for people are all written."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from report_sample import HOSTILE, sample

from tracer.cells import visible
from tracer.report.book.front import front_of
from tracer.report.book.jumps import MOST_LINKS, sheet_jumps
from tracer.report.book.workbook import report_sheets, report_workbook
from tracer.report.results import Results
from tracer.report.write import write_report

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NAMES = ["Índice", "Trazabilidad", "Cobertura por artículo", "Cobertura por tema", "Matriz",
         "Vacíos",
         "Peticiones", "Del borrador al final", "Cuánto se adoptó", "Revisión",
         "Método"]  # fmt: skip


def written(results: Results, *, lang: str = "es") -> bytes:
    """The workbook of some results."""
    return report_workbook(report_sheets(results, lang=lang), front=front_of(results), lang=lang)


def opened(data: bytes) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def linked(book: openpyxl.Workbook) -> list[tuple[openpyxl.cell.Cell, openpyxl.cell.Cell]]:
    """Every cell that leads somewhere, with the cell that it leads to."""
    found = []
    for one in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if link := one.hyperlink:
            assert link.target is None, "no link leaves the workbook"
            name, cell = re.fullmatch(r"'(.+)'!([A-Z]+[0-9]+)", link.location).groups()
            found.append((one, book[name][cell]))
    return found


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(written(sample()))


def test_every_sheet_has_a_fixed_header_and_filters_over_all_rows(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == NAMES
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row)) and sheet.max_row > 1
        assert sheet.print_title_rows == "$1:$1"
    assert book["Trazabilidad"].freeze_panes == "C2"
    assert book["Trazabilidad"].print_title_cols == "$A:$B"


def test_every_link_leads_to_a_cell_that_says_the_same(book: openpyxl.Workbook) -> None:
    pairs = [(a, b) for a, b in linked(book) if a.parent.title != "Índice"]
    assert len(pairs) > 30
    for one, other in pairs:
        assert other.row > 1 and other.value
        # A cell with several citations leads to the first
        assert one.value == other.value or one.value.split("; ")[0] == other.value
    ways = {(a.parent.title, b.parent.title) for a, b in pairs}
    trace, articles, themes = "Trazabilidad", "Cobertura por artículo", "Cobertura por tema"
    lineage = "Del borrador al final"
    there = {(trace, articles), (trace, themes), (trace, lineage), (articles, lineage)}
    there |= {("Matriz", themes), ("Matriz", articles)}
    back = {(name, trace) for name in (articles, themes, "Vacíos", "Peticiones")}
    assert there | back <= ways


def test_a_draft_article_leads_to_the_draft_and_a_final_one_to_the_final_text(
    book: openpyxl.Workbook,
) -> None:
    sheet = book["Trazabilidad"]
    titles = {cell.column: cell.value for cell in sheet[1]}
    versions = {
        (titles[one.column], other.parent.cell(other.row, 1).value)
        for one, other in linked(book)
        if one.parent is sheet and other.parent.title == "Cobertura por artículo"
    }
    assert versions == {("Artículo del borrador", "Proyecto"), ("Artículo final", "Constitución")}


def test_a_whole_article_leads_to_its_first_section_and_to_its_own_fate() -> None:
    run = sample()
    sections = tuple(
        replace(unit, citation=f"{unit.citation}, A") for unit in run.versions[-1].units
    )
    final = replace(run.versions[-1], units=sections, links=())
    sheets = report_sheets(replace(run, versions=(run.versions[0], final)))
    at, row = next((at, r) for at, r in enumerate(sheets["sheet_trace"][1]) if r["id"] == "p1")
    held = sheet_jumps(sheets, draft="Proyecto", final="Constitución")["sheet_trace"].found[at]
    assert row["articulo_final"] == "Art. 9" and held["articulo_final"].column == "articulo"
    pair = sheets["sheet_lineage"][1][held["destino"].row]
    assert (pair["articulo_borrador"], pair["articulo_final"]) == ("Art. 14", "Art. 9")


def test_the_first_sheet_leads_to_every_other_and_counts_its_rows(
    book: openpyxl.Workbook,
) -> None:
    front = book["Índice"]
    told = {a.value: (b.parent, front.cell(a.row, 2).value) for a, b in linked(book)
            if a.parent is front}  # fmt: skip
    assert list(told) == NAMES[1:]
    for name, (sheet, rows) in told.items():
        assert sheet.title == name and rows == sheet.max_row - 1
    figures = {row[0].value: row[1] for row in front.iter_rows()}
    assert figures["Aportaciones leídas"].value == 8
    share = figures["Parte de las aportaciones con respuesta"]
    assert share.value == pytest.approx(4 / 8) and share.number_format == "0.0%"


def test_a_sheet_links_its_first_rows_when_there_are_more_links_than_excel_takes() -> None:
    run = sample()
    sheets = report_sheets(run)
    every = sheet_jumps(sheets, draft="Proyecto", final="Constitución")["sheet_trace"]
    some = sheet_jumps(sheets, draft="Proyecto", final="Constitución", most=5)["sheet_trace"]
    assert every.rows == len(sheets["sheet_trace"][1]) > some.rows > 0
    assert some.found == {at: held for at, held in every.found.items() if at < some.rows}
    assert sum(len(held) for held in some.found.values()) <= 5


@pytest.mark.slow
def test_the_first_sheet_tells_which_rows_have_no_links() -> None:
    run = sample()
    many = {**report_sheets(run)}
    wanted, rows = many["sheet_trace"]
    many["sheet_trace"] = wanted, [rows[0]] * (MOST_LINKS // 4 + 10)
    held = sheet_jumps(many, draft="Proyecto", final="Constitución")["sheet_trace"]
    assert held.rows == MOST_LINKS // 4
    with zipfile.ZipFile(io.BytesIO(report_workbook(many, front=front_of(run)))) as package:
        strings = package.read("xl/sharedStrings.xml").decode("utf-8")
        links = package.read("xl/worksheets/sheet2.xml").count(b"<hyperlink ")
    assert "Excel admite 65,530 enlaces por hoja: en «Trazabilidad» los tienen las pri" in strings
    assert f"primeras {MOST_LINKS // 4:,} filas." in strings and links == MOST_LINKS // 4 * 4


def test_shares_are_percentages_and_confidences_have_two_decimals(book: openpyxl.Workbook) -> None:
    shown = {
        cell.value: sheet.cell(2, cell.column).number_format
        for sheet in book.worksheets[1:]
        for cell in sheet[1]
    }
    assert shown["Parte respondida"] == shown["Tasa"] == shown["Desde (95 %)"] == "0.0%"
    assert shown["Confianza (final)"] == shown["Semejanza"] == "0.00"
    assert shown["Firmas"] == shown["Aportaciones"] == "#,##0"


def test_numbers_and_dates_are_such_and_long_texts_wrap(book: openpyxl.Workbook) -> None:
    sheet = book["Trazabilidad"]
    column = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = sheet[2]
    assert row[column["Firmas"]].value == 53_120 and row[column["Fecha"]].is_date
    assert row[column["Lo que se pidió"]].alignment.wrap_text
    assert row[column["Confianza (final)"]].value == 0.94


def test_no_cell_of_any_sheet_is_a_formula_and_linked_texts_stay_quoted(
    book: openpyxl.Workbook,
) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert all(cell.data_type in ("s", "n", "d") for cell in cells)
    assert all(cell.quotePrefix for cell in cells if cell.hyperlink)


def test_a_hostile_name_of_a_theme_is_linked_as_text() -> None:
    run = sample()
    themes = tuple(replace(theme, label=f"={HOSTILE}{theme.id}") for theme in run.themes)
    book = opened(written(replace(run, themes=themes)))
    names = [a.value for a, b in linked(book) if b.parent.title == "Cobertura por tema"]
    assert f"={visible(HOSTILE)}t-p1" in names


def test_the_same_results_give_the_same_bytes() -> None:
    assert written(sample()) == written(sample())


def test_english_sheets_have_english_names() -> None:
    assert opened(written(sample(), lang="en")).sheetnames[:2] == ["Contents", "Traceability"]


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE, reason="LibreOffice isn't installed")
def test_libreoffice_keeps_texts_numbers_and_links(tmp_path: Path) -> None:
    (tmp_path / "libro.xlsx").write_bytes(written(sample()))
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/perfil",
         "--convert-to", "xlsx", "--outdir", f"{tmp_path}/otra", f"{tmp_path}/libro.xlsx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    before = openpyxl.load_workbook(tmp_path / "libro.xlsx")
    after = openpyxl.load_workbook(tmp_path / "otra" / "libro.xlsx")
    assert before.sheetnames == after.sheetnames
    for sheet in before:
        ours = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert ours == [
            [cell.value for cell in row][: sheet.max_column]
            for row in after[sheet.title].iter_rows(max_row=sheet.max_row)
        ]
    assert len(linked(before)) == len(linked(after)) > 30


def test_all_files_for_people_are_written_and_excel_reads_the_csv(tmp_path: Path) -> None:
    files = write_report(sample(), tmp_path)
    assert sorted(p.name for p in files) == sorted(p.name for p in tmp_path.iterdir())
    raw = (tmp_path / "trazabilidad.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert raw.startswith(b"\xef\xbb\xbf") and len(rows) == 8
    assert next(r["texto"] for r in rows if r["id"] == "e3").startswith("'=HYPERLINK")
