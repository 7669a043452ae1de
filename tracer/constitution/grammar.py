"""From blocks to units: which block is a heading, which a list item, and what holds what."""

from __future__ import annotations

from tracer.address import Address, part_level
from tracer.constitution.blocks import Block, Body
from tracer.constitution.headings import (
    awaits_heading,
    continues_heading,
    is_division,
    rest_is_heading,
)
from tracer.constitution.labels import Label, list_labels, read_label
from tracer.constitution.lists import Place, place
from tracer.constitution.reading import (
    RANKS,
    Node,
    Reader,
    close_to,
    extend,
    in_transitories,
    last_char,
    nfc,
    own_text,
)
from tracer.constitution.styles import Style

INDENT_SLACK = 8.0
"""In points or columns: lines of one margin differ by less."""
INNER_TITLE = 3.5
"""Rank of a title within a chapter, between the chapter and the division."""
LOWEST = 9.0
DIVISION = Label("division", "", 0, "", 0)


def read_units(body: Body, *, style: Style) -> Reader:
    """Read the units of `body`; `tracer.constitution.provisions` makes records of them."""
    reader = Reader(body.text, style)
    for block, following in zip(body.blocks, (*body.blocks[1:], None), strict=True):
        _take(reader, block, following)
    return reader


def _take(reader: Reader, block: Block, following: Block | None) -> None:
    raw = own_text(reader, block)
    innermost = reader.path[-1] if reader.path else None
    label = read_label(raw, block, reader.style, in_transitories=in_transitories(reader))
    if label and not (innermost and continues_heading(innermost, block, raw, label)):
        _open_fixed(reader, label, block, following)
    elif reader.closed or innermost is None:
        return
    elif found := place(reader, raw):
        _open_item(reader, found, block, following)
    elif continues_heading(innermost, block, raw, None):
        innermost.heading.append(raw)
    elif reader.style.closing.match(nfc(raw)) or _ends_transitories(reader, block):
        reader.closed = True
    elif is_division(reader, block, following):
        _open_fixed(reader, DIVISION, block, following)
    else:
        if list_labels(raw, reader.style):
            reader.unplaced.append(block)
        _add_paragraph(reader, block)


def _ends_transitories(reader: Reader, block: Block) -> bool:
    """A marked heading of the same rank after them: what follows is no part of the text."""
    region = next((n for n in reader.path if n.level == "transitories"), None)
    return bool(region and block.depth and block.depth <= region.block.depth)


def _open_fixed(reader: Reader, label: Label, block: Block, following: Block | None) -> None:
    if label.level in ("article", "title", "book") and in_transitories(reader):
        reader.path.clear()
    rank: float = RANKS[label.level]
    if label.level == "title" and _has_titles_in_chapters(reader):
        rank = INNER_TITLE
    while reader.path and _rank(reader, reader.path[-1]) >= rank:
        reader.path.pop()
    parent = reader.path[-1] if reader.path else None
    node = Node(label.level, _address(reader, label, parent), label, block, parent)
    if label.printed:
        node.heading.append(label.printed)
    reader.closed = False
    _open(reader, node, following)
    node.awaits_heading = awaits_heading(node)


def _rank(reader: Reader, node: Node) -> float:
    if node.level == "title" and node.parent is not None:
        return INNER_TITLE
    if node.level in ("preamble", "motives"):
        return LOWEST  # nothing stands within them
    return RANKS.get(node.level, LOWEST)


def _has_titles_in_chapters(reader: Reader) -> bool:
    """Some drafts put titles within chapters: there have been chapters, and none had a title."""
    chapters = [n for n in reader.nodes if n.level == "chapter"]
    return len(chapters) > 1 and all(n.parent is None for n in chapters)


def _open_item(reader: Reader, found: Place, block: Block, following: Block | None) -> None:
    label, holder = found.label, found.holder
    close_to(reader, holder)
    node = Node(label.level, _below(holder, _part(label, holder)), label, block, holder)
    last = holder.lists.get((label.level, label.shape))
    if last is None or last.label is None or label.value >= last.label.value:
        holder.lists[label.level, label.shape] = node
    holder.awaits_heading = False
    _open(reader, node, following)


