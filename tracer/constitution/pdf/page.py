"""One page of a PDF as lines: what its rows say, how they are laid out, what is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from tracer.constitution.pdf.characters import repaired
from tracer.constitution.pdf.columns import NARROWEST, Row, gutters
from tracer.constitution.pdf.lines import Line, follows
from tracer.constitution.pdf.margin import Strip, numbered_margin, without_numbers
from tracer.constitution.pdf.marks import without_marks
from tracer.constitution.pdf.reading_order import Placed, arranged, fits
from tracer.constitution.pdf.sheet import Sheet, is_bold, leans, read_sheet, size_of
from tracer.constitution.pdf.spacing import Glyph, spaced

LARGE = 2.0
"""Times the usual height of type from which letters may be a watermark."""

LONGEST = 0.6
"""Of the width of the page: the rule above notes is shorter, that of a table is not."""


class Layout(NamedTuple):
    """How a page is laid out."""

    columns: tuple[float, ...] = ()
    """Left edges of its columns, in points, without the first; empty for a page without."""
    numbers: Strip | None = None
    """The margin in which its lines are numbered."""


NOTHING = Layout()


def page_lines(
    document: Any, index: int, *, name: str, beside: Layout = NOTHING
) -> tuple[list[Line], Layout]:
    """Read the lines of page `index`, noise and all, in reading order.

    Parameters
    ----------
    document : pypdfium2.PdfDocument
    index : int
        From 0.
    name : str
        Of the file, for messages.
    beside : Layout
        Of a neighbouring page, which may go on where this page shows too little of its own.

    Returns
    -------
    lines : list of Line
    layout : Layout
        As this page shows it.

    Raises
    ------
    FormatError
        If it holds far more characters than fit on a page.
    """
    sheet = read_sheet(document, index, name)
    text, aside = _sorted_out(sheet)
    strip = numbered_margin(text)
    text, numbers = without_numbers(text, strip or beside.numbers)
    edges = gutters(text, sheet.rules)
    own = Layout(edges, strip)
    if not edges and fits(text, beside.columns):
        edges = beside.columns
    aside += [Placed(row, 0, 0, "line-number") for row in numbers]
    placed = [*arranged(text, edges), *aside]
    lines = [_line(sheet, row, (index + 1, at)) for at, row in enumerate(placed, start=1)]
    sheet.textpage.close()
    sheet.page.close()
    return _under_rules(lines, sheet), own


def _sorted_out(sheet: Sheet) -> tuple[list[Row], list[Placed]]:
    """The rows of the text, and those that the page itself shows to be none."""
    usual = median(row.glyphs[0].height for row in sheet.rows) if sheet.rows else 0.0
    text, aside = [], []
    for row in sheet.rows:
        glyph = row.glyphs[0]
        middle = glyph.low + glyph.height / 2
        if not (0 <= middle <= sheet.height and glyph.right >= 0 and glyph.left <= sheet.width):
            aside.append(Placed(row, 0, 0, "outside"))
        elif leans(sheet.textpage.raw, row.start):
            aside.append(Placed(row, 0, 0, "turned"))
        elif _is_printed_over(row, sheet.rows, LARGE * usual):
            aside.append(Placed(row, 0, 0, "watermark"))
        else:
            text.append(row)
    return text, aside


def _is_printed_over(row: Row, rows: list[Row], large: float) -> bool:
    """Whether lines of text run through large letters, as through those of a watermark."""
    if row.glyphs[0].height < large:
        return False
    low, high = row.base, row.base + row.glyphs[0].height
    left, right = row.glyphs[0].left, row.glyphs[-1].right
    through = (
        other for other in rows
        if low < other.base < high and other.glyphs[0].height < large
        and other.glyphs[0].left < right and other.glyphs[-1].right > left
    )  # fmt: skip
    return sum(1 for _ in through) >= 2


def _line(sheet: Sheet, placed: Placed, place: tuple[int, int]) -> Line:
    handle, row = sheet.textpage.raw, placed.row
    # a hyphen by itself shows no other character
    visible = [at for at, glyph in enumerate(row.glyphs) if glyph.char > " "] or [0]
    first, last = visible[0], visible[-1]
    bold = [is_bold(handle, row.start + at) for at in (first, last)]
    unmarked = without_marks(row.glyphs, size=lambda at: size_of(handle, row.start + at))
    low = row.glyphs[first].low
    left, right = row.glyphs[first].left, row.glyphs[last].right
    return Line(
        text=re.sub(r"\s+", " ", repaired(spaced(unmarked.glyphs))).strip(),
        page=place[0],
        number=place[1],
        left=left,
        right=right,
        base=low / sheet.height,
        top=sheet.height - low,
        size=median(
            size_of(handle, row.start + visible[len(visible) * part // 4]) for part in (1, 2, 3)
        ),
        bold=all(bold),
        lead=_lead(handle, row.start, visible) if bold == [True, False] else 0,
        column=placed.column,
        flow=placed.flow,
        tab=_tab(row.glyphs, visible),
        marks=unmarked.marks,
        noted=unmarked.noted,
        aside=placed.aside,
    )


def _tab(glyphs: Sequence[Glyph], visible: list[int]) -> float:
    """White before the last word."""
    for count in range(len(visible) - 1, 0, -1):
        before, at = visible[count - 1], visible[count]
        gap = glyphs[at].left - glyphs[before].right
        if at > before + 1 or gap >= NARROWEST:
            return gap
    return 0.0


def _lead(handle: Any, start: int, visible: list[int]) -> int:
    """Count the visible characters before the first that is not bold."""
    return next(n for n, at in enumerate(visible) if not is_bold(handle, start + at))


def _under_rules(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Mark the lines that have a rule between them and the line above."""
    heights = [sheet.height - height for left, right, height in sheet.rules
               if right - left <= LONGEST * sheet.width]  # fmt: skip
    if not heights:
        return lines
    marked = lines[:1]
    for before, line in pairwise(lines):
        above = before.top if follows(before, line) else line.top - 3 * line.size
        ruled = any(above - 1 < at < line.top - line.size / 2 for at in heights)
        marked.append(replace(line, ruled=ruled) if ruled else line)
    return marked
