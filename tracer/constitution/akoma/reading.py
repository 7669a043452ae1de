"""Where the reader of an Akoma Ntoso document stands: what it has found, and the text so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tracer.constitution.grammar.style import Style
from tracer.records import Issue

ARTICLES = ("article", "transitory")


@dataclass(slots=True, eq=False)
class Found:
    """A provision while it is being read."""

    element: Any
    """Where it comes from; None for a paragraph after a list, which has no element of its own."""
    level: str
    citation: str
    parent: Found | None
    heading: str
    page: int | None
    line: int | None
    opens: int
    start: int
    end: int
    repealed: bool = False
    paragraphs: int = 0
    followed: bool = False
    """Something else came after its own words, which end there."""
    begun: bool = False
    """It has own words."""
    region: str = ""
    """Which final provisions it holds, ``transitoria`` or ``final``; empty for anything else."""


@dataclass(slots=True, eq=False)
class Reading:
    """A document while it is being read."""

    style: Style
    basic: str
    """Name of the element that its articles are."""
    pages: dict[Any, int]
    line: int | None = None
    """1-based line of the file that is being read."""
    pieces: list[str] = field(default_factory=list)
    """The text so far, line by line."""
    length: int = 0
    """Code points in `pieces`."""
    found: list[Found] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Citations given so far; only looked up in, never walked through."""
    regions: int = 0
    """Groups of transitory provisions met so far."""
    unnumbered: dict[tuple[Found | None, str], int] = field(default_factory=dict)


def write(reading: Reading, text: str) -> tuple[int, int]:
    """Add `text` as lines of their own; give its place."""
    if reading.length and not reading.pieces[-1].endswith("\n"):
        reading.pieces.append("\n")
        reading.length += 1
    start = reading.length
    reading.pieces.append(text)
    reading.length += len(text)
    return start, reading.length


def chain(found: Found | None) -> list[Found]:
    """`found` and what holds it, innermost first."""
    above = []
    while found is not None:
        above.append(found)
        found = found.parent
    return above


def article_above(found: Found | None) -> Found | None:
    """The article or transitory article that `found` is or stands in."""
    return next((one for one in chain(found) if one.level in ARTICLES), None)


def region_above(found: Found | None) -> Found | None:
    """The group of final provisions that `found` is or stands in."""
    return next((one for one in chain(found) if one.region), None)
