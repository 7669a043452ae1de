"""A page of a PDF seen through its library: rows of glyphs, upright, and rules."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from tracer.constitution.pdf.columns import NARROWEST, Row
from tracer.constitution.pdf.lines import HYPHEN
from tracer.constitution.pdf.spacing import Glyph
from tracer.errors import FormatError

BOLD = 600
"""Font weight, in the 100–900 scale of PDF, from which letters count as bold."""
JUMP = 0.6
"""Of the size of type: a glyph this much higher or lower than the one before is on another row."""
UPRIGHT = math.radians(10)
"""Scans stand a little askew; what leans more is a watermark or set along the margin."""
SAMPLE = 40
"""Characters that tell which way a page is turned."""
MOST_CHARACTERS = 200_000
"""On one page; a large sheet of small print has 30,000."""
THICKEST = 3.0
"""In points: what is higher is a box, not a rule."""
SHORTEST = 20.0
"""In points: a rule shorter than this is a dash."""
NO_CHARACTER = 0xFFFE
"""What the library gives for a hyphen at the end of a line."""
BREAK = Glyph("\n", 0.0, 0.0, guessed=True)

Rule = tuple[float, float, float]
"""Left, right and height of a horizontal rule, in points from the left and lower edge."""


class Sheet(NamedTuple):
    """What stands on a page, upright, its origin in the lower left corner."""

    page: Any
    textpage: Any
    rows: list[Row]
    rules: list[Rule]
    width: float
    height: float


def read_sheet(document: Any, index: int, name: str) -> Sheet:
    """Load page `index`, from 0, of a document; its `page` and `textpage` are left open.

    Raises
    ------
    FormatError
        If it holds more than `MOST_CHARACTERS`; `name` is that of the file.
    """
    import pypdfium2.raw as pdfium

    page = document[index]
    textpage = page.get_textpage()
    count = pdfium.FPDFText_CountChars(textpage.raw)
    if count > MOST_CHARACTERS:
        raise FormatError(
            "{name}: la página {page} tiene {count:,} caracteres y se aceptan hasta {most:,}; "
            "imprime el documento de nuevo como PDF",
            name=name, page=index + 1, count=count, most=MOST_CHARACTERS,
        )  # fmt: skip
    quarter = _quarter(textpage.raw)
    if quarter:
        textpage.close()
        page = _turned(document, index, quarter)
        textpage = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    handle = textpage.raw
    rows = list(_rows(handle, _glyphs(handle, left, bottom)))
    rules = _rules(page.raw, left, bottom)
    return Sheet(page, textpage, rows, rules, right - left, top - bottom)


def _quarter(handle: Any) -> int:
    """Quarter turns, clockwise, that most words of a page lean: 0 for upright."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(handle)
    quarters = Counter(
        round(math.degrees(pdfium.FPDFText_GetCharAngle(handle, at)) / 90) % 4
        for at in range(0, count, max(1, count // SAMPLE))
    )
    return max(quarters, key=lambda quarter: (quarters[quarter], -quarter), default=0)


def _turned(document: Any, index: int, quarter: int) -> Any:
    """Load a page again with its words upright, its origin in the lower left corner."""
    import pypdfium2.raw as pdfium

    page = document[index]
    left, bottom, right, top = page.get_bbox()
    wide, high = right - left, top - bottom
    matrix, size = {
        1: ((0, 1, -1, 0, top, -left), (high, wide)),
        2: ((-1, 0, 0, -1, right, top), (wide, high)),
        3: ((0, -1, 1, 0, -bottom, right), (high, wide)),
    }[quarter]
    pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(*matrix), None)
    page.set_rotation(0)
    page.set_mediabox(0, 0, *size)
    page.set_cropbox(0, 0, *size)
    page.close()
    return document[index]


def _glyphs(handle: Any, left: float, bottom: float) -> list[Glyph]:
    """Every character of a page, line breaks included, with its place."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    place, is_generated = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated
    glyphs = []
    for at, code in enumerate(_codes(handle)):
        if code in (10, 13):
            glyphs.append(BREAK)
            continue
        place(handle, at, box)
        char = HYPHEN if code == NO_CHARACTER else chr(code)
        guessed = code == 32 and is_generated(handle, at) == 1
        low = box.bottom
        glyphs.append(
            Glyph(char, box.left - left, box.right - left, guessed, low - bottom, box.top - low)
        )
    return glyphs


def _codes(handle: Any) -> list[int]:
    """Code points of a page: in one go where each is one unit of UTF-16, one by one elsewhere."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(handle)
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, units) == count + 1:
        return list(units[:count])
    return [pdfium.FPDFText_GetUnicode(handle, at) for at in range(count)]


