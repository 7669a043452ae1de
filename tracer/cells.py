"""What one cell of an output may hold: pure functions from a value to what is written for it.

Machine outputs (CSV, JSON Lines, Parquet) keep the text as it is, in NFC. What people open in a
program that interprets text (a spreadsheet, a browser) goes through `visible` and, in a CSV,
through `guarded`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import SupportsFloat

from tracer.errors import ShapeError
from tracer.text import nfc

DECIMALS = 4
SHEET_CELL_UNITS = 32_767
"""Excel's limit for one cell, in UTF-16 code units."""
CUT = "… [recortado]"
EXACT = 2**53
"""Whole numbers up to here are floats too."""

Cell = str | int | float | date | None
Columns = Mapping[str, type]
"""Column → ``str``, ``int``, ``float``, ``date`` or ``tuple`` (of strings), in output order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters of a formula, the last four in full width; Excel takes those too."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def _show(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\r\u2028\u2029":
        return "\n"
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"[U+{ord(char):04X}]"


def visible(text: str) -> str:
    """Bring `text` to NFC and show what would be unseen, reorder its neighbours or break XML.

    Control characters become their pictures (NUL → ``␀``), controls of writing direction their
    code (``[U+202E]``); tabs and line breaks stay.
    """
    composed = nfc(text)
    if composed.isprintable():  # nearly all, and found out ten times as fast
        return composed
    return _HIDDEN.sub(_show, composed.replace("\r\n", "\n"))


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def fitted(text: str) -> str:
    """Shorten `text` to what one cell of a workbook holds, and say so in the cell."""
    if 2 * len(text) <= SHEET_CELL_UNITS:  # nearly all: a character takes one or two units
        return text
    if len(text) + sum(c > "\uffff" for c in text) <= SHEET_CELL_UNITS:
        return text
    room = SHEET_CELL_UNITS - len(CUT)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + CUT


def typed(value: object, kind: type, *, name: str) -> Cell | list[str]:
    """Bring `value` to the type of its column.

    Parameters
    ----------
    value : object
        None and numbers that are not finite become None.
    kind : type
        ``str``, ``int``, ``float``, ``date`` or ``tuple``.
    name : str
        Of the column, for the message.

    Returns
    -------
    str, int, float, date, list of str or None
        Strings in NFC without lone surrogates, floats rounded to `DECIMALS`.

    Raises
    ------
    ShapeError
        If the value can't be of that type.
    """
    if value is None:
        return None
    if kind is str and isinstance(value, str):
        return _clean(value)
    if kind is tuple and isinstance(value, tuple | list):
        return [_clean(str(item)) for item in value]
    if kind is date and isinstance(value, date | str):
        return as_date(value)
    if kind in (int, float) and isinstance(value, (int, float, SupportsFloat)):
        return _number(float(value), kind, name=name)
    raise ShapeError(f"column '{name}' holds {kind.__name__}, but a row brought {value!r}")


def _number(value: float, kind: type, *, name: str) -> int | float | None:
    if not math.isfinite(value):
        return None
    if kind is float:
        return round(value, DECIMALS) + 0.0  # no negative zero
    if value != int(value):
        raise ShapeError(f"column '{name}' holds whole numbers, but a row brought {value!r}")
    return int(value)


def as_date(value: date | str) -> date | None:
    """Read an ISO 8601 date; None for an empty cell or anything that is no full date."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def plain(value: Cell | list[str]) -> str:
    """Write a typed value as text: ``12345``, ``0.25``, ``2016-11-01``, ``a; b``, or nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else str(value)


def _clean(text: str) -> str:
    # A lone surrogate can't be encoded; it only arises from damaged input.
    if text.isascii():
        return text
    composed = nfc(text)
    return composed if composed.isprintable() else _SURROGATES.sub("\ufffd", composed)
