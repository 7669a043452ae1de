"""From results to the bytes of a Word document."""

from __future__ import annotations

from tracer.report.memo.content import memo_content
from tracer.report.memo.document import document_bytes
from tracer.report.memo.sections import memo_paper
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD


def report_memo(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> bytes:
    """Write the memo as a DOCX file: the same bytes for the same results.

    Parameters
    ----------
    results : Results
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    content = memo_content(results, lang=lang, threshold=threshold)
    return document_bytes(memo_paper(content, lang=lang))
