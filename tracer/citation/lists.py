"""Values in a row: «5, 6 y 7», «I a V», and the one that begins something else."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.citation.cursor import Cursor, kind_at, value_at
from tracer.citation.values import Value, between, place

AFTER_ORDINAL = frozenset(
    {"paragraph", "transitory", "disposition", "numeral", "inciso", "fraction", "section"}
)
"""Words that an ordinal may stand before: «segundo párrafo»."""


@dataclass(slots=True)
class ValueList:
    """Values of one level, and where they end."""

    values: list[Value]
    at: int
    ranged: bool = False
    added: bool = False


def numbered(cursor: Cursor, at: int, level: str, *, plural: bool) -> ValueList | None:
    """The values after a word, past what may stand between: «artículo N° 5», «apartado «B»»."""
    for _ in range(3):
        kind = kind_at(cursor, at)
        sign = kind == "weak" and cursor.tokens[at].text in ".:([«\"“'"
        number_word = kind == "numeral" and level in ("article", "decree")
        if not sign and not number_word and not (plural and kind in ("of", "filler")):
            break
        at += 1
    value = value_at(cursor, at, level) or _letter_like_a_word(cursor, at, level)
    if value is None:
        return None
    return listed(cursor, ValueList([value], at + 1), level, plural=plural)


def _letter_like_a_word(cursor: Cursor, at: int, level: str) -> Value | None:
    """«apartado A numeral 1», «inciso o del artículo 5»: after its word it is a letter."""
    if level not in ("section", "inciso") or kind_at(cursor, at) not in ("to", "and"):
        return None
    text = cursor.tokens[at].text
    return Value("letter", text) if len(text) == 1 else None


def listed(cursor: Cursor, found: ValueList, level: str, *, plural: bool) -> ValueList:
    """Go on with a list of values for as long as it is one."""
    while take_range(cursor, found, level, plural=plural) or _next(
        cursor, found, level, plural=plural
    ):
        pass
    return found


def take_range(cursor: Cursor, found: ValueList, level: str, *, plural: bool) -> bool:
    """Take «a 9», after 5, into the list; False where no range goes on."""
    token = cursor.tokens[found.at] if found.at < len(cursor.tokens) else None
    if token is None or not (token.kind == "to" or (token.kind == "dash" and plural)):
        return False
    upto = value_at(cursor, found.at + 1, level)
    last = found.values[-1]
    shouted = token.text == "A" and not plural and last.shape != "letter"
    written = between(last, upto) if upto and not shouted else []
    if not written:
        return False
    found.values.extend(written)
    found.at, found.ranged = found.at + 2, True
    return True


def _next(cursor: Cursor, found: ValueList, level: str, *, plural: bool) -> bool:
    """Take «, 6» or «y 7» into the list, unless it begins something else."""
    at, joined = found.at, False
    if kind_at(cursor, at) == "weak" and cursor.tokens[at].text == "," and plural:
        at, joined = at + 1, True
    if kind_at(cursor, at) == "and":
        at, joined = at + 1, True
    if plural and joined and kind_at(cursor, at) in ("filler", "of"):
        at += 1
    value = value_at(cursor, at, level) if joined else None
    first = found.values[0]
    if value is None or not _alike(first, value, level):
        return False
    if level and _begins_another(cursor, at, first):
        return False
    if not plural:
        if level == "article" and not (value.shape == "number" and place(value) > place(first)):
            return False
        if level != "article" and value.shape == "number" and cursor.open_articles:
            return False
        found.added = found.added or level == "article"
    found.values.append(value)
    found.at = at + 1
    return True


def _alike(first: Value, value: Value, level: str) -> bool:
    """Whether two values can stand in one list."""
    numeric = ("number", "ordinal", "roman", "unique")
    if level == "fraction" or "letter" in (first.shape, value.shape):
        return first.shape == value.shape and first.base.isupper() == value.base.isupper()
    return first.shape in numeric and value.shape in numeric


def _begins_another(cursor: Cursor, at: int, first: Value) -> bool:
    """«artículo 4 y segundo párrafo»: the ordinal belongs to the word after it."""
    following = kind_at(cursor, at + 1)
    if cursor.tokens[at].kind == "ordinal" and following in AFTER_ORDINAL:
        return first.shape != "ordinal" or following != "transitory"
    return following == "transitory" and first.shape == "ordinal" != cursor.tokens[at].kind
