"""`trazabilidad.xlsx`: the whole report for those who live in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracer.cells import Columns, plain, typed
from tracer.messages import catalogue
from tracer.output import Row
from tracer.report import columns
from tracer.report.changes import lineage_rows
from tracer.report.coverage import coverage_rows, gap_rows, theme_rows
from tracer.report.matrix import matrix_of, matrix_rows
from tracer.report.method import method_rows
from tracer.report.rates import rate_rows
from tracer.report.results import Results
from tracer.report.review import review_rows
from tracer.report.traceability import petition_rows, traceability_rows
from tracer.report.trails import THRESHOLD
from tracer.sheets import fill_sheet, workbook_bytes

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WIDTHS: Mapping[str, float] = {
    "texto": 60,
    "cita_persona": 45,
    "cita_norma": 45,
    "texto_borrador": 70,
    "texto_final": 70,
    "detalle": 100,
    "apartado": 34,
    "tema": 26,
    "tema_padre": 22,
    "terminos": 34,
    "temas_principales": 36,
    "articulos": 34,
    "otros_articulos": 28,
    "articulos_borrador": 26,
    "articulos_final": 26,
    "encabezado": 34,
    "encabezado_final": 34,
    "vacio": 24,
    "id": 14,
    "firmas": 11,
    "se_cuentan": 34,
}
"""In characters; other columns get `NARROW`."""
NARROW = 16

LINE_HEIGHT = 15
"""In points, of Excel's default font."""
MOST_LINES = 12
"""Shown of one row: a petition of two pages must not fill the screen; the cell holds it all."""

Sheets = Mapping[str, tuple[Columns, list[Row]]]
"""Message key of the sheet's name → its columns and rows, in order."""


def report_sheets(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> Sheets:
    """Compute the tables of the workbook."""
    return {
        "sheet_trace": (
            columns.TRACE,
            traceability_rows(results, lang=lang, threshold=threshold),
        ),
        "sheet_articles": (
            columns.COVERAGE,
            coverage_rows(results, lang=lang, threshold=threshold),
        ),
        "sheet_themes": (columns.THEMES, theme_rows(results, threshold=threshold)),
        "sheet_matrix": (columns.MATRIX, matrix_rows(matrix_of(results, threshold=threshold))),
        "sheet_gaps": (columns.GAPS, gap_rows(results, lang=lang, threshold=threshold)),
        "sheet_petitions": (
            columns.PETITIONS,
            petition_rows(results, lang=lang, threshold=threshold),
        ),
        "sheet_lineage": (columns.LINEAGE, lineage_rows(results, lang=lang, threshold=threshold)),
        "sheet_rates": (columns.RATES, rate_rows(results, lang=lang)),
        "sheet_review": (columns.REVIEW, review_rows(results, lang=lang)),
        "sheet_method": (columns.METHOD, method_rows(results, lang=lang, threshold=threshold)),
    }


def report_workbook(sheets: Sheets, *, lang: str = "es") -> bytes:
    """Lay out tables as a workbook: one sheet each, fixed headers, filters, sensible widths."""
    words = catalogue(lang)

    def fill(book: Workbook) -> None:
        for name, (wanted, rows) in sheets.items():
            sheet = book.add_worksheet(words[name])
            fill_sheet(book, sheet, rows, wanted, labels=words)
            for at, column in enumerate(wanted):
                sheet.set_column(at, at, WIDTHS.get(column, NARROW))
            for at, row in enumerate(rows, start=1):
                sheet.set_row(at, LINE_HEIGHT * _lines(row, wanted))
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)

    return workbook_bytes(fill)


def _lines(row: Row, wanted: Columns) -> int:
    """Lines that the longest cell takes when wrapped: not every program works them out."""
    needed = 1
    for column, kind in wanted.items():
        if kind in (str, tuple) and (value := row.get(column)):
            text = plain(typed(value, kind, name=column))
            width = int(WIDTHS.get(column, NARROW))
            needed = max(needed, sum(1 + len(line) // width for line in text.split("\n")))
    return min(needed, MOST_LINES)
