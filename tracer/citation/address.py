"""Addresses of provisions: ``Art. 16, B, 3, a`` as a value that can be compared and ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracer.citation.numbering import SUFFIXES, letters_value, roman_value

_LEADS = {
    "part": "Parte ",
    "book": "Lib. ",
    "title": "Tít. ",
    "chapter": "Cap. ",
    "division": "§ ",
    "article": "Art. ",
    "decree": "Decreto ",
    "transitory": "Trans. ",
    "disposition": "Disp. ",
}
_NAMES = {
    "motives": "Exposición de motivos",
    "preamble": "Preámbulo",
    "transitories": "Transitorios",
}
KINDS = (
    "motives", "preamble", "part", "book", "title", "chapter", "division", "article",
    "transitories", "transitory", "disposition", "decree",
)  # fmt: skip
"""What an address can point at with its first part, in the order of a document."""

_PART_LEVELS = (
    ("fraction", re.compile(r"frac\. ([IVXLCDM]+)(.*)")),
    ("paragraph", re.compile(r"párr\. (\d+)(.*)")),
    ("proviso", re.compile(r"par\. (\d+|único|transitorio)(.*)")),
    ("numeral", re.compile(r"(\d+)(.*)")),
    ("section", re.compile(r"([A-ZÑ])((?:[ -].*)?)\Z")),
    ("inciso", re.compile(r"([a-zñ]{1,6})((?:[ -].*)?)\Z")),
)
_LEVEL_ORDER = ("numeral", "fraction", "inciso", "section", "paragraph", "proviso", "other")
_SUFFIX = re.compile(rf" ({'|'.join(SUFFIXES)})\b")
_KIND = re.compile(r"([a-zé]+) (\S+)(.*)")
"""«final 1» of ``Disp. final 1``."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a provision stands in its document.

    Attributes
    ----------
    kind : str
        One of `KINDS`: what the first part numbers.
    parts : tuple of str
        Outermost first, each as it is written: ``("16", "B", "3", "frac. IV", "a")``. An article
        put in later is ``12 bis`` or ``12-A``; a numeral within an inciso of another numeral is
        ``1)``; a Colombian parágrafo ``par. 1``; the first part of a disposition that isn't
        transitory names its kind, ``final 1``; what comes a second time is ``5 (2)``. Empty for
        what a text has only once, such as its preamble.
    within : Address or None
        The larger unit that the numbering starts again in: the title of ``Tít. 2, Cap. 1``, the
        decree of ``Decreto 2, Trans. 1``.
    """

    kind: str
    parts: tuple[str, ...] = ()
    within: Address | None = None

    def __str__(self) -> str:
        if self.kind in _NAMES:
            # a second preamble is «Preámbulo (2)»
            own = ", ".join((_NAMES[self.kind], *self.parts)).replace(", (", " (", 1)
        else:
            own = _LEADS[self.kind] + ", ".join(self.parts)
        return f"{self.within}, {own}" if self.within else own

    def __lt__(self, other: Address) -> bool:
        return self.sort_key < other.sort_key

    @property
    def article(self) -> str:
        """The article part alone, ``Art. 16``; of a transitory article ``Trans. 5``."""
        return str(Address(self.kind, self.parts[:1], self.within))

    @property
    def parent(self) -> Address | None:
        """The address one part shorter; None where there is only one."""
        if len(self.parts) > 1:
            return Address(self.kind, self.parts[:-1], self.within)
        return self.within

    @property
    def sort_key(self) -> tuple[tuple[int, int, int, str], ...]:
        """Natural order: ``Art. 9`` before ``Art. 10``, ``frac. IX`` before ``frac. X``.

        A total order: two addresses have the same key only if they are the same. Siblings of one
        level come in the order of a document, ``Art. 12``, ``Art. 12 bis``, ``Art. 12 ter``,
        ``Art. 13``; so do the kinds in `KINDS`.
        """
        before = self.within.sort_key if self.within else ()
        kind = (KINDS.index(self.kind), 0, 0, "")
        return (*before, kind, *(part_key(part) for part in self.parts))


def part_level(part: str) -> str:
    """Level that a part below the first stands for: ``section``, ``numeral``, ``fraction``…"""
    return next((name for name, shape in _PART_LEVELS if shape.match(part)), "other")


def part_key(part: str) -> tuple[int, int, int, str]:
    """Key that orders the parts of one level by their number, then bis, ter…, then as written."""
    for level, shape in _PART_LEVELS:
        found = shape.match(part)
        if found:
            value, rest = found.groups()
            return _LEVEL_ORDER.index(level), _part_value(level, value), _suffix_value(rest), part
    named = _KIND.match(part)
    value = int(named.group(2)) if named and named.group(2).isdigit() else 0
    return len(_LEVEL_ORDER), value, 0, part


def _part_value(level: str, text: str) -> int:
    if text.isdigit():
        return int(text)
    if level == "fraction":
        return roman_value(text) or 0
    return letters_value(text) if level in ("section", "inciso") else 0


def _suffix_value(rest: str) -> int:
    found = _SUFFIX.search(rest)
    return SUFFIXES.index(found.group(1)) + 1 if found else 0


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """What a citation says.

    Attributes
    ----------
    text : str
        As written.
    kind : str
        ``addresses``; ``transversal`` where the text says that it runs through everything (there
        may be addresses beside that); ``absent`` where it says that there is no such provision.
    addresses : tuple of Address
        In the order of the text, without repeats.
    assumed : tuple of str
        In Spanish: what had to be supposed to read it.
    """

    text: str
    kind: str
    addresses: tuple[Address, ...] = ()
    assumed: tuple[str, ...] = ()
