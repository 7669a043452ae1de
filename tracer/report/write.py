"""Put the files for people into a run folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tracer.output import write_bytes, write_people_csv, write_text, write_xlsx
from tracer.records import Progress, unheard
from tracer.report import columns
from tracer.report.book.front import front_of
from tracer.report.book.workbook import report_sheets, report_workbook
from tracer.report.memo import report_memo
from tracer.report.page import report_page
from tracer.report.results import Results
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
    writers = _writers(results, lang=lang, threshold=threshold)
    for name in FILES:
        writers[name](folder / name)
        progress(1)
    return tuple(folder / name for name in FILES)


def _writers(
    results: Results, *, lang: str, threshold: float
) -> Mapping[str, Callable[[Path], None]]:
    """Give what writes each of `FILES`."""
    sheets = report_sheets(results, lang=lang, threshold=threshold)
    trace, coverage = sheets["sheet_trace"][1], sheets["sheet_articles"][1]

    def workbook() -> bytes:
        front = front_of(results, threshold=threshold)
        return report_workbook(sheets, front=front, lang=lang)

    return {
        "trazabilidad.csv": lambda path: write_people_csv(trace, path, columns.TRACE),
        "cobertura.csv": lambda path: write_people_csv(coverage, path, columns.COVERAGE),
        "cobertura.xlsx": lambda path: write_xlsx(coverage, path, columns.COVERAGE),
        "trazabilidad.xlsx": lambda path: write_bytes(workbook(), path),
        "informe.docx": lambda path: write_bytes(
            report_memo(results, lang=lang, threshold=threshold), path
        ),
        "reporte.html": lambda path: write_text(
            report_page(results, lang=lang, threshold=threshold), path
        ),
    }
