"""When a version of the text was written, by its name or its words, and which came first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from tracer.intake.findings import FoundVersion
from tracer.sources.files import stem_of
from tracer.text import fold

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_MONTH = "|".join((*_MONTHS, "setiembre", *(name[:3] for name in _MONTHS)))
_YEAR = r"((?:19|20)\d\d)"
_SEP = r"[\s_.,-]*"
_FULL = (
    re.compile(rf"(?<!\d){_YEAR}[-_. ]?(0[1-9]|1[0-2])[-_. ]?([0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d)([0-3]?\d)[-_. /]([01]?\d)[-_. /]{_YEAR}(?!\d)"),
    re.compile(
        rf"(?<!\d)([0-3]?\d|primero){_SEP}(?:de{_SEP})?({_MONTH})[a-z]{{0,1}}{_SEP}"
        rf"(?:del?{_SEP})?(?:ano{_SEP})?{_YEAR}"
    ),
)
_PARTIAL = (
    re.compile(rf"(?<![a-z])({_MONTH}){_SEP}(?:del?{_SEP})?{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}[-_.](0[1-9]|1[0-2])(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
)
_OPENING, _CLOSING = 4000, 3000
_STAGES = (
    "estatuto", "anteproyecto", "borrador|draft|proyecto|preliminar|inicial", "dictamen|armoniza",
    "consolida|propuesta|texto", "final|definitiv|aprobad|promulgad|publicad|constitucion",
    "vigente|reforma",
)  # fmt: skip
"""Words of names, from what comes first to what comes last."""


def date_of(path: Path, text: str) -> tuple[str, str]:
    """Give the day (month, year) of a version, and the key of where it was found.

    A whole day in the name counts first, then one in the text that fits what the name says of
    month or year, then what the name says.
    """
    name = fold(stem_of(path))
    full = next(_days(name), "")
    if full:
        return full, "init_date_name"
    partial = _partial(name)
    edges = fold(f"{text[:_OPENING]}\n{text[-_CLOSING:]}")
    fitting = next((day for day in _days(edges) if day.startswith(partial)), "")
    if fitting:
        return fitting, "init_date_text"
    return (partial, "init_date_name") if partial else ("", "")


def _days(text: str) -> Iterator[str]:
    found = []
    for kind, pattern in enumerate(_FULL):
        for match in pattern.finditer(text):
            year, month, day = match.groups() if kind == 0 else match.groups()[::-1]
            number = str(_number(month))
            with_day = "1" if day == "primero" else day
            try:
                found.append((match.start(), date(int(year), int(number), int(with_day))))
            except ValueError:
                continue
    return (day.isoformat() for _, day in sorted(found))


def _number(month: str) -> int:
    if month.isdigit():
        return int(month)
    short = [name[:3] for name in _MONTHS]
    return 9 if month.startswith("set") else short.index(month[:3]) + 1


def _partial(name: str) -> str:
    if found := _PARTIAL[0].search(name):
        return f"{found[2]}-{_number(found[1]):02d}"
    if found := _PARTIAL[1].search(name):
        return f"{found[1]}-{found[2]}"
    found = _PARTIAL[2].search(name)
    return found[1] if found else ""


def stage_of(path: Path) -> int | None:
    """Tell how late a version is by the words of its name; None where none says it."""
    name = fold(stem_of(path))
    found = [k for k, words in enumerate(_STAGES) if re.search(words, name)]
    return max(found) if found else None


def in_order(versions: Sequence[FoundVersion]) -> tuple[list[FoundVersion], str]:
    """Put versions in the order of time.

    Returns
    -------
    list of FoundVersion
    str
        Key of the catalogue that says why in this order; ``init_order_given`` where nothing says
        it, ``init_order_clash`` where dates and names contradict each other.
    """
    if len(versions) < 2:
        return list(versions), "init_order_one"
    days = [version.date for version in versions]
    stages = [version.stage for version in versions]
    if all(days) and _apart(days):
        by_date = sorted(versions, key=lambda version: version.date)
        told = [version.stage for version in by_date if version.stage is not None]
        return by_date, "init_order_dates" if told == sorted(told) else "init_order_clash"
    if None not in stages and len(set(stages)) == len(stages):
        return sorted(versions, key=lambda version: version.stage or 0), "init_order_names"
    return list(versions), "init_order_given"


def _apart(days: Sequence[str]) -> bool:
    """Tell whether no day is the same as, or lies within, another (2022 and 2022-05-14)."""
    ordered = sorted(days)
    return not any(b.startswith(a) for a, b in pairwise(ordered))
