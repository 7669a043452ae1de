"""Tables of contents: headings with the pages where they stand, by dots or at the right margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import read_label
from tracer.constitution.grammar.style import Style
from tracer.constitution.pdf.lines import Line

DOTS = 4
"""That lead from a heading to its page, at least."""
TAB = 2.0
"""Of the size of type: the white before a page number set at the right margin, at least."""
APART = 7
"""Lines from one entry to the next, at most: headings without a page stand between them."""
FEWEST = 3
"""Entries that make a table, where dots or a title show what it is."""
FEWEST_BARE = 5
"""Entries that make one where nothing else does."""
HEADINGS = 0.5
"""Share of those that must begin as a heading does."""
RISING = 0.9
"""Share of page numbers that are no less than the one before."""
ABOVE = 12
"""Lines from the title of the table to its first entry, at most."""
SLACK = 4.0
"""In points: page numbers set at one margin differ by less."""

_LAST = re.compile(r"(?<![^\s.…·_])(\d{1,4}|[ivxlcIVXLC]{1,8})\Z")


class Entry(NamedTuple):
    """A line that sends to a page."""

    at: int
    """Its place among the lines."""
    page: int | None
    """The page it names; None for a Roman one."""
    led: bool
    """Dots lead to it."""
    right: float


def contents_lines(lines: list[Line], style: Style) -> set[tuple[int, int]]:
    """Find the lines of tables of contents, over however many pages, their titles included.

    Entries follow each other closely and their pages rise; without dots and without a title,
    they must also stand at one margin and begin as headings do.
    """
    lines = _downwards(lines)
    found: set[tuple[int, int]] = set()
    for run in _runs(_entries(lines)):
        title = _title(lines, run[0].at, style)
        if not _is_table(run, lines, style, titled=title is not None):
            continue
        start = title if title is not None else _first_heading(lines, run[0].at, style)
        found |= {(line.page, line.number) for line in lines[start : run[-1].at + 1]}
    return found


def _downwards(lines: list[Line]) -> list[Line]:
    """Lines as they stand on their pages: dots are at times drawn apart from their headings."""
    ordered: list[Line] = []
    for _, on_page in groupby(lines, key=lambda line: line.page):
        page = list(on_page)
        leads = any(not any(c.isalpha() for c in line.text) and "." in line.text for line in page)
        ordered += (
            sorted(page, key=lambda n: (n.flow, round(n.top / SLACK), n.left)) if leads else page
        )
    return ordered


def _entries(lines: list[Line]) -> list[Entry]:
    entries = []
    for at, line in enumerate(lines):
        text = line.text.rstrip()
        number = _LAST.search(text[-9:])
        if not number:
            continue
        before = text[: len(text) - len(number[1])]
        leader = before[len(before.rstrip(" .…·_")) :]
        led = leader.count(".") + 3 * leader.count("…") + leader.count("_") >= DOTS
        led = led or leader.count("·") >= DOTS
        if led or line.tab >= TAB * line.size or _stands_beside(lines, at):
            page = int(number[1]) if number[1].isdigit() else None
            entries.append(Entry(at, page, led, line.right))
    return entries


def _stands_beside(lines: Sequence[Line], at: int) -> bool:
    """A number by itself at the right of the line before."""
    line = lines[at]
    before = lines[at - 1] if at else None
    if before is None or not line.text.isdigit() or before.page != line.page:
        return False
    return abs(line.top - before.top) <= SLACK and line.left >= before.right + TAB * line.size


def _runs(entries: list[Entry]) -> list[list[Entry]]:
    """Entries that follow each other closely."""
    runs: list[list[Entry]] = []
    for entry in entries:
        if runs and entry.at - runs[-1][-1].at <= APART:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _is_table(run: list[Entry], lines: list[Line], style: Style, *, titled: bool) -> bool:
    pages = [entry.page for entry in run if entry.page is not None]
    rising = sum(after >= before for before, after in pairwise(pages))
    if len(run) < FEWEST or rising < RISING * (len(pages) - 1):
        return False
    led = sum(entry.led for entry in run)
    if titled or led >= max(FEWEST, len(run) / 2):
        return True
    aligned = Counter(round(entry.right / SLACK) for entry in run).most_common(1)[0][1]
    headings = sum(_is_heading(lines[entry.at], style) for entry in run)
    return (
        len(run) >= FEWEST_BARE
        and aligned >= len(run) / 2
        and headings >= HEADINGS * len(run)
        and len(set(pages)) > 1
    )


def _title(lines: list[Line], first: int, style: Style) -> int | None:
    """The place of «Índice» above the first entry."""
    for at in range(first, max(first - ABOVE, 0) - 1, -1):
        if style.contents.match(lines[at].text):
            return at
    return None


def _first_heading(lines: list[Line], first: int, style: Style) -> int:
    """Where a table without a title begins: headings without a page may stand above the first."""
    start = first
    for at in range(first - 1, max(first - APART, 0) - 1, -1):
        if lines[at].page != lines[first].page or lines[at].text.endswith((".", ";", ":")):
            break
        if _is_heading(lines[at], style):
            start = at
    return start


def _is_heading(line: Line, style: Style) -> bool:
    mark = Block(0, len(line.text), prominent=line.bold)
    return read_label(line.text, mark, style, in_transitories=False) is not None
