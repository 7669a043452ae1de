"""Web pages as bodies: a block element is a block, h1 to h6 are marked headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tracer.constitution.blocks import Block, Body
from tracer.constitution.plain import read_text
from tracer.errors import EmptyInputError

_BLOCKS = {
    "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4",
    "h5", "h6", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_SKIPPED = {"head", "script", "style", "nav", "footer", "header", "noscript", "template"}


def html_body(path: Path) -> Body:
    """Read the visible text of a page; scripts, navigation, page heads and feet are left out.

    Raises
    ------
    EmptyInputError
        If the page holds no element.
    """
    from lxml import etree, html

    try:
        root = html.document_fromstring(read_text(path).encode(), parser=_parser())
    except etree.ParserError as error:
        raise EmptyInputError(
            f"{path.name} no contiene ningún texto; guarda la página completa e inténtalo de nuevo"
        ) from error
    paragraphs: list[tuple[str, int, bool]] = [("", 0, False)]
    _walk(root, 0, False, paragraphs)
    text = ""
    blocks: list[Block] = []
    for words, depth, bold in paragraphs:
        words = re.sub(r"\s+", " ", words).strip()
        if words:
            start, end = len(text), len(text) + len(words)
            blocks.append(Block(start, end, line=len(blocks) + 1, depth=depth, prominent=bold))
            text += words + "\n"
    return Body(text, tuple(blocks))


def _parser() -> Any:
    from lxml import html

    return html.HTMLParser(encoding="utf-8")


def _walk(element: Any, depth: int, bold: bool, found: list[tuple[str, int, bool]]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SKIPPED:
        return
    if tag in _BLOCKS or tag == "br":
        depth = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else depth
        found.append(("", depth, False))
    bold = bold or tag in ("b", "strong")
    _add(found, element.text, depth, bold)
    for child in element:
        _walk(child, depth, bold, found)
        if child.tag in _BLOCKS:
            found.append(("", depth, False))
        _add(found, child.tail, depth, bold)


def _add(found: list[tuple[str, int, bool]], text: str | None, depth: int, bold: bool) -> None:
    if not text or not text.strip():
        if text and found[-1][0]:
            found[-1] = (found[-1][0] + " ", found[-1][1], found[-1][2])
        return
    before, _, was_bold = found[-1]
    found[-1] = (before + text, depth, bold and (was_bold or not before.strip()))
