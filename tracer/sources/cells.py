"""What the cells of a table mean: words, weights, dates, channels. Pure functions, no files."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tracer.sources.html_words import plain
from tracer.text import fold

Cell = str | float
"""Text as it stands; a number only where the file is typed and it is no integer."""

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOISE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def cell_text(cell: Cell) -> str:
    """Clean a cell without interpreting it: for ids, names and places.

    Control characters, soft hyphens and zero-width spaces are dropped, every kind of line break
    becomes ``\\n``, unpaired surrogates (half an emoji) become U+FFFD; outer space is stripped.
    """
    text = cell if isinstance(cell, str) else repr(cell)
    if "_x000D_" in text:  # how Excel writes a carriage return
        text = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    if not text.isprintable():  # all that follows is about characters that are not printable
        text = _NOISE.sub("", _BREAK.sub("\n", text))
        text = _SURROGATE.sub("\ufffd", text)
    return text.strip()


def plain_words(cell: Cell) -> str:
    """Give the words of a cell as a reader would see them.

    Besides what `cell_text` does, HTML becomes plain text: tags of HTML disappear (those of blocks
    and ``<br>`` break the line), scripts and styles go with their content, entities become their
    characters. Anything else in angle brackets (``a < b``, ``<yo@ejemplo.mx>``) stays.
    """
    text = cell if isinstance(cell, str) else repr(cell)
    return cell_text(plain(text) if "<" in text or "&" in text else text)


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?|[.,]\d+")
_SPACE = re.compile(r"[\s\u00a0\u202f'\u2019]")


def parse_weight(cell: Cell) -> float | None:
    """Read a number of signatures, supports or votes.

    ``1,234``, ``1.234`` and ``1 234`` are one thousand two hundred and thirty-four, because counts
    are grouped far more often than they have three decimals; ``1234.0``, ``12,5`` and
    ``1.234,50`` are decimal. A number that the file itself types as such is taken as it is.

    Returns
    -------
    float or None
        Finite; negative where the cell is. None if it is blank or no number.
    """
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if cell.isdecimal() and cell.isascii():
        number = float(cell)
        return number if math.isfinite(number) else None
    text = _SPACE.sub("", cell).replace("\u2212", "-")
    sign, digits = (-1.0, text[1:]) if text.startswith("-") else (1.0, text.removeprefix("+"))
    if not digits.isascii():
        return None
    if _THOUSANDS.fullmatch(digits):
        return sign * float(re.sub(r"[.,]", "", digits))
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and _THOUSANDS.fullmatch(digits[:last]) and digits[last] not in digits[:last]:
        digits = re.sub(r"[.,]", "", digits[:last]) + digits[last:]
    if not _DECIMAL.fullmatch(digits):
        return None
    number = float(digits.replace(",", "."))
    return sign * number if math.isfinite(number) else None


_MONTHS = re.findall(r"\w{3}", "ene feb mar abr may jun jul ago sep oct nov dic")
_MONTH_NUMBER = {name: k for k, name in enumerate(_MONTHS, start=1)} | {
    "set": 9, "jan": 1, "apr": 4, "aug": 8, "dec": 12,
}  # fmt: skip
_HOUR = r"(?:(?:[t ,]|\s)\s*.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_HOUR}", re.DOTALL)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SLASHED = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_HOUR}", re.DOTALL)
_SPELT = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})[°º]?(?: de | |-)([a-z]{3,10})\.?(?: del? | |-|, )(\d{4})" + _HOUR,
    re.DOTALL,
)
_SPELT_MONTH_FIRST = re.compile(
    rf"(?:[a-z]+, )?([a-z]{{3,10}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (?:del? )?(\d{{4}}){_HOUR}",
    re.DOTALL,
)
_EXCEL_EPOCH = date(1899, 12, 30)
LONGEST_DATE = 200
"""Characters; what is longer is a text."""


def parse_date(cell: Cell) -> str | None:
    """Read a day and give it as ISO 8601, without the hour.

    Knows ISO dates and times, day first with ``/``, ``-`` or ``.`` (two-digit years are of this
    century), ``15 de marzo de 2016``, ``March 15, 2016``, Excel's day numbers and Unix times in
    seconds or milliseconds. Month-first dates in figures are not guessed at: ``03/25/2016`` is
    unreadable here (see `parse_month_first`).

    Returns
    -------
    str or None
        None if the cell is no such date.
    """
    return _day_of(cell)[0]


def parse_month_first(cell: Cell) -> str | None:
    """Read a day in figures with the month before it, ``03/25/2016``; None if it is none."""
    return _day_of(cell)[1]


def day_order(cell: Cell) -> str:
    """Tell how a day in figures can be read.

    Returns
    -------
    str
        ``day`` if only day first, ``month`` if only month first, ``either``, or empty where both
        are the same or it is no such day.
    """
    return _day_of(cell)[2]


def _day_of(cell: Cell) -> tuple[str | None, str | None, str]:
    text = cell_text(cell)
    return _days(text) if len(text) <= LONGEST_DATE else (None, None, "")


@lru_cache(maxsize=10_000)  # a survey of a million rows has some hundred days
def _days(written: str) -> tuple[str | None, str | None, str]:
    """Day first, month first, and which of the two is possible; see `day_order`."""
    text = fold(written).strip(" .")
    found = _SLASHED.fullmatch(text)
    if not found:
        return _plain_day(text), None, ""
    day = _iso(_year(found[3]), found[2], found[1])
    month = _iso(_year(found[3]), found[1], found[2])
    if day and month:
        return day, month, "either" if day != month else ""
    return day, month, "day" if day else "month" if month else ""


def _plain_day(text: str) -> str | None:
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _iso(found[1], found[2], found[3])
    if found := _SPELT.fullmatch(text):
        return _iso(found[3], _month(found[2]), found[1])
    if found := _SPELT_MONTH_FIRST.fullmatch(text):
        return _iso(found[3], _month(found[1]), found[2])
    if re.fullmatch(r"[2-7]\d{4}(?:\.\d+)?", text):  # 1954 to 2118
        return (_EXCEL_EPOCH + timedelta(days=int(float(text)))).isoformat()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    return None


def _year(figures: str) -> str:
    return figures if len(figures) == 4 else f"20{figures}"


def _month(name: str) -> str:
    return str(_MONTH_NUMBER.get(name[:3], 0))


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


_CHANNELS = {
    "petition": "petition petitions peticion peticiones change.org propuesta propuestas iniciativa "
    "iniciativas proposal proposals initiative",
    "survey": "survey surveys encuesta encuestas sondeo cuestionario respuesta",
    "comment": "comment comments comentario comentarios ensayo ensayos pubpub hilo discusion",
    "event": "event events evento eventos foro foros mesa taller asamblea encuentro cabildo",
}
_CHANNEL_OF = {word: channel for channel, words in _CHANNELS.items() for word in words.split()}


def parse_channel(cell: Cell) -> str | None:
    """Read the name of a channel in Spanish or English; None if it is none of the four."""
    return _CHANNEL_OF.get(fold(cell_text(cell)))
