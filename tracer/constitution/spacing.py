"""Spaces between words, from where the letters stand on the page.

A PDF reader guesses spaces from gaps: it finds some inside the words of letter-spaced headings
and misses some where a line is set tight. Both show beside the real spaces of the same line.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

LOST = 0.25
"""In letter widths, beyond the usual gap of the line: from here a gap parts two words."""
GUESSED = 0.12
"""In letter widths, beyond the usual gap: a guessed space narrower than this is none."""


class Glyph(NamedTuple):
    """A character as it stands on its line."""

    char: str
    left: float
    """In points."""
    right: float
    guessed: bool
    """A space that the PDF itself doesn't hold."""


def spaced(glyphs: list[Glyph]) -> str:
    """Give the text of a line with the spaces that its gaps show.

    Parameters
    ----------
    glyphs : list of Glyph
        One line, from left to right.

    Returns
    -------
    str
        The characters in order. Guessed spaces that stand in no wider a gap than letters do are
        dropped; spaces are put where letters stand as far apart as words.
    """
    marks = [g for g in glyphs if not g.char.isspace()]
    kinds = _between(glyphs)
    gaps = [after.left - before.right for before, after in pairwise(marks)]
    inner = [gap for gap, kind in zip(gaps, kinds, strict=True) if kind == "none"]
    if not inner:
        return "".join(g.char for g in glyphs)
    usual = median(inner)
    letter = median(mark.right - mark.left for mark in marks)
    text = marks[0].char
    for before, mark, gap, kind in zip(marks, marks[1:], gaps, kinds, strict=False):
        width = (gap - usual) / letter if letter > 0 else 0.0
        guessed = kind == "guessed" and width >= GUESSED
        words = (before.char.isalnum() or before.char in ",;") and mark.char.isalnum()
        lost = kind == "none" and width >= LOST and words
        text += (" " if kind == "real" or guessed or lost else "") + mark.char
    return text


def _between(glyphs: list[Glyph]) -> list[str]:
    """What stands between each two marks: a real space, a guessed one, or none."""
    kinds: list[str] = []
    between = "none"
    seen = False
    for glyph in glyphs:
        if glyph.char.isspace():
            if between != "real":
                between = "guessed" if glyph.guessed else "real"
            continue
        if seen:
            kinds.append(between)
        seen, between = True, "none"
    return kinds
