"""Reading the label at the start of a block: ``ARTÍCULO 16``, ``B.``, ``frac. IV``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tracer.constitution.blocks import Block
from tracer.constitution.styles import Pattern, Style
from tracer.numbering import letter_value, ordinal_value, roman_value


@dataclass(frozen=True, slots=True)
class Label:
    """What numbers a unit."""

    level: str
    number: str
    """As cited: ``12 bis``, ``B``, ``IV``, ``a``; empty where the unit has none."""
    value: int
    """Place in the numbering; 0 for none."""
    shape: str
    length: int
    """Code points of the raw block that the label takes up."""
    suffix: str = ""
    printed: str = ""
    """A second label that the text prints beside the number, such as ``Artículo 4``."""


def read_label(raw: str, block: Block, style: Style, *, in_transitories: bool) -> Label | None:
    """Read the label of a unit with a fixed place: container, region, article or transitory.

    Among the transitory provisions an ordinal alone is a label; elsewhere it is a word.
    """
    text = unicodedata.normalize("NFC", raw)
    groups = [style.regions, style.containers]
    if in_transitories:
        groups.append(style.transitories)
    groups.append(style.articles)
    for patterns in groups:
        for pattern in patterns:
            label = _match(pattern, raw, text)
            if label and _is_plausible(label, text, block):
                return label
    return None


def list_labels(raw: str, style: Style) -> list[Label]:
    """Every way to read the start of `raw` as the label of a list; the caller knows which fits."""
    text = unicodedata.normalize("NFC", raw)
    found = []
    for pattern in style.lists:
        label = _match(pattern, raw, text)
        if label and label.value:
            found.append(label)
    return found


def value_of(number: str, level: str) -> int:
    """Place of `number` in the numbering of `level`; 0 where it has none."""
    base = number.split()[0] if number else ""
    if base[:1].isdigit():
        digits = re.match(r"\d+", base)
        return int(digits.group()) if digits else 0
    if level in ("section", "inciso"):
        return letter_value(base) or 0
    if level == "fraction":
        return roman_value(base) or 0
    return ordinal_value(number) or roman_value(base) or (1 if base == "único" else 0)


def _is_plausible(label: Label, text: str, block: Block) -> bool:
    """An article number inside a sentence, broken over two lines, begins a line too."""
    rest = text[label.length :].lstrip()
    if label.level in ("book", "title", "chapter", "division", "transitories"):
        shouting = text[:4].upper() == text[:4] or bool(block.depth) or block.prominent
        whole = not rest.strip()
        return shouting or whole or rest[:1].isupper()
    if label.level in ("article", "transitory"):
        return text[:1].isupper() or text[:1].isdigit()
    return True


def _match(pattern: Pattern, raw: str, text: str) -> Label | None:
    found = pattern.regex.match(text)
    if not found:
        return None
    groups = found.groupdict()
    number, suffix = _cited(groups.get("number") or "", pattern.level)
    return Label(
        level=pattern.level,
        number=f"{number} {suffix}".strip(),
        value=value_of(number, pattern.level),
        shape=pattern.shape,
        length=_raw_length(raw, text, found.end()),
        suffix=suffix,
        printed=(groups.get("label") or "").strip(),
    )


def _cited(written: str, level: str) -> tuple[str, str]:
    """Number and suffix as they are cited: digits for words and for Roman containers."""
    text = re.sub(r"[°ºª]", "", written).strip()
    if text.lower() in ("único", "única", "unico", "unica"):
        return "único", ""
    parts = re.match(r"(\d+|[IVXLC]+(?=\s|\Z)|[A-Za-zñÑ](?=\s|\Z))\s*(.*)\Z", text)
    if parts and (level in ("section", "fraction", "inciso", "numeral") or text[0].isdigit()):
        suffix = parts.group(2).lower().replace("quater", "quáter")
        return parts.group(1).lstrip("0") or "0", suffix
    value = ordinal_value(text) or roman_value(text)
    return (str(value) if value else text), ""


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
