"""Notes at the foot of a page or of a column."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from statistics import median

from tracer.constitution.grammar.style import Style
from tracer.constitution.pdf.lines import Line

SMALL = 0.9
"""Of the usual size of type: lines below it are set small."""
LOWER_PART = 0.35
"""Share of the page height, from below, in which notes that nothing else shows must stand."""
HIGHEST = 0.75
"""Share of the page height, from below, that notes may fill."""
SET_OFF = 1.4
"""Usual steps from line to line that part notes from the text, at least."""

_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?[.\s]?\s?(?=\S|\Z)")
_STAR = re.compile(r"[*†‡]{1,3}\s?(?=\w)")


def footnotes(lines: list[Line], style: Style) -> set[tuple[int, int]]:
    """Find the notes at the foot of pages and columns, and the marks of notes that stand alone.

    Notes are the last lines below a text, smaller than it, and open with the mark of a note, or
    stand below a short rule, or go on with the notes of the page before. Notes as large as the
    text must stand below a rule and open with a number that the text sends to, raised.

    A stretch of small type without any of that, such as transitory provisions set small, is text.
    """
    usual = _usual_size(lines)
    found: set[tuple[int, int]] = set()
    last = -1
    for page, on_page in groupby(lines, key=lambda line: line.page):
        whole = list(on_page)
        size = _text_size(whole, usual)
        alone = [n for n in whole if n.text.isdigit() and n.size < SMALL * size]
        marks = {mark for line in whole for mark in line.marks} | {n.text for n in alone}
        for _, stretch in groupby(whole, key=lambda line: line.flow):
            flow = list(stretch)
            notes = _small_notes(flow, size, marks, going_on=last >= page - 1)
            notes = notes or _ruled_notes(flow, marks)
            found |= {(line.page, line.number) for line in notes}
            last = page if notes else last
        found |= {(line.page, line.number) for line in alone}
    return found


def _usual_size(lines: list[Line]) -> float:
    """The size that most letters of the document have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return min(letters, key=lambda size: (-letters[size], size)) if letters else 0.0


def _text_size(page: list[Line], usual: float) -> float:
    """The size of the text of a page: the usual one, unless the page has none of it."""
    in_usual = sum(line.size >= SMALL * usual for line in page)
    return usual if in_usual >= 3 else median(line.size for line in page)


def _small_notes(flow: list[Line], size: float, marks: set[str], *, going_on: bool) -> list[Line]:
    """The last lines of a stretch, from the first that shows itself to be a note."""
    first = len(flow)
    while first and _is_small(flow[first - 1], size):
        first -= 1
    step = _step(flow)
    for at in range(first, len(flow)):
        line = flow[at]
        low = line.base < LOWER_PART and (at == 0 or line.top - flow[at - 1].top > SET_OFF * step)
        number = _NUMBER.match(line.text)
        known = number is not None and (line.noted or number[1] in marks)
        shown = known or line.ruled or _STAR.match(line.text) is not None
        if shown or (low and (number is not None or going_on)):
            return flow[at:]
    return []


def _is_small(line: Line, size: float) -> bool:
    return line.size < SMALL * size and line.base < HIGHEST and not line.bold


def _step(flow: list[Line]) -> float:
    steps = [after.top - line.top for line, after in pairwise(flow) if after.top > line.top]
    return median(steps) if steps else 0.0


def _ruled_notes(flow: list[Line], marks: set[str]) -> list[Line]:
    """Notes as large as the text: below a rule, or raised, with a number that the text sends to."""
    for at, line in enumerate(flow):
        number = _NUMBER.match(line.text)
        if number and number[1] in marks and (line.ruled or line.noted) and line.base < HIGHEST:
            return flow[at:]
    return []
