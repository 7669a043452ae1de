"""The page on which each element begins."""

from __future__ import annotations

import re
from typing import Any

from tracer.constitution.akoma.names import local, own

_DIGITS = re.compile(r"[0-9]{1,9}\Z")


def pages_of(root: Any) -> dict[Any, int]:
    """Count pages by the marks of their ends, ``eop``, in the order of the document.

    An ``eop`` with a number says the number of the page that ends there, as the standard has it.

    Returns
    -------
    dict of element to int
        1-based, or as numbered; empty where the document marks no page.
    """
    marks = [element for element in root.iter() if local(element) == "eop"]
    if not marks:
        return {}
    page = _number(marks[0]) or 1
    pages = {}
    for element in root.iter():
        if local(element) == "eop":
            page = (_number(element) or page) + 1
        else:
            pages[element] = page
    return pages


def page_of(element: Any, pages: dict[Any, int]) -> int | None:
    """Page of `element`, which tracer's own attribute says where tracer wrote the file."""
    said = element.get(own("page"), "")
    return int(said) if _DIGITS.match(said) else pages.get(element)


def _number(mark: Any) -> int | None:
    said = (mark.get("number") or "").strip()
    return int(said) if _DIGITS.match(said) else None
