"""`informe.docx`: the summary of a few pages that a drafter forwards."""

from tracer.report.memo.build import report_memo

__all__ = ["report_memo"]
