"""Numbers, ordinals and letters of a citation, written as the parts of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracer.citation.numbering import (
    LETTERS,
    letter_value,
    ordinal_value,
    roman,
    roman_value,
    suffix_of,
)
from tracer.citation.tokens import Token

WIDEST_RANGE = 200
"""Provisions that one «a» may span; more is a slip."""

_PARTS = re.compile(
    r"(?P<base>\d+|[A-ZÑ]+)(?: ?\.?[°ª]|(?:er|o|[rdtvmn][oa])(?=\W|\Z)\.?)?"
    r"(?P<tail>[^()]*)(?P<closed>\))?(?: (?P<repeat>\(\d+\)))?\Z",
    re.IGNORECASE,
)
_TAIL = re.compile(r"([a-z]{3,})(?: (\d+))?|-([A-ZÑ])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """What numbers a provision, as it was written."""

    shape: str
    """``number``, ``ordinal``, ``unique``, ``roman``, ``letter`` or ``letters``."""
    base: str
    """``16``, ``XIII``, ``b``, ``décimo segundo``."""
    tail: str = ""
    """As it is cited: `` bis``, `` bis 1``, ``-A``."""
    closed: bool = False
    """Whether a parenthesis follows, as in ``1)``."""
    repeat: str = ""
    """``(2)`` of what comes a second time."""
    sort: str = ""
    """``transitorio``, of a parágrafo."""


def value_of(token: Token) -> Value | None:
    """Read the value that a token holds; None where it only looks like one."""
    if token.kind in ("ordinal", "unique"):
        base, _, repeat = token.text.partition(" (")
        repeat = f"({repeat}" if repeat else ""
        known = token.kind == "unique" or ordinal_value(base) is not None
        return Value(token.kind, base, repeat=repeat) if known else None
    found = _PARTS.match(token.text)
    if found is None:
        return None
    base, shape = found["base"], token.kind
    if shape == "roman" and roman_value(base) is None:
        return None
    tail = "".join(
        f" {suffix_of(word)}{' ' + number if number else ''}" if word else f"-{letter.upper()}"
        for word, number, letter in _TAIL.findall(found["tail"])
    )
    return Value(shape, base, tail, bool(found["closed"]), found["repeat"] or "")


def count(value: Value) -> str:
    """Write `value` as the number of an article, title or numeral: ``12 bis``, ``12-A``."""
    if value.shape == "number":
        number = str(int(value.base))
    elif value.shape == "ordinal":
        number = str(ordinal_value(value.base))
    elif value.shape == "unique":
        number = "único" if value.base.lower().startswith("unic") else value.base.lower()
    elif value.shape == "roman":
        number = str(roman_value(value.base))
    else:
        number = value.base
    return number + _tail(value)


def part(value: Value, level: str) -> str:
    """Write `value` as a part of an address at `level`."""
    if level == "fraction":
        return f"frac. {_fraction(value)}{_tail(value)}"
    if level == "paragraph":
        return f"párr. {count(value)}"
    if level == "proviso":
        return f"par. {value.sort} {count(value)}" if value.sort else f"par. {count(value)}"
    if level in ("section", "inciso") and value.shape in ("letter", "letters", "roman"):
        letter = value.base.upper() if level == "section" else value.base.lower()
        return letter + _tail(value)
    return count(value)


def _fraction(value: Value) -> str:
    """Number a fraction in Roman; what is no number stays as it is: «fracción única»."""
    if value.shape in ("roman", "letter"):
        return value.base.upper()
    digits = _digits(value)
    return roman(int(digits)) if digits.isdecimal() else digits


def bare_level(value: Value) -> str:
    """Level that a value without a word stands for: ``B`` a section, ``b`` an inciso…"""
    if value.shape in ("letter", "letters", "roman") and not value.base.isupper():
        return "inciso"
    return {"letter": "section", "number": "numeral", "roman": "fraction"}.get(value.shape, "")


def between(first: Value, last: Value) -> list[Value]:
    """The values after `first` up to `last`; empty where the two are no range."""
    start, end = place(first), place(last)
    comparable = first.shape == last.shape and not first.tail and not last.tail
    if first.shape == "letter" and comparable:
        comparable = first.base.isupper() == last.base.isupper()
    if not comparable or not start < end <= start + WIDEST_RANGE:
        return []
    return [*(_at(first, number) for number in range(start + 1, end)), last]


def place(value: Value) -> int:
    """Place of `value` in its numbering, 0 where it has none."""
    if value.shape == "letter":
        return letter_value(value.base) or 0
    digits = _digits(value)
    return int(digits) if digits.isdigit() else 0


def _at(like: Value, number: int) -> Value:
    if like.shape == "letter":
        letter = LETTERS[number - 1]
        return Value("letter", letter.upper() if like.base.isupper() else letter)
    if like.shape == "roman":
        return Value("roman", roman(number))
    return Value("number", str(number))


def _digits(value: Value) -> str:
    return count(Value(value.shape, value.base))


def _tail(value: Value) -> str:
    return f"{value.tail} {value.repeat}" if value.repeat else value.tail
