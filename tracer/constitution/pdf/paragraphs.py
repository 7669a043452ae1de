"""Printed lines joined into paragraphs: prose as it was before it was set."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import mean

from tracer.constitution.blocks import Block, Body, Note
from tracer.constitution.grammar.headings import looks_like_heading
from tracer.constitution.grammar.labels import Label, list_labels, read_label, unstopped_article
from tracer.constitution.grammar.styles import Style
from tracer.constitution.pdf.lines import HYPHEN, Line, follows
from tracer.constitution.pdf.words import prose, vocabulary
from tracer.constitution.wrapping import abbreviates, ends

GAP = 1.32
"""A step between lines this much larger than usual begins a paragraph."""
USUAL = 0.25
"""Share of the most common step from which a smaller one is the step from line to line."""
SHORT = 0.12
"""A line that ends this share of the text width before the margin may end a paragraph."""
FULL = 0.03
"""A line that ends this near the margin, as a share of the text width, runs on."""
CONJUNCTIONS = ("y", "e", "o", "u", "y/o")
"""Alone on a line, they end the last item but one of a list."""
_RUNS_ON = re.compile(
    r"(?:\s|\A)(?:el|los?|las?|del?|al|y el|y los|en|con|por|según|art[ií]culos?)\Z"
)
"""Words that no paragraph and no heading ends with."""
ROOM = 2.0
"""In letters: what a word needs besides its own, to be sure that it had room."""
FEW = 40
"""Lines of even or odd pages that show no margin of their own."""
FIRST_LINE_INDENT = 12.0
"""In points."""


Side = tuple[int, int]
"""Even (0) or odd (1) pages, and the column; margins are those of either kind of page."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the pages of a document are set."""

    right: dict[Side, float]
    """Right margin, in points from the left edge."""
    leading: float
    """Usual step from line to line, in points."""


def pdf_body(lines: list[Line], style: Style) -> Body:
    """Join `lines`, already without noise, into a body of paragraphs.

    Lines of a paragraph are joined by a space, paragraphs by a line break. A hyphen at the end of
    a line goes where the joined word is used elsewhere in the document.
    """
    groups = _paragraphs(lines, style)
    words = vocabulary(line.text for line in lines)
    margins = _margins(lines)
    text, blocks = "", []
    pieces: list[str] = []
    for group in groups:
        joined = prose([line.text for line in group], words)
        blocks.append(
            Block(
                start=len(text),
                end=len(text) + len(joined),
                page=group[0].page,
                line=group[0].number,
                indent=min(line.left - margins[_side(line)] for line in group),
                prominent=all(line.bold for line in group),
                lead=_lead(group),
            )
        )
        pieces.append(joined)
        text += joined + "\n"
    return Body(text, tuple(blocks))


def placed_notes(notes: Sequence[Line], body: Body) -> tuple[Note, ...]:
    """Say where in `body` each of the lines stood that were taken from between its own."""
    starts = [(block.page or 0, block.line or 0) for block in body.blocks]
    found = []
    for line in notes:
        before = bisect_left(starts, (line.page, line.number))
        at = body.blocks[before - 1].end if before else 0
        found.append(Note(" ".join(line.text.split()), at, line.page))
    return tuple(found)


def _lead(group: list[Line]) -> int:
    """Bold characters at the start of a paragraph that goes on in plain type; 0 for none."""
    whole = list(takewhile(lambda line: line.bold, group))
    if len(whole) == len(group):
        return 0
    before = sum(sum(not c.isspace() and c != HYPHEN for c in line.text) for line in whole)
    return before + group[len(whole)].lead


def _side(line: Line) -> Side:
    return line.page % 2, line.column


def _margins(lines: list[Line]) -> dict[Side, float]:
    """Left margin of either kind of page: the least place where lines often begin."""
    margins = {}
    for side in sorted({_side(line) for line in lines}):
        lefts = Counter(round(line.left) for line in lines if _side(line) == side)
        if lefts.total() < FEW:  # a page of lists alone doesn't show its margin
            lefts = Counter(round(line.left) for line in lines if line.column == side[1])
        often = [left for left, n in lefts.items() if n >= 0.02 * lefts.total()]
        margins[side] = float(min(often, default=0))
    return margins


def _paragraphs(lines: list[Line], style: Style) -> list[list[Line]]:
    page = Setting(_right_margins(lines), _leading(lines))
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or _begins(line, groups[-1], page, style):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _right_margins(lines: list[Line]) -> dict[Side, float]:
    margins = {}
    for side in sorted({_side(line) for line in lines}):
        rights = sorted(line.right for line in lines if _side(line) == side)
        margins[side] = rights[int(len(rights) * 0.9)]
    return margins


