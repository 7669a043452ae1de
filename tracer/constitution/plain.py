"""Markdown and plain text as bodies: every line that says something is a block."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tracer.constitution.blocks import Block, Body
from tracer.decoding import decode
from tracer.errors import FormatError

_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"[-*+]\s+(?=\w{1,3}[.)])")
_ITEM = re.compile(r"[a-zñ]\s?[.)]")
_LEADER = re.compile(r"(?:\.\s?){5,}\s*\d*\s*\Z|…{2,}\s*\d*\s*\Z")


def read_text(path: Path) -> str:
    """Decode a text file; see `tracer.decoding.decode`.

    Raises
    ------
    FormatError
        If it holds binary data.
    """
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FormatError(
            f"{path.name}: se esperaba texto y contiene datos binarios; "
            "si es un PDF o un DOCX, dale su extensión"
        )
    return decode(raw)[0]


def plain_body(text: str) -> Body:
    """Cut `text`, Markdown or plain, into blocks; the text itself stays as it is.

    A line is a block. A line that begins in lower case, right below another, goes on with it: the
    text was wrapped.
    """
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        block = _block(line, at, number)
        before = blocks[-1] if blocks else None
        if block and before and before.depth == 0 and _runs_on(text, before, block):
            blocks[-1] = replace(before, end=block.end)
        elif block:
            blocks.append(block)
        at += len(line)
    return Body(text, tuple(blocks))


def _runs_on(text: str, before: Block, block: Block) -> bool:
    between = text[before.end : block.start]
    words = text[block.start : block.end]
    return (
        words[0].islower()
        and not _ITEM.match(words)
        and between.count("\n") == 1
        and text[before.end - 1] not in ".;:"
    )


def _block(line: str, at: int, number: int) -> Block | None:
    stripped = line.strip()
    if not stripped or _LEADER.search(stripped) or set(stripped) <= set("-*_= "):
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
    bold = re.match(r"(\*\*|__)(.+)\1\Z", line[start:end])
    if bold:
        prominent, start, end = True, start + 2, end - 2
    return Block(
        at + start, at + end, line=number, indent=float(indent), depth=depth, prominent=prominent
    )
