"""The numbers that a browser shows before the items of a list."""

from __future__ import annotations

import re
from typing import Any

from tracer.citation.numbering import roman

_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-\w+)")
_LABELLED = re.compile(
    r"\s*[(\[]?(?:\d{1,3}|[IVXLC]+|[A-Za-zñÑ])\s?[.)\]º°-]|\s*art[ií]culo\s+\d", re.I
)


def marker(item: Any) -> str:
    """Give the number of a list item with its stop, ``a. ``; empty where none shows.

    Nothing is put before an item whose own words begin with a label: its page hides the number.
    """
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or _LABELLED.match(item.text_content()):
        return ""
    form = _form(item) or _form(parent) or "decimal"
    value = _value(item, parent)
    if form == "none" or value is None or value < 1:
        return ""
    return f"{_written(value, form)}. "


def _form(element: Any) -> str:
    style = _STYLE.search(element.get("style") or "")
    return style[1] if style else _TYPES.get(element.get("type") or "", "")


def _value(item: Any, parent: Any) -> int | None:
    items = [child for child in parent if child.tag == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    value = _integer(parent.get("start"))
    if value is None:
        value = len(items) if step < 0 else 1
    value -= step
    for each in items:
        own = _integer(each.get("value"))
        value = own if own is not None else value + step
        if each is item:
            return value
    return None


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else None


def _written(value: int, form: str) -> str:
    if form.endswith("-roman"):
        return roman(value) if form == "upper-roman" else roman(value).lower()
    if form.endswith(("-alpha", "-latin")):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    return str(value)
