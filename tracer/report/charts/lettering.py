"""How much room words take, and how they are broken, without asking the machine's fonts."""

from __future__ import annotations

from tracer.cells import visible
from tracer.report.quotes import ELLIPSIS

NARROW, WIDE = set("iIjlftr.,;:·'|!()[]-  "), set("mwMW@%—…")
LINE = 1.2
"""Height of a line, in sizes of its letters."""
BOLD = 1.1
"""Bold letters are wider by so much."""


def width_of(text: str, size: float) -> float:
    """Estimate the width of `text` in pixels: on the large side, in any sans-serif."""
    return size * sum(_share(char) for char in text)


def _share(char: str) -> float:
    if char in NARROW:
        return 0.36
    if char in WIDE:
        return 0.95
    if ord(char) > 0x2E80:
        return 1.05
    return 0.72 if char.isupper() else 0.6


def wrapped(text: str, *, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Break `text` at spaces into at most `lines` lines; an ellipsis tells what was left out.

    Parameters
    ----------
    text : str
    width, size : float
        Of a line and of its letters, in pixels.
    lines : int
        At least 1.
    """
    words = visible(text).split()
    found: list[str] = []
    while words and len(found) < lines:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= width:
            line += f" {words.pop(0)}"
        if width_of(line, size) > width:
            line = _cut(line, width, size)
        found.append(line)
    if words:
        last = f"{found[-1].removesuffix(ELLIPSIS)} {words[0]}"
        found[-1] = _cut(last, width, size)
    return tuple(found)


def _cut(line: str, width: float, size: float) -> str:
    while line and width_of(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip(" ,;·") + ELLIPSIS


def share(part: float, lang: str) -> str:
    """Write a share as whole percents, those above nothing at least as ``<1``."""
    gap = "\N{NO-BREAK SPACE}" if lang == "es" else ""
    if 0 < part < 0.005:
        return f"<1{gap}%"
    return f"{100 * part:.0f}{gap}%"


def count(number: float) -> str:
    """Write a number of contributions or signatures."""
    return f"{number:,.0f}"
