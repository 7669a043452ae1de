"""PDF as lines: characters with their place on the page, without running heads and feet."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

from tracer.constitution.spacing import Glyph, spaced
from tracer.constitution.styles import Style
from tracer.errors import EmptyInputError, FormatError

BAND = 0.13
"""Share of the page height, above and below, where running heads and feet are looked for."""
BOLD = 600
"""Font weight, in the 100–900 scale of PDF, from which letters count as bold."""
SMALL = 0.9
"""Of the usual size of type: lines below it are set small."""
LOWER_PART = 0.35
"""Share of the page height, from below, that footnotes keep to."""
LEAST_LETTERS_A_PAGE = 20
"""Below this mean, in letters a page, a PDF is taken for scanned images."""

_HYPHENS = str.maketrans({"\ufffe": "\u0002", "\u00ad": "\u0002"})


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line."""

    text: str
    page: int
    """1-based."""
    number: int
    """1-based place on its page, noise counted."""
    left: float
    """In points from the left edge of the page."""
    right: float
    base: float
    """Height above the lower edge, as a share of the page height, 0 to 1."""
    top: float
    """In points below the upper edge of the page."""
    size: float
    """Of its type, in points; 1 throughout where the file scales its type by other means."""
    bold: bool


def read_lines(path: Path) -> list[Line]:
    """Read the printed lines of a PDF in reading order, noise and all.

    Raises
    ------
    FormatError
        If the file is encrypted, truncated or no PDF.
    EmptyInputError
        If it has no text layer.
    """
    import pypdfium2

    if path.stat().st_size == 0:
        raise EmptyInputError(f"{path.name} está vacío (0 bytes); vuelve a descargarlo")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise FormatError(_why_unreadable(path, str(error))) from error
    try:
        lines: list[Line] = []
        for index in range(len(document)):
            lines.extend(_page_lines(document[index], index + 1))
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise FormatError(_why_unreadable(path, str(error))) from error
    finally:
        document.close()
    letters = sum(c.isalpha() for line in lines for c in line.text)
    if letters < LEAST_LETTERS_A_PAGE * max(pages, 1):
        raise EmptyInputError(
            f"{path.name}: {pages} páginas y casi ningún texto; parece un documento escaneado. "
            "Pásalo antes por un programa de reconocimiento de texto (OCR)"
        )
    return lines


def _why_unreadable(path: Path, error: str) -> str:
    if "password" in error.lower():
        return f"{path.name} está cifrado con contraseña; guárdalo sin ella y vuelve a intentarlo"
    with path.open("rb") as file:
        start = file.read(1024)
    if b"%PDF" in start:
        return f"{path.name} está dañado o incompleto; vuelve a descargarlo"
    return f"{path.name} no es un PDF, aunque su nombre lo diga; comprueba su formato"


def _page_lines(page: Any, number: int) -> list[Line]:
    import pypdfium2.raw as pdfium

    size = page.get_size()
    textpage = page.get_textpage()
    count = pdfium.FPDFText_CountChars(textpage.raw)
    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, i) for i in range(count)]
    lines: list[Line] = []
    start = 0
    for at in range(count + 1):
        if at < count and codes[at] not in (10, 13):
            continue
        if any(code > 32 for code in codes[start:at]):
            place = (number, len(lines) + 1)
            lines.append(_line(textpage.raw, codes[start:at], start, place, size))
        start = at + 1
    textpage.close()
    page.close()
    return lines


def _line(
    handle: Any, codes: list[int], start: int, place: tuple[int, int], size: tuple[float, float]
) -> Line:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    glyphs = []
    bottom = 0.0
    for index, code in enumerate(codes, start):
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        guessed = code == 32 and pdfium.FPDFText_IsGenerated(handle, index) == 1
        glyphs.append(Glyph(chr(code), box.left, box.right, guessed))
        if code > 32:
            bottom = bottom or box.bottom
    marks = [at for at, code in enumerate(codes) if code > 32]
    ends = (start + marks[0], start + marks[-1])
    return Line(
        text=re.sub(r"\s+", " ", spaced(glyphs).translate(_HYPHENS)).strip(),
        page=place[0],
        number=place[1],
        left=glyphs[marks[0]].left,
        right=glyphs[marks[-1]].right,
        base=bottom / size[1],
        top=size[1] - bottom,
        size=pdfium.FPDFText_GetFontSize(handle, ends[0]),
        bold=all(_is_bold(handle, index) for index in ends),
    )


def _is_bold(handle: Any, index: int) -> bool:
    """By the weight of the font or, where the file gives none, by its name."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(handle, index) >= BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(handle, index, name, len(name), ctypes.c_int())
    return re.search(rb"bold|black|heavy", name.value.lower()) is not None


def without_running_heads(lines: list[Line], style: Style) -> list[Line]:
    """Drop running heads and feet, page numbers, rules of signs, and pages of contents.

    A running head is a text at the edge of the page that comes back at the same height, digits
    apart, on a fifth of the pages. The heading of an article is none, wherever it stands.
    """
    pages = {line.page for line in lines}
    times = Counter(key for key, _ in {(_head(line), line.page) for line in lines})
    often = {key for key, n in times.items() if n >= 3 and n >= 0.2 * len(pages)}
    contents = _contents_pages(lines)
    return [
        line
        for line in lines
        if (
            line.page not in contents
            and (any(c.isalnum() for c in line.text) or style.closing.match(line.text))
            and not (_is_at_edge(line) and (_head(line) in often or line.text.isdigit()))
        )
        or any(pattern.regex.match(line.text) for pattern in style.articles)
    ]


def _is_at_edge(line: Line) -> bool:
    return line.base < BAND or line.base > 1 - BAND


def _head(line: Line) -> tuple[str, float]:
    return re.sub(r"\d+", "#", line.text), round(line.base, 2)


def without_footnotes(lines: list[Line]) -> list[Line]:
    """Drop the notes at the foot of a page, its last lines, set small, and the marks of notes."""
    kept: list[Line] = []
    for _, on_page in groupby(lines, key=lambda line: line.page):
        page = list(on_page)
        usual = median(line.size for line in page)
        while page and _is_footnote(page[-1], usual):
            page.pop()
        kept.extend(line for line in page if not (line.text.isdigit() and _is_small(line, usual)))
    return kept


def _is_footnote(line: Line, usual: float) -> bool:
    return _is_small(line, usual) and line.base < LOWER_PART and not line.bold


def _is_small(line: Line, usual: float) -> bool:
    return line.size < SMALL * usual


def _contents_pages(lines: list[Line]) -> set[int]:
    """Pages with three lines or more whose text is led to a page number by dots."""
    leaders = Counter(line.page for line in lines if re.search(r"(?:\.\s?){6,}|…{3,}", line.text))
    return {page for page, count in leaders.items() if count >= 3}