def _rows(handle: Any, glyphs: list[Glyph]) -> Iterator[Row]:
    """Cut the glyphs of a page into rows, without the empty ones.

    The library breaks lines, but goes on after a hyphen, and at times from one line to a number
    in the margin of the next; and it breaks some before and after the raised number of a note.
    """
    start, before, broken = 0, -1, False
    edge = base = tall = 0.0
    for at, (char, left, right, _, low, height) in enumerate(glyphs):
        if char <= " " and char != HYPHEN:
            broken = broken or char == "\n"
            continue
        if before >= 0:
            higher = max(tall, height)
            near = -1 <= left - edge < higher / 2
            level = abs(low - base) < 0.5 * JUMP * higher
            if (broken and not near) or (
                (broken or not level) and _jumps(handle, before, at, broken=broken)
            ):
                yield from _row(start, glyphs[start:at])
                start = at
        before, broken = at, False
        edge, base, tall = right, low, height
    yield from _row(start, glyphs[start:])


def _jumps(handle: Any, before: int, at: int, *, broken: bool) -> bool:
    """Whether the baseline has moved, by more than the raised number of a note does."""
    import pypdfium2.raw as pdfium

    if leans(handle, at) or leans(handle, before):
        return broken
    x, y = ctypes.c_double(), ctypes.c_double()
    heights = []
    for index in (before, at):
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        heights.append(y.value)
    step = abs(heights[0] - heights[1])
    return bool(step > JUMP * max(size_of(handle, before), size_of(handle, at)))


def _row(start: int, glyphs: list[Glyph]) -> Iterator[Row]:
    visible = [at for at, glyph in enumerate(glyphs) if not glyph.char.isspace()]
    if not any(glyphs[at].char > " " for at in visible):
        return
    cuts = [
        at for before, at in pairwise(visible)
        if glyphs[at].left - glyphs[before].right >= NARROWEST
    ]  # fmt: skip
    first, end = visible[0], visible[-1] + 1
    places = tuple(at - first for at in cuts)
    yield Row(start + first, tuple(glyphs[first:end]), glyphs[first].low, places)


def _rules(handle: Any, left: float, bottom: float) -> list[Rule]:
    import pypdfium2.raw as pdfium

    west, south, east, north = (ctypes.c_float() for _ in range(4))
    found = []
    for number in range(pdfium.FPDFPage_CountObjects(handle)):
        shape = pdfium.FPDFPage_GetObject(handle, number)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        pdfium.FPDFPageObj_GetBounds(shape, west, south, east, north)
        if north.value - south.value <= THICKEST and east.value - west.value >= SHORTEST:
            found.append((west.value - left, east.value - left, south.value - bottom))
    return found


def leans(handle: Any, at: int) -> bool:
    """Whether a character is not set upright."""
    import pypdfium2.raw as pdfium

    angle = float(pdfium.FPDFText_GetCharAngle(handle, at)) % (2 * math.pi)
    return UPRIGHT < angle < 2 * math.pi - UPRIGHT


def size_of(handle: Any, at: int) -> float:
    """Size of type as printed: some files set all of it at one point and scale it."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, at, matrix)
    return float(pdfium.FPDFText_GetFontSize(handle, at) * math.hypot(matrix.c, matrix.d))


def is_bold(handle: Any, index: int) -> bool:
    """By the weight of the font or, where the file gives none, by its name."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(handle, index) >= BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(handle, index, name, len(name), ctypes.c_int())
    return re.search(rb"bold|black|heavy", name.value.lower()) is not None
