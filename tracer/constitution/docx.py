"""Word documents as bodies: a paragraph is a block, a heading style a marked heading."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from tracer.constitution.blocks import Block, Body
from tracer.errors import FormatError

LARGEST = 200_000_000
"""Bytes that a document may unpack to."""
_STYLE = re.compile(r"(?:heading|t[ií]tulo)\s*(\d)", re.IGNORECASE)


def docx_body(path: Path) -> Body:
    """Read the paragraphs of a Word document, in order, those of its tables included.

    Raises
    ------
    FormatError
        If the file is no Word document, is damaged, or unpacks to far more than a text needs.
    """
    import docx

    _refuse_bombs(path)
    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx lets errors of zip, XML and its own through
        raise FormatError(
            f"{path.name} no se puede leer como documento de Word; "
            "comprueba que se abre en Word y guárdalo de nuevo como .docx"
        ) from error
    text, blocks = "", []
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        words = paragraph.text
        if words.strip():
            start = len(text) + len(words) - len(words.lstrip())
            end = len(text) + len(words.rstrip())
            blocks.append(
                Block(
                    start,
                    end,
                    line=number,
                    indent=_indent(paragraph),
                    depth=_depth(paragraph),
                    prominent=_is_bold(paragraph),
                )
            )
        text += words + "\n"
    return Body(text, tuple(blocks))


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FormatError(
            f"{path.name} no es un documento de Word (.docx) o está dañado; "
            "si es un .doc antiguo o un PDF, conviértelo o corrige su extensión"
        ) from error
    if size > LARGEST:
        raise FormatError(
            f"{path.name} ocuparía {size // 1_000_000} MB al desempaquetarse; "
            f"se aceptan hasta {LARGEST // 1_000_000} MB; guárdalo sin imágenes"
        )


def _paragraphs(document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    body = document.element.body
    return [Paragraph(element, document) for element in body.iter(_tag("p"))]


def _tag(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _indent(paragraph: Any) -> float | None:
    indent = paragraph.paragraph_format.left_indent
    return float(indent.pt) if indent is not None else 0.0


def _depth(paragraph: Any) -> int:
    style = paragraph.style.name if paragraph.style is not None else ""
    found = _STYLE.match(style or "")
    return int(found.group(1)) if found else 0


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
