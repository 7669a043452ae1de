"""Running heads and feet, and page numbers: what comes back at the edges of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise

from tracer.citation.numbering import roman_value
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import read_label
from tracer.constitution.grammar.style import Style
from tracer.constitution.pdf.lines import Line

BAND = 0.13
"""Share of the page height, above and below, where running heads and feet are looked for."""
TALLEST = 0.25
"""Share of the page height that a running head may fill."""
OFTEN = 0.2
"""Share of the pages on which a text must come back at one height to be a running head."""
MOST = 0.5
"""Share of the pages that must have lines at one height, set off from the text, for these to be
running heads whatever they say: the name of the chapter changes."""
LIKE = 0.7
"""Texts of such heads, digits apart, per page at most: headings that open pages never come back."""
SET_OFF = 1.4
"""Steps from line to line that part a running head from the text."""
MOST_LINES = 5
"""That a running head may have."""
FEWEST_PAGES = 3
SLACK = 0.006
"""Of the page height: heads of one kind stand no further apart."""

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?P<open>[-–—|\[«<~·\s]*)(?:(?P<word>p[áa]g(?:ina|s)?|hoja|folio)\b\.?\s*)?"
    r"(?P<number>\d{1,4}|[ivxlc]{1,8})"
    r"(?:\s*(?P<of>de|/|of)\s*\d{1,4})?(?P<close>[-–—|\]»>~·\s]*)\Z",
    re.IGNORECASE,
)


def running_heads(lines: list[Line], style: Style) -> set[tuple[int, int]]:
    """Find running heads and feet.

    A running head is a text at the edge of the page that comes back at the same height, digits
    apart, on a fifth of the pages; what half of them have at one place, however tall; or what
    stands at one height, set off from the text, on half of them and comes back now and then. The
    heading of an article is none, wherever it stands.
    """
    edges = [line for line in lines if _is_at_edge(line)]
    pages = len({line.page for line in lines})
    times = Counter(key for key, _ in {(_head(line, style), line.page) for line in edges})
    often = {key for key, n in times.items() if n >= FEWEST_PAGES and n >= OFTEN * pages}
    found = {
        (line.page, line.number)
        for line in edges
        if _head(line, style) in often and not _opens_article(line, style)
    }
    for depth in (lambda line: 1 - line.base, lambda line: line.base):
        found |= _set_off(lines, style, pages, depth)
        found |= _repeated(lines, style, pages, depth)
    return found


def _is_at_edge(line: Line) -> bool:
    return line.base < BAND or line.base > 1 - BAND


def _head(line: Line, style: Style) -> tuple[str, float]:
    """What a head says and where, its page number apart; headings differ by their numbers."""
    label = _label_level(line, style)
    return (line.text if label else _DIGITS.sub("#", line.text)), round(line.base, 2)


def _label_level(line: Line, style: Style) -> str:
    mark = Block(0, len(line.text), prominent=line.bold)
    label = read_label(line.text, mark, style, in_transitories=False)
    return label.level if label else ""


def _opens_article(line: Line, style: Style) -> bool:
    return any(pattern.regex.match(line.text) for pattern in style.articles)


def _by_page(lines: list[Line], depth: Callable[[Line], float]) -> list[list[Line]]:
    on_page = defaultdict(list)
    for line in lines:
        on_page[line.page].append(line)
    return [sorted(page, key=depth) for page in on_page.values()]


def _repeated(
    lines: list[Line], style: Style, pages: int, depth: Callable[[Line], float]
) -> set[tuple[int, int]]:
    """Heads that are tall: what most pages have at one place, from the edge inwards."""
    times = Counter(key for key, _ in {(_head(line, style), line.page) for line in lines})
    often = {key for key, n in times.items() if n >= max(FEWEST_PAGES, MOST * pages)}
    found = set()
    for page in _by_page(lines, depth):
        for line in page:
            head = _head(line, style)
            if depth(line) > TALLEST or head not in often or _opens_article(line, style):
                break
            found.add((line.page, line.number))
    return found


def _set_off(
    lines: list[Line], style: Style, pages: int, depth: Callable[[Line], float]
) -> set[tuple[int, int]]:
    """Heads that change: found by where they stand, on most pages, apart from the text."""
    step = _leading(lines)
    groups = [_outermost(page, SET_OFF * step) for page in _by_page(lines, depth)]
    heads = [group for group in groups if group]
    height = _common_height([group[-1].base for group in heads])
    heads = [group for group in heads if abs(group[-1].base - height) <= SLACK]
    said = {tuple(_head(line, style)[0] for line in group) for group in heads}
    if len(heads) < max(FEWEST_PAGES, MOST * pages) or len(said) > LIKE * len(heads):
        return set()
    return {
        (line.page, line.number)
        for group in heads
        for line in group
        if not _opens_article(line, style)
    }


def _outermost(page: list[Line], gap: float) -> list[Line]:
    """The lines at the edge of a page, up to the first gap; none where there is no gap nearby."""
    for count, (line, after) in enumerate(pairwise(page), start=1):
        if count > MOST_LINES or not _is_at_edge(line):
            break
        if abs(after.top - line.top) > gap:
            return page[:count]
    return []


def _leading(lines: list[Line]) -> float:
    steps = Counter(
        round(line.top - before.top)
        for before, line in pairwise(lines)
        if before.page == line.page and line.top > before.top + 3
    )
    return float(min(steps, key=lambda step: (-steps[step], step))) if steps else 12.0


def _common_height(heights: list[float]) -> float:
    times = Counter(round(height, 2) for height in heights)
    return min(times, key=lambda height: (-times[height], height)) if times else 0.0


def page_numbers(lines: list[Line], style: Style) -> set[tuple[int, int]]:
    """Find page numbers: ``12``, ``- 12 -``, ``Página 3 de 240``, and Roman ones that go on.

    A Roman number alone may be that of a chapter, and one with a stop that of a list: they count
    where another page has theirs in step.
    """
    shown = [(line, found) for line in lines if _is_at_edge(line)
             and (found := _NUMBER.match(line.text))]  # fmt: skip
    in_step = Counter((_value(found) - line.page, round(line.base, 2)) for line, found in shown)
    return {
        (line.page, line.number)
        for line, found in shown
        if _is_plain(found) or in_step[_value(found) - line.page, round(line.base, 2)] > 1
    }


def _is_plain(found: re.Match[str]) -> bool:
    if not found["number"].isdigit():
        return False
    dressed = bool(found["open"].strip()) and bool(found["close"].strip())
    bare = not found["open"].strip() and not found["close"].strip()
    return bare or dressed or found["word"] is not None


def _value(found: re.Match[str]) -> int:
    number = found["number"]
    return int(number) if number.isdigit() else roman_value(number.upper()) or 0
