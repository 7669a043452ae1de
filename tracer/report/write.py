"""Put the files for people into a run folder."""

from __future__ import annotations

from pathlib import Path

from tracer.output import write_bytes, write_people_csv, write_text, write_xlsx
from tracer.report import columns
from tracer.report.book.front import front_of
from tracer.report.book.workbook import report_sheets, report_workbook
from tracer.report.memo import report_memo
from tracer.report.page import report_page
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD


def write_report(
    results: Results, folder: Path, *, lang: str = "es", threshold: float = THRESHOLD
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

    Returns
    -------
    tuple of Path
        ``trazabilidad.csv``, ``cobertura.csv``, ``cobertura.xlsx``, ``trazabilidad.xlsx``,
        ``informe.docx`` and ``reporte.html``.

    Raises
    ------
    OutputError
        If a file can't be written.
    """
    sheets = report_sheets(results, lang=lang, threshold=threshold)
    trace, coverage = sheets["sheet_trace"][1], sheets["sheet_articles"][1]
    write_people_csv(trace, folder / "trazabilidad.csv", columns.TRACE)
    write_people_csv(coverage, folder / "cobertura.csv", columns.COVERAGE)
    write_xlsx(coverage, folder / "cobertura.xlsx", columns.COVERAGE)
    front = front_of(results, threshold=threshold)
    write_bytes(report_workbook(sheets, front=front, lang=lang), folder / "trazabilidad.xlsx")
    write_bytes(report_memo(results, lang=lang, threshold=threshold), folder / "informe.docx")
    write_text(report_page(results, lang=lang, threshold=threshold), folder / "reporte.html")
    names = ("trazabilidad.csv", "cobertura.csv", "cobertura.xlsx", "trazabilidad.xlsx")
    return tuple(folder / name for name in (*names, "informe.docx", "reporte.html"))
