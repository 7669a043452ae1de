"""Markdown and plain text as bodies: every paragraph, heading or item of a list is a block."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from tracer.constitution.blocks import Block, Body
from tracer.constitution.furniture import furniture
from tracer.constitution.grammar.labels import list_labels, read_label
from tracer.constitution.grammar.styles import SPANISH_AMERICAN, Style
from tracer.constitution.opening import text_bytes
from tracer.constitution.wrapping import STOPS, ends, fits, is_open, wrapped_at
from tracer.decoding import decode

COLUMN = 7.2
"""Width of a column in points: ten to the inch, as typewriters have it."""

DOTS = 5
"""That lead from a heading to its page, at least."""

_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"[-*+•]\s+(?=\S)")
_ITEM = re.compile(r"[a-zñ]\s?[.)]")
_WHOLLY_BOLD = re.compile(r"(\*\*|__)((?:(?!\1).)+)\1\Z")
_MARKS = (
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"!?\[([^\]]{0,500})\]\([^)\s]{0,1000}\)"), r"\1"),
    (re.compile(r"\\([-.()*_#>+|\[\]\\])"), r"\1"),
)
"""Markdown within a line, and what it leaves: bold, italics, links, escaped signs."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines of a text have in common."""

    style: Style
    width: int | None
    """In columns, where the text was wrapped; None where it was not."""


def read_text(path: Path) -> str:
    """Decode a text file; see `tracer.decoding.decode`.

    Raises
    ------
    FormatError
        If it holds binary data, or is far too large.
    """
    return decode(text_bytes(path))[0]


def without_marks(text: str) -> str:
    """Drop the marks of Markdown within lines; those of whole lines stay, they tell headings."""
    return "".join(_unmarked(line) for line in text.splitlines(keepends=True))


def _unmarked(line: str) -> str:
    if _WHOLLY_BOLD.match(line.strip()):
        return line
    for pattern, left in _MARKS:
        line = pattern.sub(left, line)
    return line


def plain_body(text: str, style: Style = SPANISH_AMERICAN) -> Body:
    """Cut `text`, Markdown or plain, into blocks; but for page numbers and running heads it stays.

    A line is a block, unless it goes on with the one before: where the text was wrapped at some
    width, a line goes on if its first word had no room before; where it was not, if it begins in
    lower case.
    """
    lines = text.splitlines(keepends=True)
    noise = furniture(lines)
    page = Page(style, wrapped_at([line for at, line in enumerate(lines) if at not in noise]))
    blocks: list[Block] = []
    kept, at, turned = "", 0, False
    for number, line in enumerate(lines):
        if number in noise:
            turned = True
            continue
        block = _block(line, at, number + 1)
        kept, at = kept + line, at + len(line)
        if block is None:
            continue
        if blocks and _runs_on(kept, blocks[-1], block, page, turned=turned):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(block)
        turned = False
    return Body(kept, tuple(blocks))


def _runs_on(text: str, before: Block, block: Block, page: Page, *, turned: bool) -> bool:
    """Whether `block` goes on with the paragraph of the block before it."""
    if before.depth or block.depth or before.prominent != block.prominent:
        return False
    words = text[block.start : block.end]
    lines = text[before.start : before.end].splitlines()
    lower = words[0].islower() and not _ITEM.match(words)
    if not turned and text[before.end : block.start].count("\n") != 1:
        return False
    if page.width is None or (turned and lower):
        return lower and lines[-1][-1] not in STOPS
    last = text[text.rfind("\n", 0, before.end) + 1 : before.end]
    if fits(last, words, page.width):
        return False
    if read_label(words, block, page.style, in_transitories=False) and not is_open(last):
        return False
    if not ends(last):
        return True
    step = (block.indent or 0.0) - len(_margin(last)) * COLUMN
    apart = step < -COLUMN or (step > COLUMN and len(lines) > 1)
    ordinal = read_label(words, block, page.style, in_transitories=True)
    return not (apart or ordinal or list_labels(words, page.style))


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())].expandtabs(4)


def _is_led(text: str) -> bool:
    """Whether dots lead to the end of `text`, or to a page number there."""
    before = text.rstrip("0123456789").rstrip()
    dots = before[len(before.rstrip(" .…")) :]
    return dots.count(".") >= DOTS or dots.count("…") >= 2


def _block(line: str, at: int, number: int) -> Block | None:
    stripped = line.strip()
    if not stripped or _is_led(stripped) or set(stripped) <= set("-*_= "):
        return None
    indent = len(line) - len(line.lstrip())
    start = indent
    heading = _HEADING.match(line, start)
    depth = 0
    if heading:
        depth, start = len(heading.group(1)), heading.end()
    else:
        bullet = _BULLET.match(line, start)
        start = bullet.end() if bullet else start
    prominent = False
    end = len(line.rstrip())
    bold = _WHOLLY_BOLD.match(line[start:end])
    if bold:
        prominent, start, end = True, start + 2, end - 2
    return Block(
        at + start,
        at + end,
        line=number,
        indent=len(_margin(line)) * COLUMN,
        depth=depth,
        prominent=prominent,
    )