def _open(reader: Reader, node: Node, following: Block | None) -> None:
    reader.nodes.append(node)
    reader.path.append(node)
    start = node.block.start + (node.label.length if node.label else 0)
    raw = reader.text[start : node.block.end]
    if not raw.strip():
        return
    if rest_is_heading(reader, node, raw, following):
        node.heading.append(raw)
    else:
        extend(node, start, node.block.end)


def _part(label: Label, holder: Node) -> str:
    if label.level == "fraction":
        return f"frac. {label.number}"
    levels = [part_level(part) for part in holder.address.parts[1:]]
    nested = label.level == "numeral" and "numeral" in levels
    return f"{label.number})" if nested else label.number


def _below(holder: Node, part: str) -> Address:
    address = holder.address
    return Address(address.kind, (*address.parts, part), address.within)


def _address(reader: Reader, label: Label, parent: Node | None) -> Address:
    """The address of a unit with a fixed place: numbered through the text, or within another."""
    if label.level == "transitories":
        reader.regions += 1
        first = reader.regions == 1
        return Address("transitories") if first else Address("decree", (str(reader.regions),))
    if label.level in ("motives", "preamble"):
        return Address(label.level)
    within = None
    if label.level == "transitory":
        within = parent.address if parent and parent.address.kind == "decree" else None
    elif label.level in ("title", "chapter", "division") and parent:
        within = parent.address
    return Address(label.level, (label.number or _count_unnumbered(reader, label, parent),), within)


def _count_unnumbered(reader: Reader, label: Label, parent: Node | None) -> str:
    key = (id(parent), label.level)
    reader.unnumbered[key] = reader.unnumbered.get(key, 0) + 1
    return str(reader.unnumbered[key])


def _add_paragraph(reader: Reader, block: Block) -> None:
    """Add an unnumbered paragraph to the unit it belongs to.

    A unit's own words are one stretch of text, so a paragraph that comes after its list becomes
    a provision of its own: ``Art. 52, 6, párr. 2``.
    """
    holder = _holder_of_paragraph(reader, block)
    if holder.level in ("title", "chapter", "book", "transitories"):
        return
    close_to(reader, holder)
    holder.awaits_heading = False
    repealed = reader.style.repealed.match(nfc(own_text(reader, block))) is not None
    if not holder.lists and not (repealed and holder.start >= 0):
        extend(holder, block.start, block.end)
        return
    holder.paragraphs += 1
    node = Node("paragraph", _below(holder, f"párr. {holder.paragraphs}"), None, block, holder)
    reader.nodes.append(node)
    extend(node, block.start, block.end)


def _holder_of_paragraph(reader: Reader, block: Block) -> Node:
    """The unit that an unnumbered paragraph belongs to, by its indentation."""
    innermost = reader.path[-1]
    parent = innermost.parent
    if innermost.start < 0 or parent is None or innermost.level in ("article", "transitory"):
        return innermost
    own, above, here = innermost.block.indent, parent.block.indent, block.indent
    if own is None or above is None or here is None or abs(own - above) <= INDENT_SLACK:
        return parent if _list_is_complete(reader, innermost) else innermost
    for node in reversed(reader.path):
        at = node.block.indent
        if node.level in ("article", "transitory") or at is None or here >= at - INDENT_SLACK:
            return node
    return innermost


def _list_is_complete(reader: Reader, last: Node) -> bool:
    """Where nothing is indented: a list whose items end in semicolons, the last in a full stop."""
    items = [n for n in reader.nodes if n.parent is last.parent and n.level == last.level]
    if len(items) < 2 or items[-2].start < 0:
        return False
    before = reader.text[items[-2].start : items[-2].end].rstrip()
    return before.endswith((";", "; y", "; o", ", y", ", o", "; e", ",")) and (
        last_char(reader, last) == "."
    )
