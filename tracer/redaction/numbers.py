"""Digits in groups: which of them are a telephone, a bank card or a CLABE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracer.redaction.check_digits import is_clabe, is_luhn
from tracer.redaction.hits import Hit
from tracer.redaction.phones import dialled, is_phone, joined

_RUN = re.compile(r"\d++(?:[ \t\u00a0\u2007\u2009\u202f().\-–—‐‑]{1,4}+\d++)*+")
_DIGITS = re.compile(r"\d+")
_CARD = re.compile(r"4|5[0-8]|3[47]|6|2[2-7]")
_CARD_SHAPES = {(16,), (4, 4, 4, 4), (15,), (4, 6, 5), (13,), (19,), (14,), (4, 6, 4)}
LONGEST = 8
"""Groups that belong together at most."""
SHORTEST, LARGEST = 7, 19
"""Digits of what is looked for."""


class Group(NamedTuple):
    """Digits that stand together."""

    digits: str
    start: int
    end: int


def numbers(text: str) -> Iterator[Hit]:
    """Find telephones, bank cards and CLABEs, the longest that fits from each group on."""
    said: set[int] | None = None
    last = -1
    for run in _RUN.finditer(text):
        if run.end() - run.start() < SHORTEST:
            continue
        said = dialled(text) if said is None else said
        groups = [Group(g.group(), g.start(), g.end()) for g in _DIGITS.finditer(text, *run.span())]
        at = 0
        while at < len(groups):
            start = groups[at].start
            named = start in said or joined(text, last, start)
            hit, size = _longest(text, groups, at, named)
            if hit:
                yield hit
                last = hit.end if hit.kind == "teléfono" else last
            at += size


def _longest(text: str, groups: Sequence[Group], at: int, named: bool) -> tuple[Hit | None, int]:
    total = [0]
    for group in groups[at : at + LONGEST]:
        total.append(total[-1] + len(group.digits))
    for size in range(len(total) - 1, 0, -1):
        if not SHORTEST <= total[size] <= LARGEST or not _stands_alone(text, groups, at, at + size):
            continue
        window = groups[at : at + size]
        if kind := _kind(text, window, named):
            return Hit(kind, _start(text, window[0].start), _end(text, window)), size
    return None, 1


def _stands_alone(text: str, groups: Sequence[Group], start: int, stop: int) -> bool:
    """Whether white space parts a window from the groups beside it."""
    before = text[groups[start - 1].end : groups[start].start] if start else " "
    after = text[groups[stop - 1].end : groups[stop].start] if stop < len(groups) else " "
    return any(map(str.isspace, before)) and any(map(str.isspace, after))


def _kind(text: str, window: Sequence[Group], named: bool) -> str:
    parts = [group.digits for group in window]
    digits, shape = "".join(parts), tuple(map(len, parts))
    if len(digits) == 18 and is_clabe(digits) and _plain(text, window):
        return "cuenta"
    if shape in _CARD_SHAPES and _CARD.match(digits) and is_luhn(digits) and _plain(text, window):
        return "tarjeta"
    if is_phone(text, parts, window[0].start, window[-1].end, named=named):
        return "teléfono"
    return ""


def _plain(text: str, window: Sequence[Group]) -> bool:
    """Whether no letter touches it, nor the figures of a decimal, and no point parts it."""
    start, end = window[0].start, window[-1].end
    before, after = text[start - 1 : start], text[end : end + 1]
    touched = before.isalnum() or before in ("_", ",", "$") or after.isalnum()
    return not touched and not any(c in ".()" for c in text[start:end])


def _start(text: str, start: int) -> int:
    """Take the sign of a country's code with it, and a bracket."""
    while start and text[start - 1] in "(+":
        start -= 1
    return start


def _end(text: str, window: Sequence[Group]) -> int:
    end = window[-1].end
    inside = text[_start(text, window[0].start) : end]
    return end + (text[end : end + 1] == ")" and inside.count("(") > inside.count(")"))
