"""The printed line: what is read from the pages of a PDF, and what paragraphs are made of."""

from __future__ import annotations

from dataclasses import dataclass

HYPHEN = "\u0002"
"""Stands for a hyphen at the end of a printed line, which may or may not belong to the word."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line."""

    text: str
    page: int
    """1-based."""
    number: int
    """1-based place on its page in reading order, noise counted."""
    left: float
    """In points from the left edge of the page."""
    right: float
    base: float
    """Height above the lower edge, as a share of the page height, 0 to 1."""
    top: float
    """In points below the upper edge of the page."""
    size: float
    """Of its type as printed, in points."""
    bold: bool
    lead: int = 0
    """Letters and signs at its start that are set in bold, where its end is not."""
    column: int = 0
    """1-based from the left; 0 for a line as wide as the page, and on pages without columns."""
    flow: int = 0
    """Stretch of its page that is read from top to bottom without a jump, counted from 0."""
    tab: float = 0.0
    """White before its last word, in points."""
    marks: tuple[str, ...] = ()
    """Raised numbers of notes that stood in it; no part of its text."""
    noted: bool = False
    """It begins with a raised number, as a note does."""
    ruled: bool = False
    """A short rule stands between it and the line above."""
    aside: str = ""
    """``turned`` for words not set upright, ``outside`` for those beyond the visible page."""


def follows(before: Line, line: Line) -> bool:
    """Whether `line` stands below `before` in the same column of the same page."""
    return line.page == before.page and line.flow == before.flow
