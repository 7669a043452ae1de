"""HTML in a cell as the words that a browser would show, in time proportional to its length.

Python's own parser looks for the end of each comment and tag anew: a million characters of ``<!--``
take it hours.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li "
        "ol p pre section table tbody td th thead tr ul",
    )
)
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b big body center cite code del em font html i img ins iframe label mark q s small "
        "span strike strong sub sup tt u",
    )
)
_RAW = frozenset(("script", "style"))
"""Elements whose content is no HTML."""
_HIDDEN = _RAW | {"head"}
_TAGS = "|".join(sorted(_BLOCKS | _INLINE | _HIDDEN))
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<opens><!--)|(?P<closes>-->)|<[!?][^<>]*>"
    rf"|<(?P<end>/?)(?P<name>{_TAGS})\b"
    # A > within quotation marks ends no tag, unless the marks themselves have no end
    r"(?:(?:[^<>\"']++|\"[^\"]{0,500}\"|'[^']{0,500}')*+>|[^<>]*+>)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain(text: str) -> str:
    """Give what a browser would show of `text`; what has no tag of HTML keeps its line breaks.

    Tags disappear (those of blocks and ``<br>`` break the line), scripts, styles and comments go
    with their content, entities become their characters. Anything else in angle brackets stays.
    """
    if "<" in text and _TAG.search(text):
        return _without_tags(text)
    return _characters(text)


def _without_tags(text: str) -> str:
    joined = "".join(_pieces(text))
    lines = (re.sub(r"[ \u00a0]+", " ", line).strip() for line in joined.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    last_end = text.rfind("-->")
    at = 0
    hidden, raw, comment = 0, "", False
    for token in _TOKEN.finditer(text):
        name = (token["name"] or "").lower()
        if not (hidden or raw or comment):
            pieces.append(_words(text[at : token.start()]))
        at = token.end()
        if comment:
            comment = not token["closes"]
        elif raw:
            raw = "" if name == raw and token["end"] else raw
        elif token["opens"] and token.start() < last_end:
            comment = True
        elif token["opens"] or token["closes"]:
            pieces.append("" if hidden else token.group())
        elif name in _RAW:
            raw = "" if token["end"] else name
        elif name in _HIDDEN:
            hidden = max(0, hidden - 1) if token["end"] else hidden + 1
        elif name in _BLOCKS and not hidden:
            pieces.append("\n")
    if not (hidden or raw or comment):
        pieces.append(_words(text[at:]))
    return pieces


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", _characters(text))


def _characters(text: str) -> str:
    """Bounded, unlike `html.unescape` itself, which fails on numbers of thousands of figures."""
    return _ENTITY.sub(lambda found: unescape(found.group()), text) if "&" in text else text
