"""The numbers of books, titles, articles and their like, in whatever words they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracer.citation.numbering import SUFFIXES, ordinal_value, roman_value
from tracer.constitution.akoma.items import SIGNS
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import Label, read_label
from tracer.constitution.grammar.style import Style
from tracer.text import nfc

_BEFORE = re.compile(r"(?:[^\W\d_]{2,}\.?\s+|art\.?\s*|n[°º.]\s*|§+\s*)+(?=\S)", re.IGNORECASE)
"""Words before a number, in any language: «Article», «Articolo», «Section»."""
_HYPHENED = re.compile(rf"[\s\-–.]+({'|'.join(SUFFIXES)}|quater)\b", re.IGNORECASE)
_LABELS = {
    "part": "PARTE", "book": "LIBRO", "title": "TÍTULO", "chapter": "CAPÍTULO",
    "division": "SECCIÓN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a unit with a fixed place."""

    level: str = ""
    """What the printed word says, ``title`` for «TÍTULO II»; empty where it says nothing."""
    number: str = ""
    """As cited, ``12 bis``; empty where there is none."""
    rest: str = ""
    """What follows it: a heading on the same line."""
    kind: str = ""
    """Which final provisions, ``final``; empty for transitory ones and anything else."""


def number_of(num: str, *, level: str, style: Style, in_transitories: bool) -> Number:
    """Read the printed number of a unit that is of `level` unless its own words say otherwise."""
    num = nfc(num)
    label = _label(num, style, in_transitories=in_transitories)
    if label is not None and not label.upto:
        rest = " ".join(piece for piece in (label.printed, num[label.length :].strip()) if piece)
        return Number(label.level, label.number, rest, label.kind)
    core = _core(num)
    worded = f"{_LABELS.get(level, 'Artículo')} {core}."
    label = _label(worded, style, in_transitories=in_transitories)
    if core and label is not None and label.length == len(worded):
        return Number(number=label.number)
    return Number(number=_as_it_stands(core))


def _label(words: str, style: Style, *, in_transitories: bool) -> Label | None:
    block = Block(0, len(words), prominent=True)
    return read_label(words, block, style, in_transitories=in_transitories) if words else None


def _core(num: str) -> str:
    """The number without the words and signs around it."""
    bare = num.strip(SIGNS)
    core = bare if ordinal_value(bare) else _BEFORE.sub("", num, count=1).strip(SIGNS)
    return _HYPHENED.sub(r" \1", core)


def _as_it_stands(core: str) -> str:
    """The number as printed, if it is one: short, without white space inside."""
    if len(core) > 1 and roman_value(core):
        return str(roman_value(core))
    counts = any(c.isdigit() for c in core) or len(core) == 1
    return core if counts and re.fullmatch(r"[^\s,]{1,12}", core) else ""
