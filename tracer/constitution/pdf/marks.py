"""Raised numbers that send the reader to a note: they are no part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracer.constitution.pdf.spacing import Glyph

RAISED = 0.2
"""Of the height of the letters beside it: a raised number stands at least this much higher."""
SMALLER = 0.85
"""Of the size of the letters beside it, a raised number has at most this."""
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_UNITS = ("m", "km", "cm", "mm", "dm", "hm")


class Unmarked(NamedTuple):
    """A row without the marks of notes."""

    glyphs: list[Glyph]
    marks: tuple[str, ...]
    """Those taken out, in digits."""
    noted: bool
    """The row opens with a raised number, which stays: it numbers a note, or a paragraph."""


def without_marks(glyphs: Sequence[Glyph], *, size: Callable[[int], float]) -> Unmarked:
    """Take the marks of notes out of a row, and close the gaps that they leave.

    Exponents of units stay, as in m²; a small raised zero after a number is an ordinal sign.

    Parameters
    ----------
    glyphs : sequence of Glyph
        One row, from left to right.
    size : callable
        Gives the size of type of the glyph at an index, in points.
    """
    raised = _raised(glyphs, size) if any(g.char.isdigit() for g in glyphs) else set()
    if not raised:
        return Unmarked(list(glyphs), (), noted=False)
    kept: list[Glyph] = []
    marks: list[str] = []
    shift, inside = 0.0, False
    for at, glyph in enumerate(glyphs):
        words = "".join(g.char for g in kept[-4:]).strip()
        if at not in raised or not words or words.split()[-1].lower() in _UNITS:
            kept.append(_moved(glyph, shift))
            inside = inside and glyph.guessed
        elif glyph.char in "0⁰" and words[-1].isdigit() and not inside:
            kept.append(_moved(glyph, shift)._replace(char="º"))
        else:
            while kept[-1].guessed:
                kept.pop()
            shift = glyph.right - kept[-1].right
            digit = _SUPERSCRIPTS.get(glyph.char, glyph.char)
            marks[-1:] = [marks[-1] + digit] if inside else [*marks[-1:], digit]
            inside = True
    first = next(at for at, glyph in enumerate(glyphs) if not glyph.char.isspace())
    return Unmarked(kept, tuple(marks), noted=first in raised)


def _moved(glyph: Glyph, shift: float) -> Glyph:
    return glyph._replace(left=glyph.left - shift, right=glyph.right - shift) if shift else glyph


def _raised(glyphs: Sequence[Glyph], size: Callable[[int], float]) -> set[int]:
    """Places of digits that are set smaller and higher than the letters of the row."""
    digits = [at for at, g in enumerate(glyphs) if g.char.isdigit()]
    letters = [at for at, g in enumerate(glyphs) if g.char.isalpha()]
    signs = {at for at in digits if glyphs[at].char in _SUPERSCRIPTS}
    if not letters:
        return signs
    heights = Counter((round(glyphs[at].low, 1), round(glyphs[at].height, 1)) for at in letters)
    low, height = heights.most_common(1)[0][0]
    beside = next(at for at in letters if round(glyphs[at].low, 1) == low)
    higher = [at for at in digits if glyphs[at].low > low + RAISED * height]
    return signs | {at for at in higher if size(at) < SMALLER * size(beside)}
