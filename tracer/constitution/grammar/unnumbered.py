"""Paragraphs without a number: whose words they are, those of the last item or of what holds it."""

from __future__ import annotations

import re

from tracer.citation.address import Address
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.headings import looks_like_heading
from tracer.constitution.grammar.labels import Label, list_labels
from tracer.constitution.grammar.reading import (
    Node,
    Reader,
    close_to,
    extend,
    fixed_label,
    last_char,
    nfc,
    own_text,
    record,
)

_JOINED = re.compile(r"[;,](?:\s+[yoe])?\Z")
"""How the last item but one of a list ends."""
INDENT_SLACK = 8.0
"""In points or columns: lines of one margin differ by less."""
FARTHEST = 12
"""In blocks: how far ahead the next item is looked for."""
ITEMS_OF_ONE_PARAGRAPH = 2
"""So many items of one paragraph each before the last show that an item has but one."""


def add_paragraph(reader: Reader, block: Block) -> None:
    """Add an unnumbered paragraph to the unit it belongs to.

    A unit's own words are one stretch of text, so a paragraph that comes after its list becomes
    a provision of its own: ``Art. 52, 6, párr. 2``.
    """
    holder = _holder(reader, block)
    if holder.level in ("title", "chapter", "book", "transitories"):
        return
    close_to(reader, holder)
    holder.awaits_heading = False
    repealed = reader.style.repealed.match(nfc(own_text(reader, block))) is not None
    if not holder.lists and not (repealed and holder.start >= 0):
        extend(holder, block.start, block.end)
        return
    holder.paragraphs += 1
    parts = (*holder.address.parts, f"párr. {holder.paragraphs}")
    address = Address(holder.address.kind, parts, holder.address.within)
    node = Node("paragraph", address, None, block, holder)
    record(reader, node)
    extend(node, block.start, block.end)


def _holder(reader: Reader, block: Block) -> Node:
    innermost = reader.path[-1]
    parent = innermost.parent
    if innermost.start < 0 or parent is None or innermost.level in ("article", "transitory"):
        return innermost
    if _goes_on(reader, innermost):
        return parent if _titles_a_group(reader, block, innermost) else innermost
    by_indent = _by_indent(reader, block)
    if by_indent is not None:
        return by_indent
    return parent if _list_is_complete(reader, innermost) else innermost


def _goes_on(reader: Reader, last: Node) -> bool:
    """Whether the list of `last` goes on further down: then the paragraph is within the item."""
    if last.label is None:
        return False
    label = _next_label(reader, last)
    return label is not None and label.value == last.label.value + 1


def _titles_a_group(reader: Reader, block: Block, before: Node) -> bool:
    """Whether a line between two items is the title of those to come."""
    raw = own_text(reader, block)
    repealed = reader.style.repealed.match(nfc(raw)) is not None
    return before.level != "section" and looks_like_heading(raw) and not repealed


def _next_label(reader: Reader, like: Node) -> Label | None:
    """The label of the next item that is numbered like `like`, before anything else is numbered."""
    assert like.label is not None
    for after in reader.blocks[reader.at + 1 : reader.at + 1 + FARTHEST]:
        raw = own_text(reader, after)
        if fixed_label(reader, after) is not None:
            return None
        labels = list_labels(raw, reader.style)
        if labels:
            kind = (like.label.level, like.label.shape)
            return next((n for n in labels if (n.level, n.shape) == kind), None)
    return None


def _by_indent(reader: Reader, block: Block) -> Node | None:
    """The unit that the indentation of a paragraph shows; None where it shows none."""
    innermost = reader.path[-1]
    own, here = innermost.block.indent, block.indent
    if own is None or here is None or abs(here - own) <= INDENT_SLACK:
        return None
    if here > own:
        return innermost
    for node in reversed(reader.path[:-1]):
        at = node.block.indent
        if node.level in ("article", "transitory") or at is None or here >= at - INDENT_SLACK:
            return node
    return innermost


def _list_is_complete(reader: Reader, last: Node) -> bool:
    """Whether the list that `last` ends is closed, so that what follows speaks of all of it."""
    items = [n for n in reader.nodes if n.parent is last.parent and n.level == last.level]
    if len(items) < 2 or items[-2].start < 0 or last.parent is None:
        return False
    return _ends_a_sentence(reader, items, last.parent) or _is_of_single_items(reader, items)


def _ends_a_sentence(reader: Reader, items: list[Node], holder: Node) -> bool:
    """Items that end in semicolons, the last in a full stop, and no indentation to tell more."""
    own, above = items[-1].block.indent, holder.block.indent
    # a label set in the middle of its line stands further in than its text
    if own is not None and above is not None and own - above > INDENT_SLACK:
        return False
    before = reader.text[items[-2].start : items[-2].end].rstrip()
    return _JOINED.search(before) is not None and last_char(reader, items[-1]) == "."


def _is_of_single_items(reader: Reader, items: list[Node]) -> bool:
    """A list announced by a colon none of whose items has a second paragraph."""
    holder = items[-1].parent
    announced = holder is not None and last_char(reader, holder) == ":"
    single = all(item.paragraphs <= 1 and not item.lists and not item.heading for item in items)
    return announced and single and len(items) > ITEMS_OF_ONE_PARAGRAPH
