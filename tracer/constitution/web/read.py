"""Web pages as bodies: a block element is a block, h1 to h6 are marked headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracer.constitution.blocks import Block, Body
from tracer.constitution.plain import read_text
from tracer.constitution.web.lists import marker
from tracer.constitution.wrapping import ends
from tracer.errors import EmptyInputError, FormatError

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_SKIPPED = {
    "button", "head", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "title", "del",
}  # fmt: skip
_OF_THE_PAGE = {"footer", "header"}
"""Left out where they are those of the page; a section of the text may have its own."""
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*([\d.]+)\s*(px|pt|em|rem|cm|in|mm)?", re.I)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "cm": 28.35, "in": 72.0, "mm": 2.835}
_NOTE = re.compile(r"[\[(]?\s*(?:\d{1,3}|\*+)\s*[\])]?\Z")
_INVISIBLE = str.maketrans({"\u00ad": "", "\u200b": "", "\ufeff": "", "\u2060": ""})
MOST_TAGS = 600_000
"""Opening and closing; the longest pages of constitutions have about 50,000."""
INDENT = 30.0
"""In points: how far a browser sets a list in."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in one block, or on one line of it."""

    words: str = ""
    depth: int = 0
    bold: bool = False
    lead: int = 0
    """Bold characters at its start, blanks not counted, once others followed that are not."""
    indent: float = 0.0
    goes_on: bool = False
    """After a line break within its block."""


def html_body(path: Path) -> Body:
    """Read the visible text of a page; scripts, navigation, page heads and feet are left out.

    Numbered lists have the numbers that a browser shows.

    Raises
    ------
    EmptyInputError
        If the page holds no element.
    FormatError
        If its elements are too many, or stand in each other too deep.
    """
    pieces: list[Piece] = [Piece()]
    _walk(_root(path), Piece(), pieces)
    text = ""
    blocks: list[Block] = []
    for piece in _joined(pieces):
        start, end = len(text), len(text) + len(piece.words)
        blocks.append(
            Block(
                start,
                end,
                line=len(blocks) + 1,
                indent=piece.indent,
                depth=0 if piece.goes_on else piece.depth,
                prominent=piece.bold or bool(piece.depth),
                lead=piece.lead,
            )
        )
        text += piece.words + "\n"
    return Body(text, tuple(blocks))


def _root(path: Path) -> Any:
    from lxml import etree, html

    source = read_text(path)
    if source.count("<") > MOST_TAGS:
        raise FormatError(
            "{name} tiene {tags:,} etiquetas HTML y se aceptan {most:,}; guarda la página como "
            "texto y vuelve a intentarlo",
            name=path.name, tags=source.count("<"), most=MOST_TAGS,
        )  # fmt: skip
    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError as error:
        raise EmptyInputError(
            "{name} no contiene ningún texto; guarda la página completa e inténtalo de nuevo",
            name=path.name,
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FormatError(
            "{name} tiene elementos HTML anidados a demasiada profundidad y no se leería entero; "
            "guarda la página como texto y vuelve a intentarlo",
            name=path.name,
        )
    return root


def _joined(pieces: list[Piece]) -> list[Piece]:
    """The pieces that say something, those that only go on after a line break joined."""
    found: list[Piece] = []
    for piece in pieces:
        words = re.sub(r"\s+", " ", piece.words.translate(_INVISIBLE)).strip()
        if not words:
            continue
        before = found[-1] if found else None
        if before and piece.goes_on and words[0].islower() and not ends(before.words):
            bold = before.bold and piece.bold
            found[-1] = replace(before, words=f"{before.words} {words}", bold=bold)
        else:
            found.append(replace(piece, words=words))
    return found


def _walk(element: Any, around: Piece, found: list[Piece]) -> None:
    """Add the words of `element`, set like those `around` it unless it says otherwise."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SKIPPED or _is_hidden(element, tag):
        return
    setting = _setting(element, tag, around)
    if tag == "br":
        found.append(replace(setting, words="", goes_on=bool(found[-1].words.strip())))
    elif tag in _BLOCKS:
        found.append(setting)
        if tag == "li":
            _add(found, marker(element), setting)
    if tag in ("b", "strong", "th"):
        setting = replace(setting, bold=True)
    _add(found, element.text, setting)
    for child in element:
        _walk(child, setting, found)
        if child.tag in _BLOCKS:
            found.append(replace(setting, words=""))
        _add(found, child.tail, setting)


def _setting(element: Any, tag: str, around: Piece) -> Piece:
    depth = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else around.depth
    indent = around.indent
    if tag in _BLOCKS:
        margin = _MARGIN.search(element.get("style") or "")
        if margin:
            indent += float(margin[1]) * _POINTS[(margin[2] or "px").lower()]
        elif tag in ("ol", "ul", "blockquote", "dd"):
            indent += INDENT
    return replace(around, words="", depth=depth, indent=indent, goes_on=False)


def _is_hidden(element: Any, tag: str) -> bool:
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.get("role") in ("navigation", "banner", "contentinfo"):
        return True
    if tag in _OF_THE_PAGE:
        return not any(a.tag in ("article", "section", "main") for a in element.iterancestors())
    if tag == "sup":  # a number that leads to a note; «1<sup>o</sup>» is part of the text
        return _NOTE.match(element.text_content().strip()) is not None
    return False


def _add(found: list[Piece], text: str | None, setting: Piece) -> None:
    if not text:
        return
    last = found[-1]
    if not text.strip():
        if last.words:
            found[-1] = replace(last, words=last.words + " ")
        return
    first = not last.words.strip()
    bold = setting.bold and (first or last.bold)
    depth = setting.depth if first else last.depth
    lead = last.lead
    if last.bold and not bold and not first:
        lead = sum(not c.isspace() for c in last.words)
    found[-1] = replace(last, words=last.words + text, bold=bold, depth=depth, lead=lead)
