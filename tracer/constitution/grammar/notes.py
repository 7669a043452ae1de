"""Editors' notes taken out of a body: «Párrafo reformado DOF 10-06-2011» is no part of the text."""

from __future__ import annotations

import re
from dataclasses import replace

from tracer.constitution.blocks import Block, Body, Note
from tracer.constitution.grammar.labels import read_label
from tracer.constitution.grammar.reading import nfc
from tracer.constitution.grammar.style import Style
from tracer.records import LeftOut

_REPEAL = re.compile(r"\W*(?:\w+\s+){0,3}derogad[oa]s?\b", re.IGNORECASE)


def without_notes(body: Body, style: Style) -> Body:
    """Take out the blocks that are an editor's note, and their words.

    A note that says that something was repealed stays where it is all that an article has.
    Offsets of the body given back count its own text.
    """
    notes: list[Block] = []
    before: Block | None = None
    for block in body.blocks:
        words = nfc(body.text[block.start : block.end])
        is_mark = _REPEAL.match(words) and before and _is_bare_article(body, before, style)
        if style.note.match(words) and not is_mark:
            notes.append(block)
        else:
            before = block
    return _cut(body, notes) if notes else body


def _is_bare_article(body: Body, block: Block, style: Style) -> bool:
    raw = body.text[block.start : block.end]
    label = read_label(raw, block, style, in_transitories=False)
    return label is not None and label.level == "article" and label.length == len(raw)


def _cut(body: Body, notes: list[Block]) -> Body:
    """The body without the words of `notes`; what stands between blocks stays."""
    gone = {block.start for block in notes}
    pieces: list[str] = []
    blocks: list[Block] = []
    told: list[Note] = []
    at = removed = 0
    for block in body.blocks:
        if block.start in gone:
            start = max(at, _with_bullet(body.text, block))
            pieces.append(body.text[at:start])
            words = " ".join(nfc(body.text[block.start : block.end]).split())
            told.append(Note(words, start - removed, block.page))
            at = block.end
            removed += block.end - start
        else:
            moved = replace(block, start=block.start - removed, end=block.end - removed)
            blocks.append(moved)
    text = "".join([*pieces, body.text[at:]])
    left_out = (*body.left_out, LeftOut("reform-note", len(notes), notes[0].page))
    kept = (*body.notes, *told)
    return replace(body, text=text, blocks=tuple(blocks), left_out=left_out, notes=kept)


def _with_bullet(text: str, block: Block) -> int:
    """Where `block` begins, with the sign before it on its line, if there is nothing else."""
    line = text.rfind("\n", 0, block.start) + 1
    return block.start if any(c.isalnum() for c in text[line : block.start]) else line
