"""Reading the label at the start of a block: ``ARTÍCULO 16``, ``B.``, ``frac. IV``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracer.citation.numbering import LETTERS, letter_value, ordinal_value, roman_value
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.style import Pattern, Style

WIDEST_RANGE = 100
"""Units that one «5 a 9. (Derogados)» may name."""
_SIGNS = re.compile(r"(?<=\d)(?:\s?\.?\s?[°ºª]|(?:o|a|ro|do|er|ra|da|to)\b)")
_LATIN = re.compile(r"\s+((?:bis|ter|qu[aá]ter|cu[aá]ter|[a-zí]+(?:ies|us))\b.*)\Z", re.IGNORECASE)
_BASE = re.compile(r"(\d+|[IVXLC]+(?![a-zA-Z])|[a-zñ]{1,5}(?=\s|\Z)|[A-ZÑ](?=\s|\Z))(.*)\Z")
_SPACED = re.compile(r"(?:\w )+\w(?: {2,4}(?:\w )*\w)+")
"""Words with a space between their letters, and more between words."""
_LISTS = ("section", "fraction", "inciso", "numeral")


@dataclass(frozen=True, slots=True)
class Label:
    """What numbers a unit."""

    level: str
    number: str
    """As cited: ``12 bis``, ``12-A``, ``B``, ``IV``, ``a``; empty where the unit has none."""
    value: int
    """Place in the numbering; 0 for none."""
    shape: str
    length: int
    """Code points of the raw block that the label takes up."""
    suffix: str = ""
    printed: str = ""
    """A second label that the text prints beside the number, such as ``Artículo 4``."""
    kind: str = ""
    """Which of the named final dispositions: ``final``, ``adicional``; empty for transitories."""
    single: bool = False
    """A heading of final dispositions in the singular: it may hold one that has no label."""
    upto: int = 0
    """Last value of a range of repealed units; 0 where it is one unit."""


def read_label(raw: str, block: Block, style: Style, *, in_transitories: bool) -> Label | None:
    """Read the label of a unit with a fixed place: container, region, article or transitory.

    Among the transitory provisions an ordinal alone is a label; elsewhere it is a word.
    """
    groups = [style.regions, style.containers]
    if in_transitories:
        groups.append(style.transitories)
    groups.append(style.articles)
    for patterns in groups:
        label = _first_plausible(patterns, raw, block, style)
        if label:
            return label
    return None


def unstopped_article(raw: str, block: Block, style: Style) -> Label | None:
    """Read «Artículo 5 La Nación…»: an article, if its number is the one expected."""
    return _first_plausible(style.unstopped, raw, block, style)


def list_labels(raw: str, style: Style) -> list[Label]:
    """Every way to read the start of `raw` as the label of a list; the caller knows which fits."""
    text = unicodedata.normalize("NFC", raw)
    found = []
    for pattern in style.lists:
        label = _match(pattern, raw, text)
        if label and label.value and _is_repealed_if_range(label, raw, style):
            found.append(label)
    return found


def value_of(number: str, level: str, numbering: str = "") -> int:
    """Place of `number` in the numbering of `level`; 0 where it has none."""
    base = re.split(r"[\s-]", number)[0] if number else ""
    if numbering == "roman":
        return roman_value(base) or 0
    if base[:1].isdigit():
        digits = re.match(r"\d+", base)
        return int(digits.group()) if digits else 0
    if level in ("section", "inciso") or numbering == "letter":
        return _letters_value(base)
    if level == "fraction":
        return roman_value(base) or 0
    return (
        ordinal_value(number) or roman_value(base) or (1 if base in ("único", "transitorio") else 0)
    )


def _letters_value(letters: str) -> int:
    """Place among letters: after z come «aa», «bb» or «aa», «ab»; «ch» and «ll» go with c and l."""
    if letters in ("ch", "ll"):
        return letter_value(letters[0]) or 0
    if len(letters) == 2 and (letters[0] == letters[1] or letters[0] == "a"):
        return len(LETTERS) + (letter_value(letters[1]) or 0)
    return letter_value(letters) or 0


def _first_plausible(
    patterns: Sequence[Pattern], raw: str, block: Block, style: Style
) -> Label | None:
    text = unicodedata.normalize("NFC", raw)
    closed = _SPACED.fullmatch(text) and re.sub(r"(\S) ", r"\1", text)
    for pattern in patterns:
        label = _match(pattern, raw, text)
        if closed and not label:  # «T Í T U L O  I»
            label = _match(pattern, closed, closed)
            label = (
                replace(label, length=len(raw)) if label and label.length == len(closed) else None
            )
        if label and _is_plausible(label, raw, text, block, style):
            return label
    return None


def _is_plausible(label: Label, raw: str, text: str, block: Block, style: Style) -> bool:
    """An article number inside a sentence, broken over two lines, begins a line too."""
    rest = raw[label.length :].lstrip()
    if label.level in ("part", "book", "title", "chapter", "division", "transitories"):
        shouting = text[:4].upper() == text[:4] or bool(block.depth) or block.prominent
        whole = not rest.strip() and text[:1].isupper()
        return shouting or whole or rest[:1].isupper()
    if label.level in ("article", "transitory", "disposition"):
        named = text[:1].isupper() or text[:1].isdigit()
        return named and _is_repealed_if_range(label, raw, style)
    return True


def _is_repealed_if_range(label: Label, raw: str, style: Style) -> bool:
    """«5 a 9.» numbers units only where they are repealed; elsewhere it speaks of them."""
    if not label.upto:
        return True
    rest = unicodedata.normalize("NFC", raw[label.length :])
    both = re.search(r"\sy\s", raw[: label.length]) is not None
    span = label.upto - label.value
    fits = span == 1 if both else 0 < span <= WIDEST_RANGE
    return fits and style.repealed.match(rest) is not None


def _match(pattern: Pattern, raw: str, text: str) -> Label | None:
    found = pattern.regex.match(text)
    if not found:
        return None
    groups = {name: value or "" for name, value in found.groupdict().items()}
    number, suffix = _cited(groups.get("number", ""), pattern)
    if pattern.level in ("proviso", "paragraph"):
        number = number or ("1" if pattern.level == "paragraph" else "único")
    kind = unicodedata.normalize("NFC", groups.get("kind", "")).lower()
    # «DISPOSICIONES FINALES» has no number to be told by
    named_region = pattern.level == "transitories" and kind != ""
    upto, _ = _cited(groups.get("upto", ""), pattern)
    return Label(
        level=pattern.level,
        number=number,
        value=value_of(number, pattern.level, pattern.numbering),
        shape=pattern.shape,
        length=_raw_length(raw, text, found.end()),
        suffix=suffix,
        printed=groups.get("label", "").strip() or (found.group() if named_region else ""),
        kind=kind,
        single=pattern.level == "transitories" and not groups.get("plural"),
        upto=value_of(upto, pattern.level, pattern.numbering) if upto else 0,
    )


def _cited(written: str, pattern: Pattern) -> tuple[str, str]:
    """Number and suffix as they are cited: digits for words and for Roman containers."""
    text = _SIGNS.sub("", written).strip()
    if re.match(r"[úu]nic[oa]\Z", text, re.IGNORECASE):
        return "único", ""
    if pattern.level in _LISTS or pattern.numbering == "letter" or text[:1].isdigit():
        parts = _BASE.match(text)
        if parts:
            base = parts.group(1).lstrip("0") or "0"
            base = base.lower() if pattern.level == "inciso" else base
            suffix = _suffix(parts.group(2)) or (base if base in ("ch", "ll") else "")
            return base + ("" if base in ("ch", "ll") else suffix), suffix
    latin = _LATIN.search(text)
    words = text[: latin.start()] if latin else text
    suffix = _suffix(latin.group(1)) if latin else ""
    value = ordinal_value(words) or roman_value(words)
    return (str(value) + suffix if value else text.lower()), suffix


def _suffix(written: str) -> str:
    """What follows a number, as it is cited: `` bis``, `` bis 1``, ``-A``."""
    pieces = []
    for word in re.findall(r"\w+", written):
        letter = len(word) == 1 and word.isalpha()
        pieces.append(
            f"-{word}" if letter else " " + re.sub("c?[uq]u?[aá]ter", "quáter", word.lower())
        )
    return "".join(pieces)


def _raw_length(raw: str, text: str, length: int) -> int:
    """Code points of `raw` that normalise to the first `length` of `text`."""
    if raw == text:
        return length
    for end in range(length, len(raw) + 1):
        if len(unicodedata.normalize("NFC", raw[:end])) >= length:
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            return end
    return len(raw)
