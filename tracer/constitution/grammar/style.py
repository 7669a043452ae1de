"""What a tradition of drafting is made of: patterns for what announces each kind of unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEVELS = (
    "part", "book", "title", "chapter", "division", "article", "transitory", "disposition",
    "section", "numeral", "fraction", "inciso", "proviso", "paragraph", "preamble", "motives",
    "transitories",
)  # fmt: skip
"""What a pattern may announce."""
NUMBERINGS = ("", "roman", "letter")
"""How a number is read: as a Roman numeral in either case, as letters; empty: as its level is."""
HEADINGS = ("auto", "inline", "apart")
"""Where the heading of an article stands; see `Style.article_headings`."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one kind of unit announces itself.

    The pattern is matched at the start of a block, in Unicode NFC. Its group ``number`` numbers
    the unit; what follows the match is its heading or its text. Further groups, all optional:
    ``upto``, the last number of a range of repealed units; ``kind``, which of the named
    dispositions it is (``final``); ``label``, a second label that goes to the heading.
    """

    level: str
    """One of `LEVELS`."""
    regex: re.Pattern[str]
    shape: str = ""
    """Of a list: which list it belongs to, so that ``1.`` and ``1)`` are counted apart."""
    numbering: str = ""
    """One of `NUMBERINGS`."""


@dataclass(frozen=True, slots=True)
class Style:
    """The conventions of one tradition of drafting."""

    name: str
    containers: tuple[Pattern, ...]
    """Parts, books, titles, chapters and the like: they hold articles."""
    regions: tuple[Pattern, ...]
    """Preamble and final provisions of every kind: they close everything before them."""
    articles: tuple[Pattern, ...]
    """Articles, and transitory and other dispositions that bear their kind in their label."""
    unstopped: tuple[Pattern, ...]
    """Articles with nothing but a space behind their number, taken only where it is the next."""
    transitories: tuple[Pattern, ...]
    """Only looked for among the transitory and other final dispositions."""
    lists: tuple[Pattern, ...]
    """Units within an article, taken only where their numbering goes on or begins."""
    closing: re.Pattern[str]
    """What ends the last provision: signatures, promulgation."""
    note: re.Pattern[str]
    """Editors' notes about reforms: no part of the text."""
    repealed: re.Pattern[str]
    """A text that is nothing but the mark of its repeal."""
    contents: re.Pattern[str]
    """The title of a table of contents."""
    article_headings: str = "auto"
    """``inline``: the first sentence of an article, on the line of its label, is its heading
    («Artículo 1.- Organización del Estado. El pueblo…»). ``apart``: never. ``auto``: where nearly
    all articles of a document begin like that."""
