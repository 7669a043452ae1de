"""What container readers hand to the grammar: a body of text, cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.records import Issue, LeftOut


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item of a document, as its container shows it."""

    start: int
    """First code point in the body."""
    end: int
    """One past the last code point in the body."""
    page: int | None = None
    """1-based."""
    line: int | None = None
    """1-based line of a text file, where known."""
    indent: float | None = None
    """Distance from the left margin, in points or columns; None where nothing shows it."""
    depth: int = 0
    """Rank of a marked heading, 1 outermost, as in Markdown and HTML; 0 for none."""
    prominent: bool = False
    """Set in bold or in a heading style: its own words may be a heading."""
    lead: int = 0
    """Letters and signs at its start that are set in bold, blanks not counted, where others follow
    that are not."""


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor put beside the text: «Párrafo reformado DOF 10-06-2011»."""

    words: str
    at: int
    """Where in the body it stood: one past the last code point before it."""
    page: int | None = None
    """1-based."""


@dataclass(frozen=True, slots=True)
class Body:
    """A document without its noise, ready for the grammar."""

    text: str
    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()
