"""`reporte.html`: its data, its markup, its style and its script, in one file."""

from tracer.report.page.render import report_page

__all__ = ["report_page"]
