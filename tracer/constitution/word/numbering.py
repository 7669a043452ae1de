"""The numbers that Word computes for its lists: they print, but are nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tracer.citation.numbering import roman
from tracer.constitution.word.styles import Sheet, w

_TENS = (
    "", "décim", "vigésim", "trigésim", "cuadragésim", "quincuagésim", "sexagésim", "septuagésim",
    "octogésim", "nonagésim",
)  # fmt: skip
_UNITS = (
    "", "primer", "segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str
    """Of the number: ``decimal``, ``upperRoman``, ``lowerLetter``, …"""
    text: str
    """Of the label, with ``%1`` for the number of the outermost level."""
    start: int
    restarts: bool
    """Whether it counts anew below each item of a level further out."""
    legal: bool
    """All numbers in its label are Arabic."""
    element: Any


@dataclass(frozen=True, slots=True)
class Use:
    """A list as paragraphs use it."""

    abstract: str
    """Id of the definition; lists that share one count on."""
    levels: dict[int, Level]
    starts: dict[int, int]
    """Levels that count anew, from where, once this list is first used."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    uses: dict[str, Use]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, paragraph: Any, sheet: Sheet) -> str:
        """Count a paragraph, and give the label it prints; empty where it is in no list.

        To be called once for each paragraph, in document order.
        """
        found = self._place(paragraph, sheet)
        if found is None:
            return ""
        number, depth = found
        use = self.uses[number]
        counts = self.counts.setdefault(use.abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for at, start in use.starts.items():
                counts[at] = start - 1
        level = use.levels[depth]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            if deeper not in use.levels or use.levels[deeper].restarts:
                del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda n: _written(int(n[1]) - 1, counts, use, level), level.text)

    def properties(self, paragraph: Any, sheet: Sheet) -> Any:
        """Paragraph properties that the list of a paragraph hands down; None where it has none."""
        found = self._place(paragraph, sheet)
        return self.uses[found[0]].levels[found[1]].element.find(w("pPr")) if found else None

    def _place(self, paragraph: Any, sheet: Sheet) -> tuple[str, int] | None:
        """List and level of a paragraph, by its own properties or those of its styles."""
        number = depth = None
        for found in sheet.properties(paragraph):
            mark = found.find(w("numPr"))
            if mark is None:
                continue
            number = number or _value(mark, "numId")
            depth = depth or _value(mark, "ilvl")
            if number and depth:
                break
        use = self.uses.get(number or "")
        if use is None or number is None:
            return None
        at = int(depth) if depth and depth.isdigit() else _level_of_style(use, paragraph, sheet)
        return (number, at) if at in use.levels else None


def read_numbering(document: Any) -> Numbering:
    """Read the lists of a document opened with python-docx."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return Numbering({})
    abstracts = {a.get(w("abstractNumId")): a for a in root.iter(w("abstractNum"))}
    uses = {}
    for num in root.iter(w("num")):
        name = _value(num, "abstractNumId") or ""
        definition = _defined(abstracts, name, root)
        if definition is not None:
            uses[num.get(w("numId"))] = _use(num, name, definition)
    return Numbering(uses)


def _defined(abstracts: dict[str, Any], name: str, root: Any) -> Any:
    """The definition that holds the levels; one may stand for a list style defined elsewhere."""
    found = abstracts.get(name)
    link = _value(found, "numStyleLink") if found is not None else None
    if link is None:
        return found
    return next((a for a in abstracts.values() if _value(a, "styleLink") == link), found)


def _use(num: Any, name: str, definition: Any) -> Use:
    levels = {int(lvl.get(w("ilvl"))): _level(lvl) for lvl in definition.iter(w("lvl"))}
    starts = {}
    for override in num.iter(w("lvlOverride")):
        at = int(override.get(w("ilvl")))
        own = override.find(w("lvl"))
        if own is not None:
            levels[at] = _level(own)
        start = _value(override, "startOverride")
        if start is not None:
            starts[at] = int(start)
    return Use(name, levels, starts)


def _level(element: Any) -> Level:
    return Level(
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        start=int(_value(element, "start") or 1),
        restarts=_value(element, "lvlRestart") != "0",
        legal=element.find(w("isLgl")) is not None,
        element=element,
    )


def _level_of_style(use: Use, paragraph: Any, sheet: Sheet) -> int:
    """The level that a style is linked to."""
    names = [style.get(w("styleId")) for style in sheet.of(paragraph)]
    for at, level in use.levels.items():
        if _value(level.element, "pStyle") in names:
            return at
    return 0


def _written(depth: int, counts: dict[int, int], use: Use, level: Level) -> str:
    own = use.levels.get(depth)
    if own is None:
        return ""
    value = counts.get(depth, own.start)
    return _formatted(value, "decimal" if level.legal else own.form)


def _formatted(value: int, form: str) -> str:
    if form.endswith("Roman") and value > 0:
        return roman(value) if form == "upperRoman" else roman(value).lower()
    if form.endswith("Letter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "ordinal":
        return f"{value}º"
    if form == "ordinalText" and 0 < value < 100:
        return _ordinal(value)
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _ordinal(value: int) -> str:
    """«Vigésimo primero», as Word writes it in Spanish."""
    words = [f"{stem}o" for stem in (_TENS[value // 10], _UNITS[value % 10]) if stem]
    return " ".join(words).capitalize()


def _value(holder: Any, name: str) -> str | None:
    found = holder.find(w(name))
    return None if found is None else found.get(w("val"))
