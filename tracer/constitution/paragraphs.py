"""Printed lines joined into paragraphs: prose as it was before it was set."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from tracer.constitution.blocks import Block, Body
from tracer.constitution.headings import looks_like_heading
from tracer.constitution.labels import Label, list_labels, read_label
from tracer.constitution.pdf import Line
from tracer.constitution.styles import Style

HYPHEN = "\u0002"
"""Stands for a hyphen at the end of a printed line, which may or may not belong to the word."""
GAP = 1.32
"""A step between lines this much larger than usual begins a paragraph."""
SHORT = 0.12
"""A line that ends this share of the text width before the margin may end a paragraph."""
FULL = 0.03
"""A line that ends this near the margin, as a share of the text width, runs on."""
FIRST_LINE_INDENT = 12.0
"""In points."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the pages of a document are set."""

    right: dict[int, float]
    """Right margin of even (0) and odd (1) pages, in points from the left edge."""
    leading: float
    """Usual step from line to line, in points."""


def pdf_body(lines: list[Line], style: Style) -> Body:
    """Join `lines`, already without noise, into a body of paragraphs.

    Lines of a paragraph are joined by a space, paragraphs by a line break. A hyphen at the end of
    a line goes where the joined word is used elsewhere in the document.
    """
    lines = [line for line in lines if not style.note.match(line.text)]
    groups = _paragraphs(lines, style)
    words = Counter(re.findall(r"\w+", " ".join(line.text.lower() for line in lines)))
    margins = _margins(lines)
    text, blocks = "", []
    pieces: list[str] = []
    for group in groups:
        joined = _join(group, words)
        left = min(line.left for line in group)
        blocks.append(
            Block(
                start=len(text),
                end=len(text) + len(joined),
                page=group[0].page,
                line=group[0].number,
                indent=left - margins[group[0].page % 2],
                prominent=all(line.bold for line in group),
            )
        )
        pieces.append(joined)
        text += joined + "\n"
    return Body(text, tuple(blocks))


def _margins(lines: list[Line]) -> dict[int, float]:
    """Left margin of odd and even pages: the least place where lines often begin."""
    margins = {}
    for parity in (0, 1):
        lefts = Counter(round(line.left) for line in lines if line.page % 2 == parity)
        often = [left for left, n in lefts.items() if n >= 0.02 * sum(lefts.values())]
        margins[parity] = float(min(often, default=0))
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


def _right_margins(lines: list[Line]) -> dict[int, float]:
    margins = {}
    for parity in (0, 1):
        rights = sorted(line.right for line in lines if line.page % 2 == parity)
        margins[parity] = rights[int(len(rights) * 0.9)] if rights else 0.0
    return margins


def _leading(lines: list[Line]) -> float:
    steps = Counter(
        round(line.top - before.top)
        for before, line in pairwise(lines)
        if before.page == line.page and line.top > before.top
    )
    return float(steps.most_common(1)[0][0]) if steps else 12.0


def _begins(line: Line, group: list[Line], page: Setting, style: Style) -> bool:
    """Whether `line` begins a paragraph after those of `group`."""
    before = group[-1]
    if _is_fixed_label(line, style) or _is_bare_label(group, style):
        return True
    room = page.right[before.page % 2] - before.right
    width = max(page.right[before.page % 2] - min(before.left, group[0].left), 1.0)
    short = room > SHORT * width
    ended = before.text.endswith((".", ";", ":", ")", "”", '"'))
    same_page = line.page == before.page
    step = line.top - before.top if same_page else 0.0
    if line.bold != before.bold and (room > FULL * width or not same_page):
        return True
    if _has_label(line, style):
        closed = ended or re.search(r"\b[yoe]$", before.text) is not None
        if closed or short or before.bold:
            return True
    if len(group) == 1 and _ends_section_heading(line, before, short=short, style=style):
        return True
    if before.text.endswith(";") and line.text[:1].isupper():
        return True
    if not same_page:
        return short and ended
    if step > GAP * page.leading and (ended or short or line.bold):
        return True
    indented = abs(line.left - before.left) > FIRST_LINE_INDENT and len(group) > 1
    return ended and (short or indented)


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
    return fixed is not None or bool(list_labels(line.text, style))


def _join(group: list[Line], words: Counter[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        if text.endswith(HYPHEN):
            text += line.text
        elif re.search(r"\w-\Z", text) and line.text[:1].islower():
            text = text[:-1] + HYPHEN + line.text
        else:
            text += " " + line.text
    return re.sub(rf"(\w*){HYPHEN}\s?(\w*)", lambda found: _dehyphen(found, words), text)


def _dehyphen(found: re.Match[str], words: Counter[str]) -> str:
    first, second = found.groups()
    joined = first + second
    known_apart = words[first.lower()] and words[second.lower()]
    if words[joined.lower()] or not known_apart:
        return joined
    return f"{first}-{second}"
