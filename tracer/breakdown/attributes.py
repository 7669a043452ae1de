"""What is known of who wrote a contribution, brought to values that can be counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from tracer.records import Contribution
from tracer.text import fold, nfc

BANDS: Final = ((0, 17), (18, 29), (30, 44), (45, 59), (60, 120))
"""Of age, in years. The last is shown as ``60+``."""
YEARS = re.compile(r"(\d{1,3})(?:\s*(?:años|anos|years))?", re.IGNORECASE)


def age_band(written: str) -> str:
    """Bring an age to its band; anything that is no single number of years stays as it is.

    Parameters
    ----------
    written : str
        ``34``, ``34 años``, or a band of the source's own (``25 a 34``), which is kept.
    """
    found = YEARS.fullmatch(written.strip())
    if not found:
        return _tidy(written)
    years = int(found[1])
    for low, high in BANDS:
        if low <= years <= high:
            return f"{low}+" if high == BANDS[-1][1] else f"{low}-{high}"
    return ""


def iso_week(written: str) -> str:
    """Week of an ISO 8601 date, ``2016-W15``; empty where there is no date."""
    try:
        year, week, _ = date.fromisoformat(written[:10]).isocalendar()
    except ValueError:
        return ""
    return f"{year}-W{week:02}"


def _tidy(written: str) -> str:
    return " ".join(nfc(written).split())


ATTRIBUTES: Final[dict[str, Callable[[Contribution], str]]] = {
    "channel": lambda c: c.channel,
    "borough": lambda c: _tidy(c.borough),
    "neighbourhood": lambda c: _tidy(c.neighbourhood),
    "gender": lambda c: _tidy(c.gender),
    "age": lambda c: age_band(c.age),
    "week": lambda c: iso_week(c.date),
}
"""Name of each attribute, and how it is read off a contribution; empty where nothing is known."""


def one_spelling(values: list[str]) -> dict[str, str]:
    """Map each way of writing a value to the commonest: ``IZTAPALAPA`` and ``Iztapalapa`` are one.

    Ties go to the spelling that is not all in capitals, then to the first in order of code points.
    """
    counts: dict[str, dict[str, int]] = {}
    for value in values:
        ways = counts.setdefault(fold(value), {})
        ways[value] = ways.get(value, 0) + 1
    best = {
        key: min(ways, key=lambda way: (-ways[way], way.isupper(), way))
        for key, ways in counts.items()
    }
    return {value: best[fold(value)] for value in set(values)}
