"""Conclusions of citizen-led events, as documents (Markdown, plain text or Word)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracer.decoding import decode
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.records import Contribution, Part
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.cells import parse_date, plain_words
from tracer.sources.files import read_bytes, stem_of, suffix_of
from tracer.sources.result import ReadResult, rejected
from tracer.text import fold

EVENT_SUFFIXES = (".md", ".txt", ".docx")

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r"(\s*)(?:[-*+•‣–·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(\S.*)")
_FIELD = re.compile(r"[*_\s]*(\w+)[*_\s]*:[*_\s]*(.*?)[*_\s]*")
_FIELDS = {
    "fecha": "date", "date": "date", "alcaldia": "borough", "delegacion": "borough",
    "borough": "borough", "colonia": "neighbourhood", "neighbourhood": "neighbourhood",
    "lugar": "", "place": "", "participantes": "", "participants": "", "asistentes": "",
    "organiza": "", "organizadores": "", "facilita": "", "hora": "", "sede": "",
}  # fmt: skip
_WHOSE = frozenset(
    (
        "autor", "autora", "autores", "responsable", "responsables", "relator", "relatora",
        "relatoria", "moderador", "moderadora", "modera", "facilitador", "facilitadora",
        "coordina", "coordinador", "coordinadora", "organizador", "organizadora", "redaccion",
        "redacto", "elaboro", "contacto", "correo", "telefono", "author", "contact",
    )
)  # fmt: skip
"""Fields that say who wrote it: no conclusions, unless they stand as items."""
_CONCLUSIONS = re.compile(r"conclusion(es|s)?|propuestas?|acuerdos?|proposals?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of an event's record: what it is, and its words."""

    kind: str
    """title, section, item, subitem, field or words; blank between paragraphs."""
    words: str
    number: int


def read_events(path: Path, *, channel: str = "", personal: Redactor = UNTOUCHED) -> ReadResult:
    """Read the conclusions of one or several events; each is a contribution.

    An event begins with ``# Title`` (a text without headings: its first line) and may give
    ``Fecha:``, ``Lugar:``, ``Participantes:``, ``Alcaldía:``, ``Colonia:``; of these the date and
    the places are kept. Its conclusions are the items (bullets or numbers) below
    ``## Conclusiones`` or, where there is no such heading, all its items; where that section has
    no items, its paragraphs. Items below an item belong to it.

    Returns
    -------
    ReadResult
        Ids are ``<file stem>-<k>``, k counting from 1 over the file, set-aside items included.

    Raises
    ------
    InputError, FormatError
        If the file is absent or damaged.
    EmptyInputError
        If it holds no conclusion.
    """
    lines = _word_lines(path) if suffix_of(path) == ".docx" else _text_lines(path)
    shell = Contribution(id="", text="", channel=channel or "event", source=path.name)
    found = [
        pair
        for event in _events(_classified(lines))
        for pair in _conclusions(event, shell, personal)
    ]
    if not found:
        raise EmptyInputError(
            "{name} no tiene conclusiones; se esperaba «# Título del evento» y, bajo «## "
            "Conclusiones», una lista con un punto por conclusión",
            name=path.name,
        )
    aside = [
        rejected("empty-row", Phrase("punto sin texto"), file=path.name, row=k, line=k)
        for k, conclusion in enumerate(found, start=1)
        if not conclusion.text
    ]
    stem = personal.id(stem_of(path))
    kept = tuple(
        replace(conclusion, id=f"{stem}-{k}", row=k)
        for k, conclusion in enumerate(found, start=1)
        if conclusion.text
    )
    return ReadResult(kept, tuple(aside), rows=len(found))


def _text_lines(path: Path) -> list[str]:
    return re.split(r"\r\n?|\n", decode(read_bytes(path))[0])


