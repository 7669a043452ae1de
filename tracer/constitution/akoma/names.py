"""The vocabulary of Akoma Ntoso that tracer writes, and what it takes each element for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:tracer:constitucion:1"
"""Namespace of what the standard has no word for: the page, and a citation that no number shows."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

LARGER = {
    "book": "book", "tome": "book", "part": "part", "title": "title", "subtitle": "division",
    "chapter": "chapter", "subchapter": "division", "division": "division",
    "subdivision": "division", "subpart": "division",
}  # fmt: skip
"""Elements that hold articles, and the level of each."""
SMALLER = (
    "article", "section", "rule", "clause", "paragraph", "level", "transitional", "hcontainer",
    "subsection", "subparagraph", "subclause", "subrule", "alinea", "point", "indent", "list",
    "sublist", "proviso",
)  # fmt: skip
"""Elements that may be articles or stand within them."""
BASIC = ("article", "section", "rule", "clause")
"""Elements that are the articles of a text, the surest first."""

NAMED = {
    "apartado": "section", "numeral": "numeral", "numero": "numeral", "fraccion": "fraction",
    "inciso": "inciso", "letra": "inciso", "literal": "inciso", "parrafo": "paragraph",
    "preambulo": "preamble", "exposiciondemotivos": "motives", "transitorios": "transitories",
    "disposicionestransitorias": "transitories", "transitorio": "transitory",
    "articulo": "article", "paragrafo": "proviso", "parte": "part", "libro": "book",
    "titulo": "title", "capitulo": "chapter",
    "seccion": "division", "disposicion": "provision",
}  # fmt: skip
"""Levels by the name of a ``hcontainer`` or ``container``, without accents, signs or capitals."""

ANNEXES = ("attachment", "component")
"""What follows the body and has a number or heading of its own."""
FRONT = ("coverPage", "preface", "conclusions", "header")
"""Parts of a document that hold words, but no provisions."""
LEFT_OUT = ("meta", "toc", "authorialNote", "componentRef", "documentRef")
"""What is no part of the text: data about it, lists of contents, notes."""
BLOCKS = (
    "p", "block", "tblock", "blockContainer", "blockList", "listIntroduction", "listWrapUp", "item",
    "container", "formula", "longTitle", "citations", "citation", "recitals", "recital",
    "intro", "content", "wrapUp", "interstitial", "crossHeading", "heading", "subheading",
    "quotedStructure", "embeddedStructure", "foreign", "ul", "ol", "li", "table", "caption", "tr",
    "th", "td", "div", "h1", "h2", "h3", "h4", "h5", "h6", *LARGER, *SMALLER,
)  # fmt: skip
"""Elements that begin and end a line; every other one stands within a line."""
LINES = ("p", "block", "num", "heading", "subheading", "crossHeading")
"""Blocks that are a line even where they are empty."""


def local(element: Any) -> str:
    """Name of `element` without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def unquoted(element: Any) -> Iterator[Any]:
    """Give what stands within `element`, but for the structures of other texts that it quotes."""
    for child in element:
        yield child
        if local(child) not in ("quotedStructure", "embeddedStructure"):
            yield from unquoted(child)


def own(name: str) -> str:
    """Name of one of tracer's own attributes, with its namespace."""
    return f"{{{OWN}}}{name}"
