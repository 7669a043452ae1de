"""`trazabilidad.xlsx`: the whole report for those who live in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracer.cells import Columns, plain, typed
from tracer.messages import catalogue
from tracer.output import Row
from tracer.report import columns
from tracer.report.book.front import Front, write_front
from tracer.report.book.jumps import Jumps, Sheets, sheet_jumps
from tracer.report.changes import lineage_rows
from tracer.report.coverage import coverage_rows, gap_rows, theme_rows
from tracer.report.listed import listed
from tracer.report.matrix import matrix_of, matrix_rows
from tracer.report.method import method_rows
from tracer.report.rates import rate_rows
from tracer.report.results import Results
from tracer.report.review import review_rows
from tracer.report.traceability import petition_rows, traceability_rows
from tracer.report.trails import THRESHOLD
from tracer.sheets import LINE_HEIGHT, fill_sheet, internal_link, workbook_bytes

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

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
    "canal": 11,
    "version": 12,
    "articulo": 11,
    "disposicion": 14,
    "articulo_borrador": 14,
    "articulo_final": 14,
    "se_cuentan": 34,
}
"""In characters; other columns get `NARROW`."""
NARROW = 16

MOST_LINES = 12
"""Shown of one row: a petition of two pages must not fill the screen; the cell holds it all."""

FIXED: Mapping[str, int] = {
    "sheet_trace": 2,
    "sheet_articles": 3,
    "sheet_themes": 1,
    "sheet_petitions": 1,
    "sheet_lineage": 2,
}
"""Columns that stay in view at the left, and at the left of every printed page: those that name the
row, where they leave room for others on a phone."""
PRINTED_WIDTH = 200
"""Characters that a landscape page shows side by side in letters that can be read."""


def report_sheets(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> Sheets:
    """Compute the tables of the workbook; what names contributions one by one, of those listed."""
    shown = listed(results)
    return {
        "sheet_trace": (
            columns.TRACE,
            traceability_rows(shown, lang=lang, threshold=threshold),
        ),
        "sheet_articles": (
            columns.COVERAGE,
            coverage_rows(results, lang=lang, threshold=threshold),
        ),
        "sheet_themes": (columns.THEMES, theme_rows(results, threshold=threshold)),
        "sheet_matrix": (columns.MATRIX, matrix_rows(matrix_of(results, threshold=threshold))),
        "sheet_gaps": (
            columns.GAPS,
            gap_rows(results, asked=shown, lang=lang, threshold=threshold),
        ),
        "sheet_petitions": (
            columns.PETITIONS,
            petition_rows(shown, lang=lang, threshold=threshold),
        ),
        "sheet_lineage": (columns.LINEAGE, lineage_rows(results, lang=lang, threshold=threshold)),
        "sheet_rates": (columns.RATES, rate_rows(results, lang=lang)),
        "sheet_review": (columns.REVIEW, review_rows(results, lang=lang)),
        "sheet_method": (columns.METHOD, method_rows(results, lang=lang, threshold=threshold)),
    }


def report_workbook(sheets: Sheets, *, front: Front, lang: str = "es") -> bytes:
    """Lay out tables as a workbook: a first sheet that leads to the others, then one for each.

    Parameters
    ----------
    sheets : mapping
        As `report_sheets` gives them.
    front : Front
        What the first sheet says of the run; with the names of the versions that links need.
    lang : {"es", "en"}, default="es"
    """
    words = catalogue(lang)
    jumps = sheet_jumps(sheets, draft=front.draft, final=front.versions[-1])

    def fill(book: Workbook) -> None:
        opening = book.add_worksheet(words["sheet_contents"])
        write_front(book, opening, front, sheets, jumps, lang=lang)
        _print_setup(opening, pages=1)
        for name, (wanted, rows) in sheets.items():
            sheet = book.add_worksheet(words[name])
            fill_sheet(
                book,
                sheet,
                rows,
                wanted,
                labels=words,
                number_formats=columns.NUMBER_FORMATS,
                links=_links(jumps.get(name), sheets, words),
                fixed=FIXED.get(name, 0),
            )
            _shape(sheet, rows, wanted, fixed=FIXED.get(name, 0))

    return workbook_bytes(fill)


def _links(
    jumps: Jumps | None, sheets: Sheets, words: Mapping[str, str]
) -> Mapping[int, Mapping[str, str]]:
    """Turn places into cells: a row lower for the header, columns by their order."""
    if jumps is None:
        return {}
    order = {name: {c: at for at, c in enumerate(wanted)} for name, (wanted, _) in sheets.items()}
    cells = {
        to: internal_link(words[to.sheet], to.row + 1, order[to.sheet][to.column])
        for to in {to for held in jumps.found.values() for to in held.values()}
    }
    return {
        row: {column: cells[to] for column, to in held.items()} for row, held in jumps.found.items()
    }


def _shape(sheet: Worksheet, rows: list[Row], wanted: Columns, *, fixed: int) -> None:
    """Give columns their widths, rows their heights, and pages their repeated titles."""
    for at, column in enumerate(wanted):
        sheet.set_column(at, at, WIDTHS.get(column, NARROW))
    for at, row in enumerate(rows, start=1):
        sheet.set_row(at, LINE_HEIGHT * _lines(row, wanted))
    total = sum(WIDTHS.get(column, NARROW) for column in wanted)
    _print_setup(sheet, pages=max(1, round(total / PRINTED_WIDTH)))
    sheet.repeat_rows(0)
    if fixed:
        sheet.repeat_columns(0, fixed - 1)


def _print_setup(sheet: Worksheet, *, pages: int) -> None:
    """Print on landscape A4, so many pages side by side, with the sheet's name and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _lines(row: Row, wanted: Columns) -> int:
    """Lines that the longest cell takes when wrapped: not every program works them out."""
    needed = 1
    for column, kind in wanted.items():
        if kind in (str, tuple) and (value := row.get(column)):
            width = int(WIDTHS.get(column, NARROW))
            if isinstance(value, str) and len(value) < width and "\n" not in value:
                continue
            text = plain(typed(value, kind, name=column))
            needed = max(needed, sum(1 + len(line) // width for line in text.split("\n")))
    return min(needed, MOST_LINES)
