"""Spaces between words, from where the letters stand on the page.

A PDF reader guesses spaces from gaps: it finds some inside the words of letter-spaced headings
and misses some where a line is set tight. Both show beside the real spaces of the same line.
"""

from __future__ import annotations

import math
import unicodedata
from statistics import median
from typing import NamedTuple

LOST = 0.25
"""In letter widths, beyond the usual gap of the line: from here a gap parts two words."""
LOST_BEFORE_CAPITAL = 0.12
"""The same, where a capital follows a small letter: few words have one inside."""
UNSEEN = 0.03
"""In letter widths, beyond the usual gap: a space of the file that shows less is none."""
LEAST = 5
"""Letters that show a heading to be set with spaces between them."""
SPACED_OUT = 0.8
"""Share of its letters that a space follows."""
WIDER = 1.5
"""Times the space between letters, from which a space parts words."""
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
    low: float = 0.0
    """Lower edge of its box, in points."""
    height: float = 0.0
    """Of its box, in points; by its font, not by its shape."""


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
    gaps = _gaps(marks)
    inner = [gap for gap, kind in zip(gaps, kinds, strict=True) if kind == "none"]
    if _is_letterspaced(marks, kinds):
        return _closed_up(marks, gaps, kinds)
    if not inner:
        return "".join(g.char for g in glyphs)
    usual = median(inner)
    letter = median(mark.right - mark.left for mark in marks)
    widths = [(gap - usual) / letter if letter > 0 else 0.0 for gap in gaps]
    real = [width for width, kind in zip(widths, kinds, strict=True) if kind == "real"]
    shown = bool(real) and median(real) >= GUESSED
    text = marks[0].char
    for before, mark, width, kind in zip(marks, marks[1:], widths, kinds, strict=False):
        if kind == "none":
            apart = width >= LOST_BEFORE_CAPITAL and width >= _lost(before.char, mark.char)
        elif kind == "guessed":
            apart = width >= GUESSED
        else:
            inside = before.char.islower() and mark.char.islower()
            apart = not (shown and inside and width < UNSEEN)
        text += (" " if apart else "") + mark.char
    return text


def _gaps(marks: list[Glyph]) -> list[float]:
    """White between each two marks; an accent over a letter takes no room of its own."""
    gaps = []
    edge = marks[0].right if marks else 0.0
    for mark in marks[1:]:
        if unicodedata.combining(mark.char):
            gaps.append(0.0)
            continue
        gaps.append(mark.left - edge)
        edge = mark.right
    return gaps


def _lost(before: str, mark: str) -> float:
    """From what width on a gap without a space parts two characters."""
    if not mark.isalnum() or not (before.isalnum() or before in ",;"):
        return math.inf
    return LOST_BEFORE_CAPITAL if before.islower() and mark.isupper() else LOST


def _is_letterspaced(marks: list[Glyph], kinds: list[str]) -> bool:
    """Whether a heading is set with a space between any two letters: ``C A P Í T U L O  I``."""
    parted = sum(kind != "none" for kind in kinds)
    letters = sum(mark.char.isupper() for mark in marks)
    return len(marks) > LEAST and parted >= SPACED_OUT * len(kinds) and letters >= len(marks) / 2


def _closed_up(marks: list[Glyph], gaps: list[float], kinds: list[str]) -> str:
    """Keep the spaces that are wider than those between letters."""
    usual = median(gap for gap, kind in zip(gaps, kinds, strict=True) if kind != "none")
    wide = [kind != "none" and gap > WIDER * usual for gap, kind in zip(gaps, kinds, strict=True)]
    text = marks[0].char
    for mark, kind, apart in zip(marks[1:], kinds, wide, strict=True):
        parted = apart if any(wide) else kind != "none"
        text += (" " if parted else "") + mark.char
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
