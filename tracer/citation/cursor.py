"""Where a reader stands among the tokens of a citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracer.citation.folding import Folded
from tracer.citation.numbering import roman_value
from tracer.citation.phrase import Phrase
from tracer.citation.tokens import LARGER_WORDS, VALUES, Token
from tracer.citation.values import Value, place, value_of

BY_ROMAN = frozenset({"fraction", "article", "transitory", "disposition", *LARGER_WORDS})
"""Levels that Roman numerals of a single letter may number."""


@dataclass(slots=True)
class Cursor:
    """Where the reader stands among the tokens."""

    folded: Folded
    tokens: Sequence[Token]
    at: int = 0
    before: str = ""
    open_articles: bool = False
    """Whether a plural «artículos» may still be going on."""
    found: list[Phrase] = field(default_factory=list)
    skipped: list[Token] = field(default_factory=list)


def kind_at(cursor: Cursor, at: int) -> str:
    """Kind of the token at `at`; empty where there is none."""
    return cursor.tokens[at].kind if 0 <= at < len(cursor.tokens) else ""


def value_at(cursor: Cursor, at: int, level: str) -> Value | None:
    """The value at `at`, if it can number something of `level`."""
    if kind_at(cursor, at) not in VALUES:
        return None
    token = cursor.tokens[at]
    value = value_of(token)
    if value is None:
        return None
    if value.shape == "letter" and level in BY_ROMAN:
        value = replace(value, shape="roman") if roman_value(value.base) else None
    elif value.shape == "letters" and level not in ("inciso", ""):
        value = None
    elif value.shape == "roman" and level not in BY_ROMAN:
        value = value if _is_roman_label(value, level) else None
    if value and value.shape in ("number", "ordinal") and level in ("fraction", "inciso"):
        return value if place(value) else None
    return value


def _is_roman_label(value: Value, level: str) -> bool:
    """«II» alone is a fraction, «ii» an inciso; «di» and «mi» are words."""
    if level in ("inciso", "") and not value.base.isupper():
        return set(value.base) <= set("ivxl")
    return level not in ("inciso", "section") and value.base.isupper()
