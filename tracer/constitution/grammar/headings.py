"""Whether words are a heading: of the unit just opened, or of an unnumbered group of articles."""

from __future__ import annotations

import re

from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import Label, list_labels, read_label
from tracer.constitution.grammar.reading import (
    CONTAINERS,
    Node,
    Reader,
    fixed_label,
    in_transitories,
    last_words,
    nfc,
    own_text,
)
from tracer.constitution.grammar.styles import Style

_HEADED = ("article", "division", "chapter", "title", "book", "part")
LONGEST_HEADING = 160
"""In code points. The longest heading of an article or section in the corpora has 92."""

_COMMANDS = re.compile(r"\w(?:ará|erá|irá|drá)n?\b")
"""A verb in the future, in which laws command: headings have none."""


def looks_like_heading(raw: str) -> bool:
    """Short, and without a stop at its end."""
    text = raw.strip().rstrip('”»"')
    one_phrase = re.search(r"[.;]\s+[A-ZÁÉÍÓÚÑ]", nfc(text)) is None or len(text) < 60
    return 0 < len(text) <= LONGEST_HEADING and text[-1] not in ".;:," and one_phrase


def awaits_heading(node: Node) -> bool:
    """Whether what comes next may be the heading of `node`, just opened."""
    if node.start >= 0:
        return False
    unnumbered_chapter = node.level == "chapter" and node.label and not node.label.number
    if node.heading and node.heading[-1].rstrip().endswith((";", ",")):
        return node.level in CONTAINERS
    return not node.heading or bool(unnumbered_chapter) or node.block.prominent


def continues_heading(
    node: Node, block: Block, raw: str, label: Label | None, style: Style
) -> bool:
    """Whether a block is the heading of the unit just opened, or the next line of it."""
    if not node.awaits_heading or node.start >= 0 or block.depth:
        return False
    capitals = _in_capitals(raw)
    if label is not None:
        # the title of a decree may go on, in capitals, with TRANSITORIOS at the start of a line
        return label.level == "transitories" and node.level == "transitories" and capitals
    if node.level in ("preamble", "motives") or style.repealed.match(nfc(raw)):
        return False
    if node.level in CONTAINERS and node.heading and _in_capitals(node.heading[-1]) > capitals:
        return False
    if block.prominent or (capitals and node.level != "article"):
        return True
    if node.heading and node.level != "chapter":
        return False
    # a division without a label is its heading already
    labelled = node.level != "division" or (node.label is not None and node.label.length > 0)
    return labelled and node.level in _HEADED and looks_like_heading(raw)


def _in_capitals(raw: str) -> bool:
    return raw.upper() == raw and any(c.isalpha() for c in raw)


def is_division(reader: Reader, block: Block, following: Block | None) -> bool:
    """A heading without a number, «Disposiciones generales», right before an article."""
    innermost = reader.path[-1]
    if following is None or innermost.level in ("preamble", "motives") or in_transitories(reader):
        return False
    if block.depth:
        return True
    raw = own_text(reader, block)
    if reader.style.repealed.match(nfc(raw)) or _COMMANDS.search(nfc(raw)):
        return False
    if not looks_like_heading(raw) or last_words(reader) in (":", ","):
        return False
    label = read_label(own_text(reader, following), following, reader.style, in_transitories=False)
    return label is not None and label.level == "article"


def rest_is_heading(reader: Reader, node: Node, raw: str, following: Block | None) -> bool:
    """Whether the words after a label, on its own line, are a heading and not the text."""
    if node.level in CONTAINERS:
        return True
    if following is None or reader.style.repealed.match(nfc(raw)):
        return False
    after = own_text(reader, following)
    if fixed_label(reader, following) is not None:
        return False
    next_labels = list_labels(after, reader.style)
    deeper = any(label.value == 1 and label.level != node.level for label in next_labels)
    if looks_like_heading(raw):
        return deeper or (node.level in ("article", "section") and not _goes_on(node, next_labels))
    if node.level in ("article", "transitory") and _stands_out(node.block, following):
        return looks_like_heading(raw.rstrip(" .:–—-"))
    if node.level != "section" or not deeper or _goes_on(node, next_labels):
        return False
    one_sentence = len(raw.strip()) <= LONGEST_HEADING and raw.count(".") == 1
    return one_sentence and raw.rstrip().endswith(".")


def _stands_out(block: Block, following: Block) -> bool:
    """Set in bold, where what follows is not."""
    return block.prominent and not following.prominent and not block.depth


def _goes_on(node: Node, next_labels: list[Label]) -> bool:
    """Whether what follows is the next item of the list that `node` belongs to."""
    return node.label is not None and any(
        label.level == node.level and label.value == node.label.value + 1 for label in next_labels
    )
