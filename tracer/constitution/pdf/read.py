"""PDF as lines: the file opened, its pages read, and each way to be unreadable told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracer.constitution.pdf.lines import Line
from tracer.constitution.pdf.page import Layout, page_lines
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.records import Issue

LEAST_LETTERS_A_PAGE = 20
"""Below this mean, in letters a page, a PDF is taken for scanned images."""
MOST_PAGES = 20_000
"""No constitution has as many; reading that many empty ones would take minutes."""
MOST_LETTERS = 10_000_000
"""In all; the longest constitution in force has about a million."""
TAIL = 65_536
"""Bytes within which a whole PDF says that it ends."""
NEIGHBOURS = (-1, 1, -2, 2)
"""Steps to the pages whose layout may go on, the nearest first."""


def read_lines(path: Path) -> list[Line]:
    """Read the printed lines of a PDF in reading order, noise and all.

    Raises
    ------
    FormatError
        If the file is encrypted, truncated, no PDF, or far larger than a text.
    EmptyInputError
        If it has no text layer.
    """
    import pypdfium2

    if path.stat().st_size == 0:
        raise EmptyInputError("{name} está vacío (0 bytes); vuelve a descargarlo", name=path.name)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path, str(error)) from error
    try:
        pages = len(document)
        _refuse_size(path, pages=pages)
        lines = _lines(path, document)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path, str(error)) from error
    finally:
        document.close()
    _refuse_scans(path, lines, pages)
    return lines


def cut_off(path: Path) -> tuple[Issue, ...]:
    """Report a file whose end is missing, though the pages that are there could be read."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL, 0))
        end = file.read()
    if b"startxref" in end or b"%%EOF" in end:
        return ()
    message = Phrase(
        "a {name} le falta el final; puede faltar texto: vuelve a descargarlo", name=path.name
    )
    return (Issue(code="cut-off", message=message),)


def _lines(path: Path, document: Any) -> list[Line]:
    """Read page after page; those that show too little of their layout, by their neighbours'."""
    pages: list[list[Line]] = []
    layouts: list[Layout] = []
    letters = 0
    for index in range(len(document)):
        lines, layout = page_lines(document, index, name=path.name)
        letters += sum(len(line.text) for line in lines)
        if letters > MOST_LETTERS:
            raise FormatError(
                "{name} tiene más de {most:,} caracteres, demasiados para una constitución; "
                "separa el documento que interesa y vuelve a intentarlo",
                name=path.name, most=MOST_LETTERS,
            )  # fmt: skip
        pages.append(lines)
        layouts.append(layout)
    for index, layout in enumerate(layouts):
        beside = _beside(layouts, index)
        if (beside.columns and not layout.columns) or (beside.numbers and not layout.numbers):
            pages[index] = page_lines(document, index, name=path.name, beside=beside)[0]
    return [line for lines in pages for line in lines]


def _beside(layouts: list[Layout], index: int) -> Layout:
    """What the nearest pages show of their layout."""
    near = [layouts[index + step] for step in NEIGHBOURS if 0 <= index + step < len(layouts)]
    columns = next((layout.columns for layout in near if layout.columns), ())
    numbers = next((layout.numbers for layout in near if layout.numbers), None)
    return Layout(columns, numbers)


def _refuse_size(path: Path, *, pages: int) -> None:
    if pages > MOST_PAGES:
        raise FormatError(
            "{name} tiene {pages:,} páginas y se aceptan hasta {most:,}; separa las del documento "
            "que interesa y vuelve a intentarlo",
            name=path.name, pages=pages, most=MOST_PAGES,
        )  # fmt: skip


def _refuse_scans(path: Path, lines: list[Line], pages: int) -> None:
    letters = sum(c.isalpha() for line in lines for c in line.text)
    if letters < LEAST_LETTERS_A_PAGE * max(pages, 1):
        raise EmptyInputError(
            "{name}: {pages:,} páginas y casi ningún texto; parece un documento escaneado. Pásalo "
            "antes por un programa de reconocimiento de texto (OCR)",
            name=path.name, pages=pages,
        )  # fmt: skip


def _unreadable(path: Path, error: str) -> FormatError:
    if "password" in error.lower():
        return FormatError(
            "{name} está cifrado con contraseña; guárdalo sin ella y vuelve a intentarlo",
            name=path.name,
        )
    with path.open("rb") as file:
        start = file.read(1024)
    if b"%PDF" in start:
        return FormatError("{name} está dañado o incompleto; vuelve a descargarlo", name=path.name)
    return FormatError(
        "{name} no es un PDF, aunque su nombre lo diga; comprueba su formato", name=path.name
    )