def _leading(lines: list[Line]) -> float:
    """Usual step from line to line: the least common one, as paragraphs may be a line long."""
    steps = [
        line.top - before.top
        for before, line in pairwise(lines)
        if follows(before, line) and line.top > before.top + 1
    ]
    times = Counter(round(step) for step in steps)
    often = [step for step, n in times.items() if n >= USUAL * max(times.values())]
    return mean(step for step in steps if round(step) == min(often)) if steps else 12.0


def _begins(line: Line, group: list[Line], page: Setting, style: Style) -> bool:
    """Whether `line` begins a paragraph after those of `group`."""
    before = group[-1]
    if line.text in CONJUNCTIONS:
        return False
    if _RUNS_ON.search(before.text) and not line.bold:
        return False  # «… la Ley núm. 5 y el / Art. 7.»
    if _is_fixed_label(line, style) or _is_bare_label(group, style):
        return True
    room = page.right[_side(before)] - before.right
    width = max(page.right[_side(before)] - min(before.left, group[0].left), 1.0)
    short = room > SHORT * width
    ended = before.text.endswith((".", ";", ":", ")", "”", '"')) and not abbreviates(before.text)
    same_page = follows(before, line)
    step = line.top - before.top if same_page else 0.0
    if line.bold != before.bold and (room > FULL * width or not same_page):
        return True
    if _has_label(line, style) and (ended or ends(before.text) or short or before.bold):
        return True
    if len(group) == 1 and _ends_section_heading(line, before, short=short, style=style):
        return True
    if before.text.endswith(";") and line.text[:1].isupper():
        return True
    over = ended and (short or _has_room(line, group, page.right[_side(before)]))
    if not same_page:
        return over or (ended and _is_first_line(line, group, page))
    if step > GAP * page.leading and (ended or short or line.bold):
        return True
    indented = abs(line.left - before.left) > FIRST_LINE_INDENT and len(group) > 1
    return over or (ended and indented)


def _is_first_line(line: Line, group: list[Line], page: Setting) -> bool:
    """Whether a line at the top of a page is set in, as the first line of `group` was."""
    shift = page.right[_side(line)] - page.right[_side(group[-1])]
    further_in = line.left - shift - group[-1].left > FIRST_LINE_INDENT
    return further_in and group[0].left - group[-1].left > FIRST_LINE_INDENT


def _has_room(line: Line, group: list[Line], margin: float) -> bool:
    """Whether the first word of `line` had room on the line before, and yet went to the next."""
    before = group[-1]
    right = max(other.right for other in group[:-1]) if len(group) > 1 else margin
    letter = (before.right - before.left) / max(len(before.text), 1)
    word = line.text.split(" ", 1)[0]
    return right - before.right > letter * (len(word) + ROOM)


def _ends_section_heading(line: Line, before: Line, *, short: bool, style: Style) -> bool:
    """After «B. Derecho a la integridad» the text begins, further in or after a short line."""
    section = next((n for n in list_labels(before.text, style) if n.level == "section"), None)
    if section is None or line.text[:1].islower():
        return False
    further_in = line.left - before.left > FIRST_LINE_INDENT
    return looks_like_heading(before.text[section.length :]) and (short or further_in)


def _fixed_label(line: Line, style: Style) -> Label | None:
    mark = Block(0, len(line.text), prominent=line.bold)
    return read_label(line.text, mark, style, in_transitories=False)


def _is_fixed_label(line: Line, style: Style) -> bool:
    """A label that only a heading can bear: «Artículo 5», with its stop or alone on its line."""
    label = _fixed_label(line, style)
    return label is not None and label.level == "article"


def _is_bare_label(group: list[Line], style: Style) -> bool:
    """A label alone on its line ends there: what follows is its heading or its text."""
    if len(group) != 1:
        return False
    mark = Block(0, len(group[0].text), prominent=group[0].bold)
    label = read_label(group[0].text, mark, style, in_transitories=True)
    return label is not None and label.length == len(group[0].text)


def _has_label(line: Line, style: Style) -> bool:
    mark = Block(0, len(line.text), prominent=line.bold)
    fixed = read_label(line.text, mark, style, in_transitories=True)
    fixed = fixed or unstopped_article(line.text, mark, style)
    return fixed is not None or bool(list_labels(line.text, style))
