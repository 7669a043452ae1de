"""Word documents as bodies: a paragraph is a block, a heading style a marked heading."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Any

from tracer.constitution.blocks import Block, Body
from tracer.constitution.word.numbering import Numbering, read_numbering
from tracer.constitution.word.styles import Sheet, read_sheet
from tracer.constitution.word.text import (
    Fragment,
    breaks_off,
    joined,
    lead_of,
    lines_of,
    paragraphs,
    visible,
)
from tracer.constitution.wrapping import ends
from tracer.errors import FormatError

LARGEST = 200_000_000
"""Bytes that a document may unpack to."""
LARGEST_PART = 20_000_000
"""Bytes of XML that one of its parts may have; 240 pages have about two million."""
MOST_PARTS = 5_000
CHUNK = 65_536
MARKUP = (".xml", ".rels")


def docx_body(path: Path) -> Body:
    """Read a Word document as it would print with all changes accepted.

    Its paragraphs come in order, those of tables and text boxes included, with the numbers that
    Word computes for its lists. Tables of contents and hidden text are left out.

    Raises
    ------
    FormatError
        If the file is no Word document, is damaged, or unpacks to far more than a text needs.
    """
    import docx

    _refuse_bombs(path)
    try:
        document = docx.Document(str(path))
        sheet, numbering = read_sheet(document), read_numbering(document)
        return _body(paragraphs(document.element.body), sheet, numbering)
    except Exception as error:  # python-docx lets errors of zip, XML and its own through
        raise FormatError(
            "{name} no se puede leer como documento de Word; comprueba que se abre en Word y "
            "guárdalo de nuevo como .docx",
            name=path.name,
        ) from error


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_sizes(path, members)
            for member in members:
                _unpack(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise FormatError(
            "{name} no es un documento de Word (.docx), está dañado o protegido con contraseña; "
            "si es un .doc antiguo o un PDF, conviértelo o corrige su extensión",
            name=path.name,
        ) from error


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a part bit by bit, and throw it away.

    What unpacks to more than the archive says fails here, before it is unpacked in one go.
    """
    with archive.open(member) as part:
        while part.read(CHUNK):
            pass


def _refuse_sizes(path: Path, members: list[zipfile.ZipInfo]) -> None:
    size = sum(info.file_size for info in members)
    largest = max((i.file_size for i in members if i.filename.endswith(MARKUP)), default=0)
    if largest > LARGEST_PART or len(members) > MOST_PARTS:
        raise FormatError(
            "{name} tiene {parts:,} partes, la mayor de {largest} MB de XML; se aceptan hasta "
            "{most_parts:,} y {most_size} MB; guárdalo de nuevo desde Word o separa el documento "
            "que interesa",
            name=path.name, parts=len(members), largest=largest // 1_000_000, most_parts=MOST_PARTS,
            most_size=LARGEST_PART // 1_000_000,
        )  # fmt: skip
    if size > LARGEST:
        raise FormatError(
            "{name} ocuparía {size} MB al desempaquetarse; se aceptan hasta {largest} MB; "
            "guárdalo sin imágenes",
            name=path.name, size=size // 1_000_000, largest=LARGEST // 1_000_000,
        )  # fmt: skip


def _body(elements: list[Any], sheet: Sheet, numbering: Numbering) -> Body:
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    pending: list[Fragment] = []
    for number, element in enumerate(elements, start=1):
        fragments = [*pending, *visible(element, sheet)]
        pending = []
        if breaks_off(element):  # its end was deleted: the next paragraph goes on with it
            pending = fragments
            continue
        says = any(fragment.text.strip() for fragment in fragments)
        if sheet.is_contents(element) or not says:
            continue
        label = numbering.label(element, sheet)
        if label:
            fragments.insert(0, Fragment(f"{label} ", fragments[0].bold))
        depth = sheet.depth(element)
        indent = sheet.indent(element, numbering)
        lead = lead_of(fragments)
        for words, bold in _lines(fragments):
            first = not blocks or blocks[-1].line != number
            blocks.append(
                Block(
                    at,
                    at + len(words),
                    line=number,
                    indent=indent,
                    depth=depth if first else 0,
                    prominent=bold or bool(depth),
                    lead=lead if first else 0,
                )
            )
            pieces.append(words)
            at += len(words) + 1
    return Body("".join(f"{piece}\n" for piece in pieces), tuple(blocks))


def _lines(fragments: list[Fragment]) -> list[tuple[str, bool]]:
    """Lines of a paragraph, and whether all of each is bold; one that only goes on is joined."""
    found: list[tuple[str, bool]] = []
    for line in lines_of(fragments):
        words, bold = joined(line)
        if not words:
            continue
        if found and words[0].islower() and not ends(found[-1][0]):
            found[-1] = (f"{found[-1][0]} {words}", found[-1][1] and bold)
        else:
            found.append((words, bold))
    return found
