"""What a page shows besides the text, told apart from it and counted.

Each kind has a finder: it takes the lines that are left and gives the places of those of its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import read_label
from tracer.constitution.grammar.style import Style
from tracer.constitution.pdf.contents import contents_lines
from tracer.constitution.pdf.footnotes import footnotes
from tracer.constitution.pdf.lines import Line
from tracer.constitution.pdf.running import page_numbers, running_heads
from tracer.records import LeftOut

_REPEAL = re.compile(r"\bderogad[oa]s?\b", re.IGNORECASE)

Places = set[tuple[int, int]]
"""Page and number of lines."""
FEWEST_PAGES = 3
STAMPED = 0.5
"""Share of the pages from which a large text at one place is a watermark."""
LARGE = 1.5
"""Times the usual size of type that it has, at least."""


class Sifted(NamedTuple):
    """Lines of the text, and what was taken from among them."""

    lines: list[Line]
    left_out: tuple[LeftOut, ...]
    notes: list[Line]
    """Editors' notes about reforms."""


def sift(lines: list[Line], style: Style) -> Sifted:
    """Take away everything that is no part of the text.

    Running heads and feet, page numbers, numbers of lines, watermarks, pages of contents, notes
    at the foot of the page, rules made of signs, and editors' notes about reforms.

    Parameters
    ----------
    lines : list of Line
        In reading order.
    style : Style

    Returns
    -------
    Sifted
        The order is kept; what was left out is counted by kind.
    """
    left_out = []
    notes: list[Line] = []
    for kind, find in FINDERS:
        places = find(lines, style)
        gone = [line for line in lines if (line.page, line.number) in places]
        if gone:
            left_out.append(LeftOut(kind, len(gone), gone[0].page))
            lines = [line for line in lines if (line.page, line.number) not in places]
            notes += gone if kind == "reform-note" else []
    return Sifted(lines, tuple(left_out), notes)


def _aside(kind: str) -> Callable[[list[Line], Style], Places]:
    return lambda lines, style: {(n.page, n.number) for n in lines if n.aside == kind}


def _watermarks(lines: list[Line], style: Style) -> Places:
    """Large type that text runs through, or that comes back at one place of most pages."""
    if not lines:
        return set()
    usual = median(line.size for line in lines)
    pages = len({line.page for line in lines})
    large = [line for line in lines if line.size >= LARGE * usual]
    times = Counter(key for key, _ in {(_stamp(line), line.page) for line in large})
    often = {key for key, n in times.items() if n >= max(FEWEST_PAGES, STAMPED * pages)}
    return {
        (line.page, line.number)
        for line in lines
        if line.aside == "watermark" or (line.size >= LARGE * usual and _stamp(line) in often)
    }


def _stamp(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.left / 3), round(line.top / 3)


def _ornaments(lines: list[Line], style: Style) -> Places:
    return {
        (line.page, line.number)
        for line in lines
        if not any(char.isalnum() for char in line.text) and not style.closing.match(line.text)
    }


def _reform_notes(lines: list[Line], style: Style) -> Places:
    """Editors' notes, but for one that says all there is of an article: that it was repealed."""
    found: Places = set()
    before: Line | None = None
    for line in lines:
        repeal = _REPEAL.search(line.text) and before and _is_bare_article(before, style)
        if style.note.match(line.text) and not repeal:
            found.add((line.page, line.number))
        else:
            before = line
    return found


def _is_bare_article(line: Line, style: Style) -> bool:
    mark = Block(0, len(line.text), prominent=line.bold)
    label = read_label(line.text, mark, style, in_transitories=False)
    return label is not None and label.level == "article" and label.length == len(line.text)


FINDERS: Sequence[tuple[str, Callable[[list[Line], Style], Places]]] = (
    ("outside", _aside("outside")),
    ("turned", _aside("turned")),
    ("line-number", _aside("line-number")),
    ("running-head", running_heads),
    ("page-number", page_numbers),
    ("watermark", _watermarks),
    ("contents", contents_lines),
    ("ornament", _ornaments),
    ("footnote", footnotes),
    ("reform-note", _reform_notes),
)
"""In this order: notes at the foot are the last lines of a page once its feet are gone."""
