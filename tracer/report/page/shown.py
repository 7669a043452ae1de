"""Texts as the page shows them, and where an offset into the original stands in them."""

from __future__ import annotations

from functools import lru_cache

from tracer.cells import visible
from tracer.records import Span


def shown_span(text: str, span: Span) -> Span:
    """Bring offsets into `text` to offsets into ``visible(text)`` as JavaScript counts them.

    Parameters
    ----------
    text : str
        As extracted.
    span : Span
        In code points of `text`.

    Returns
    -------
    Span
        In UTF-16 code units of ``visible(text)``: one more for each character beyond U+FFFF.
    """
    if _plain(text):
        return span
    return Span(_shown_length(text[: span.start]), _shown_length(text[: span.end]))


def code_units(text: str) -> int:
    """Count as JavaScript does."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _shown_length(head: str) -> int:
    return code_units(visible(head))


@lru_cache(maxsize=4_096)
def _plain(text: str) -> bool:
    return visible(text) == text and max(text, default="") <= "\uffff"
