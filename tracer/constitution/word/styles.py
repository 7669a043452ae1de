"""The style sheet of a Word document: headings, bold, indents, whatever a style hands down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracer.constitution.word.numbering import Numbering

_HEADING = re.compile(r"(?:heading|t[ií]tulo|encabezado)\s*(\d)\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tdc|contents?|[ií]ndice|table of figures)\s*\d*\Z", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
LONGEST_CHAIN = 20
"""Styles based on one another; a damaged sheet may go round in a circle."""
TWIPS = 20.0
"""In a point."""


def w(name: str) -> str:
    """Tag or attribute of WordprocessingML."""
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles of a document, by their id."""

    styles: dict[str, Any]
    default: str
    """Id of the style of paragraphs that name none."""

    def chain(self, name: str | None) -> Iterator[Any]:
        """Give the style `name` and those it is based on, from the nearest."""
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(name or "")
            if style is None:
                return
            yield style
            based = style.find(w("basedOn"))
            name = based.get(w("val")) if based is not None else None

    def of(self, paragraph: Any) -> Iterator[Any]:
        """Give the styles of a paragraph, from the nearest."""
        return self.chain(_value(paragraph, "pPr", "pStyle") or self.default)

    def properties(self, paragraph: Any) -> Iterator[Any]:
        """Give what sets a paragraph: its own properties, then those of its styles."""
        for holder in (paragraph, *self.of(paragraph)):
            found = holder.find(w("pPr"))
            if found is not None:
                yield found

    def depth(self, paragraph: Any) -> int:
        """Rank of a heading, 1 outermost; 0 for any other paragraph."""
        for style in self.of(paragraph):
            found = _HEADING.match(_value(style, "name") or "")
            if found:
                return int(found.group(1))
        for found in self.properties(paragraph):
            level = _value(found, "outlineLvl")
            if level is not None and level.isdigit():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is set as a line of a table of contents."""
        return any(_CONTENTS.match(_value(style, "name") or "") for style in self.of(paragraph))

    def is_bold(self, run: Any, paragraph: Any) -> bool:
        """Whether a run prints in bold."""
        character = self.chain(_value(run, "rPr", "rStyle"))
        return next(
            (
                mark.get(w("val")) not in _OFF
                for holder in (run, *character, *self.of(paragraph))
                if (mark := holder.find(f"{w('rPr')}/{w('b')}")) is not None
            ),
            False,
        )

    def is_hidden(self, run: Any) -> bool:
        """Whether a run doesn't print."""
        mark = run.find(f"{w('rPr')}/{w('vanish')}")
        return mark is not None and mark.get(w("val")) not in _OFF

    def indent(self, paragraph: Any, numbering: Numbering) -> float:
        """Distance from the left margin, in points."""
        own, *inherited = [*self.properties(paragraph)] or [None]
        listed = numbering.properties(paragraph, self)
        for found in (own, listed, *inherited):
            mark = found.find(w("ind")) if found is not None else None
            left = None if mark is None else mark.get(w("left")) or mark.get(w("start"))
            if left is not None and re.fullmatch(r"-?\d+(?:\.\d+)?", left):
                return float(left) / TWIPS
        return 0.0


def read_sheet(document: Any) -> Sheet:
    """Read the style sheet of a document opened with python-docx."""
    styles = {style.get(w("styleId")): style for style in document.styles.element.iter(w("style"))}
    default = next(
        (
            name
            for name, style in styles.items()
            if style.get(w("type")) == "paragraph" and style.get(w("default")) not in (None, *_OFF)
        ),
        "",
    )
    return Sheet(styles, default)


def _value(holder: Any, *path: str) -> str | None:
    found = holder.find("/".join(w(name) for name in path))
    return None if found is None else found.get(w("val"))
