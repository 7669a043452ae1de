"""Put the files for people into a run folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tracer.output import write_bytes, write_people_csv, write_text, write_xlsx
from tracer.records import Progress, unheard
from tracer.report import columns
from tracer.report.book.front import front_of
from tracer.report.book.workbook import report_sheets, report_workbook
from tracer.report.coverage import coverage_rows
from tracer.report.memo import report_memo
from tracer.report.page import report_page
from tracer.report.results import Results
from tracer.report.traceability import each_traceability_row
from tracer.report.trails import THRESHOLD

FILES = (
    "trazabilidad.csv", "cobertura.csv", "cobertura.xlsx", "trazabilidad.xlsx", "informe.docx",
    "reporte.html",
)  # fmt: skip
"""What people open, in the order in which it is written."""


def write_report(
    results: Results,
    folder: Path,
    *,
    lang: str = "es",
    threshold: float = THRESHOLD,
    progress: Progress = unheard,
) -> tuple[Path, ...]:
    """Write what people open: the page, the memo, the workbook and the two tables.

    Parameters
    ----------
    results : Results
    folder : Path
        Must exist.
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.
    progress : callable, optional
        Called with the number of `FILES` written since the last call.

    Returns
    -------
    tuple of Path
        One for each of `FILES`.

    Raises
    ------
    OutputError
        If a file can't be written.
    """
    writers: tuple[_Writer, ...] = (
        _write_trace, _write_coverage, _write_coverage_book, _write_workbook, _write_memo,
        _write_page,
    )  # fmt: skip
    for name, write in zip(FILES, writers, strict=True):
        write(results, folder / name, lang, threshold)  # what it made is gone before the next
        progress(1)
    return tuple(folder / name for name in FILES)


_Writer = Callable[[Results, Path, str, float], None]


def _write_trace(results: Results, path: Path, lang: str, threshold: float) -> None:
    rows = each_traceability_row(results, lang=lang, threshold=threshold)
    write_people_csv(rows, path, columns.TRACE)


def _write_coverage(results: Results, path: Path, lang: str, threshold: float) -> None:
    rows = coverage_rows(results, lang=lang, threshold=threshold)
    write_people_csv(rows, path, columns.COVERAGE)


def _write_coverage_book(results: Results, path: Path, lang: str, threshold: float) -> None:
    write_xlsx(coverage_rows(results, lang=lang, threshold=threshold), path, columns.COVERAGE)


def _write_workbook(results: Results, path: Path, lang: str, threshold: float) -> None:
    sheets = report_sheets(results, lang=lang, threshold=threshold)
    front = front_of(results, threshold=threshold)
    write_bytes(report_workbook(sheets, front=front, lang=lang), path)


def _write_memo(results: Results, path: Path, lang: str, threshold: float) -> None:
    write_bytes(report_memo(results, lang=lang, threshold=threshold), path)


def _write_page(results: Results, path: Path, lang: str, threshold: float) -> None:
    write_text(report_page(results, lang=lang, threshold=threshold), path)