def _word_lines(path: Path) -> list[str]:
    """Give the paragraphs of a Word document the marks that they would have in Markdown."""
    import docx

    try:
        document = docx.Document(io.BytesIO(read_bytes(path)))
    except (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError):
        raise FormatError(
            "{name} debería ser un documento .docx y no se puede abrir; ábrelo en Word y guárdalo "
            "de nuevo",
            name=path.name,
        ) from None
    lines = []
    for paragraph in document.paragraphs:
        style = fold(paragraph.style.name or "") if paragraph.style else ""
        level = re.fullmatch(r"(?:heading|titulo|encabezado) ([1-6])", style)
        numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        mark = ""
        if level or style in ("title", "titulo"):
            mark = "#" * int(level[1]) + " " if level else "# "
        elif numbered or style.startswith(("list ", "lista ")):
            mark = "  - " if re.search(r" [2-5]$", style) else "- "
        words = " ".join(paragraph.text.split())
        lines.append(mark + words if words else "")
    return lines


def _classified(lines: Sequence[str]) -> list[_Line]:
    found: list[_Line] = []
    marked = any(_HEADING.fullmatch(line.strip()) for line in lines)
    for number, raw in enumerate(lines, start=1):
        line = raw.replace("\t", "    ").rstrip()
        heading, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line)
        field = _FIELD.fullmatch(line.strip(" -*•"))
        if not line.strip():
            kind, words = "blank", ""
        elif heading:
            kind, words = ("title" if len(heading[1]) == 1 else "section"), heading[2]
        elif not marked and not any(known.kind == "title" for known in found):
            kind, words = "title", line.strip()
        elif field and fold(field[1]) in _FIELDS:
            kind, words = "field", f"{_FIELDS[fold(field[1])]}\t{field[2]}"
        elif field and not item and fold(field[1]) in _WHOSE:
            kind, words = "field", "\t"
        elif item:
            kind, words = ("subitem" if len(item[1]) >= 2 else "item"), item[2]
        elif not marked and _CONCLUSIONS.fullmatch(fold(line).strip(" :.")):
            kind, words = "section", line.strip()
        else:
            kind, words = "words", line.strip()
        found.append(_Line(kind, plain_words(words.replace("**", "")), number))
    return found


def _events(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    event: list[_Line] = []
    for line in lines:
        if line.kind == "title" and any(known.kind == "title" for known in event):
            yield event
            event = []
        event.append(line)
    if event:
        yield event


def _conclusions(
    event: Sequence[_Line], shell: Contribution, personal: Redactor
) -> list[Contribution]:
    title = next((line.words for line in event if line.kind == "title"), "")
    fields = dict(line.words.partition("\t")[::2] for line in event if line.kind == "field")
    shell = replace(
        shell,
        question=personal.text(title),
        date=parse_date(fields.get("date", "")) or "",
        borough=personal.attribute(fields.get("borough", "")),
        neighbourhood=personal.attribute(fields.get("neighbourhood", "")),
    )
    return [
        replace(shell, text=text, parts=(Part("conclusión", 0, len(text)),))
        for text in map(personal.text, _items(_section(event)))
    ]


def _section(event: Sequence[_Line]) -> list[_Line]:
    """Give the lines below the heading of conclusions; all of them where there is none."""
    inside: list[_Line] = []
    reading = any_section = False
    for line in event:
        if line.kind == "section":
            reading = _CONCLUSIONS.match(fold(line.words)) is not None
            any_section |= reading
        elif reading:
            inside.append(line)
    if any_section:
        return inside
    return [line if line.kind != "words" else replace(line, kind="blank") for line in event]


def _items(lines: Sequence[_Line]) -> list[str]:
    has_items = any(line.kind in ("item", "subitem") for line in lines)
    starts = ("item",) if any(line.kind == "item" for line in lines) else ("subitem",)
    items: list[str] = []
    open_ = False
    for line in lines:
        if line.kind == "blank":
            open_ = False
        elif line.kind in starts or (line.kind == "words" and not open_ and not has_items):
            items.append(line.words)
            open_ = True
        elif line.kind == "subitem" and items:
            items[-1] += f"\n{line.words}"
            open_ = True
        elif line.kind == "words" and open_:
            items[-1] += f" {line.words}"  # an item that goes on in the next line
    return items
