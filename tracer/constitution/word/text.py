"""The words of a Word document as they would print with all tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple

from tracer.constitution.word.styles import Sheet, w

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("txbxContent"), f"{_MC}Fallback"}
"""Deleted words, properties, other paragraphs, and copies for older programs."""
_INVISIBLE = str.maketrans({"\u00ad": "", "\u200b": "", "\ufeff": "", "\u2060": ""})


class Fragment(NamedTuple):
    """Words set alike."""

    text: str
    bold: bool


def paragraphs(body: Any) -> list[Any]:
    """Give the paragraphs in document order, without copies for older programs and contents."""
    return [p for p in body.iter(w("p")) if not any(_is_apart(a) for a in p.iterancestors())]


def _is_apart(element: Any) -> bool:
    if element.tag in (f"{_MC}Fallback", w("del"), w("moveFrom")):
        return True
    if element.tag != w("sdt"):
        return False
    gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "contents" in str(gallery.get(w("val"))).lower()


def breaks_off(paragraph: Any) -> bool:
    """Whether the end of the paragraph is a tracked deletion."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}")
    return mark is not None


def visible(paragraph: Any, sheet: Sheet) -> list[Fragment]:
    """Give the words of a paragraph that print, with ``\\n`` for a line break within it."""
    return [
        Fragment(text, sheet.is_bold(run, paragraph))
        for run in _runs(paragraph)
        if not sheet.is_hidden(run)
        if (text := "".join(_characters(run)))
    ]


def _runs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == w("r"):
            yield child
        elif child.tag not in _GONE:
            yield from _runs(child)


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == w("t"):
            yield (child.text or "").translate(_INVISIBLE)
        elif child.tag in (w("tab"), w("ptab")):
            yield " "
        elif child.tag == w("cr") or _wraps(child):
            yield "\n"
        elif child.tag == w("noBreakHyphen"):
            yield "-"


def _wraps(child: Any) -> bool:
    """Whether an element is a line break, and not one of a page or column."""
    return child.tag == w("br") and child.get(w("type")) in (None, "textWrapping")


def lines_of(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Cut the words of a paragraph at its line breaks."""
    lines: list[list[Fragment]] = [[]]
    for text, bold in fragments:
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(Fragment(piece, bold))
    return lines


def joined(line: list[Fragment]) -> tuple[str, bool]:
    """Give the words of a line, and whether all of them are bold."""
    words = re.sub(r"\s+", " ", "".join(fragment.text for fragment in line)).strip()
    return words, all(fragment.bold for fragment in line if fragment.text.strip())


def lead_of(fragments: list[Fragment]) -> int:
    """Count the bold characters at the start of a paragraph that goes on in plain type."""
    spoken = [fragment for fragment in fragments if fragment.text.strip()]
    bold = list(takewhile(lambda fragment: fragment.bold, spoken))
    if len(bold) == len(spoken):
        return 0
    return sum(not c.isspace() for fragment in bold for c in fragment.text)
