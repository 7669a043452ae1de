"""`trazabilidad.xlsx`: its sheets, their links, the sheet that opens it."""

from tracer.report.book.front import front_of
from tracer.report.book.workbook import report_sheets, report_workbook

__all__ = ["front_of", "report_sheets", "report_workbook"]
