"""Lines of a text file that was wrapped: which of them go on with the line before."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

WIDEST = 200
"""In columns. Lines longer than that were not broken to fit a page."""
ENOUGH = 1
"""So many sentences broken at the full width show that a text was wrapped."""
STOPS = ".;:"

_OPEN = re.compile(
    r"(?:,|\b(?:el|la|los|las|un|una|de|del|a|al|en|con|por|para|sin|que|y|e|o|u|su|sus|se|lo))\Z",
    re.IGNORECASE,
)
"""Words that a line can't end with, unless the sentence goes on."""
_FULL_STOP = re.compile(r"[.;:][”»\"')\]]*\Z|[;,.]\s?[yoe]\Z")
_ABBREVIATION = re.compile(
    r"\b(?:arts?|n[uú]ms?|nos?|frac[cs]?|inc|p[aá]rrs?|p[aá]gs?|apdo|cap|t[ií]t|lic|dr|dra|ing|mtr[oa]"
    r"|sr|sra|gral|prof|c)\.\Z",
    re.IGNORECASE,
)


def wrapped_at(lines: list[str]) -> int | None:
    """Give the width that `lines` were wrapped at; None where they were not.

    Parameters
    ----------
    lines : list of str
        All lines of the text, blank ones among them.

    Returns
    -------
    int or None
        In columns.
    """
    widths = [columns(line.rstrip()) for line in lines]
    width = max(widths, default=0)
    if width > WIDEST:
        return None
    broken = sum(
        not ends(before) and not fits(before, after, width)
        for before, after in pairwise(lines)
        if before.strip() and (after.strip()[:1].islower() or is_open(before))
    )
    return width if broken >= ENOUGH else None


def columns(text: str) -> int:
    """Width of `text` on a typewriter: an accent takes no column of its own."""
    return sum(not unicodedata.combining(c) for c in text)


def fits(before: str, after: str, width: int) -> bool:
    """Whether the first word of `after` would have had room on the line `before`."""
    word = (after.split() or [""])[0]
    return columns(before.rstrip()) + 1 + columns(word) <= width


def ends(line: str) -> bool:
    """Whether `line` ends a sentence or an item of a list."""
    line = line.rstrip()
    return _FULL_STOP.search(line) is not None and not abbreviates(line)


def abbreviates(line: str) -> bool:
    """Whether the stop at the end of `line` is that of an abbreviation: «Art.», «núm.»."""
    return _ABBREVIATION.search(unicodedata.normalize("NFC", line.rstrip())) is not None


def is_open(line: str) -> bool:
    """Whether `line` ends in a word that a sentence can't end with."""
    return _OPEN.search(line.rstrip()) is not None
