"""From blocks to units: which block is a heading, which a list item, and what holds what."""

from __future__ import annotations

from dataclasses import replace

from tracer.constitution.blocks import Block, Body
from tracer.constitution.grammar.addressing import address_of, address_of_item, number_of
from tracer.constitution.grammar.dispositions import (
    HOLDERS,
    TRANSITORY,
    heads_region,
    in_its_region,
    is_region,
    last_article,
    leaves_region,
    opens_unlabelled,
)
from tracer.constitution.grammar.epigraphs import bold_heading, has_inline_headings, inline_heading
from tracer.constitution.grammar.headings import (
    awaits_heading,
    continues_heading,
    is_division,
    rest_is_heading,
)
from tracer.constitution.grammar.labels import Label, list_labels, read_label, unstopped_article
from tracer.constitution.grammar.lists import Place, begins_list, place
from tracer.constitution.grammar.reading import (
    RANKS,
    Node,
    Reader,
    close_to,
    extend,
    fixed_label,
    last_words,
    nfc,
    own_text,
    record,
)
from tracer.constitution.grammar.repeated import without_repeated_headings
from tracer.constitution.grammar.styles import Style
from tracer.constitution.grammar.unnumbered import add_paragraph

INNER_TITLE = 3.5
"""Rank of a title within a chapter, between the chapter and the division."""
INNER_CHAPTER = 4.5
"""Rank of a chapter within a division, where divisions are the larger units."""
LOWEST = 9.0
DIVISION = Label("division", "", 0, "", 0)


def read_units(body: Body, *, style: Style) -> Reader:
    """Read the units of `body`; `tracer.constitution.grammar.provisions` makes records of them."""
    blocks = without_repeated_headings(body, style)
    reader = Reader(body.text, style, blocks, has_inline_headings(body, style))
    for at, block in enumerate(blocks):
        reader.at = at
        _take(reader, block, blocks[at + 1] if at + 1 < len(blocks) else None)
    return reader


def _take(reader: Reader, block: Block, following: Block | None) -> None:
    raw = own_text(reader, block)
    innermost = reader.path[-1] if reader.path else None
    label = _fixed_label(reader, block, following)
    if label and innermost and heads_region(innermost, label):
        innermost.region = label.kind or TRANSITORY
        innermost.heading.append(raw)
        innermost.headed = block.end
    elif label and not (
        innermost and continues_heading(innermost, block, raw, label, reader.style)
    ):
        _open_fixed(reader, label, block, following)
    elif reader.closed or innermost is None:
        return
    elif unlabelled := opens_unlabelled(reader, block):
        _open_fixed(reader, unlabelled, block, following)
    elif found := place(reader, raw):
        _open_item(reader, found, block, following)
    elif continues_heading(innermost, block, raw, None, reader.style):
        innermost.heading.append(raw)
        innermost.headed = block.end
    elif reader.style.closing.match(nfc(raw)) or _ends_transitories(reader, block):
        reader.closed = True
    elif is_division(reader, block, following):
        _open_fixed(reader, DIVISION, block, following)
    else:
        numbered = innermost.level not in ("preamble", "motives")
        if numbered and list_labels(raw, reader.style):
            reader.unplaced.append(block)
        add_paragraph(reader, block)


def _fixed_label(reader: Reader, block: Block, following: Block | None) -> Label | None:
    raw = own_text(reader, block)
    label = fixed_label(reader, block) or _unstopped(reader, raw, block)
    return in_its_region(reader, label, block, following) if label else None


def _unstopped(reader: Reader, raw: str, block: Block) -> Label | None:
    """«Artículo 5 La Nación…» after Article 4 and the end of a sentence."""
    label = unstopped_article(raw, block, reader.style)
    ended = not reader.nodes or reader.nodes[-1].start < 0 or last_words(reader) in ".;:)”»"
    expected = (last_article(reader) or 0) + 1
    return label if label and ended and label.value == expected else None


def _ends_transitories(reader: Reader, block: Block) -> bool:
    """A marked heading of the same rank after them: what follows is no part of the text."""
    region = next((n for n in reader.path if n.level == "transitories"), None)
    return bool(region and block.depth and block.depth <= region.block.depth)


def _open_fixed(reader: Reader, label: Label, block: Block, following: Block | None) -> None:
    if leaves_region(reader, label):
        reader.path.clear()
    level = "transitory" if label.level == "disposition" else label.level
    rank = RANKS[level]
    if level == "title" and _has_titles_in_chapters(reader):
        rank = INNER_TITLE
    elif level == "chapter" and _has_chapters_in_divisions(reader):
        rank = INNER_CHAPTER
    while reader.path and _rank(reader.path[-1]) >= rank:
        reader.path.pop()
    parent = reader.path[-1] if reader.path else None
    node = Node(level, address_of(reader, label, parent), label, block, parent)
    if level == "transitories":
        node.region = label.kind or TRANSITORY
    if label.printed:
        node.heading.append(label.printed)
    reader.closed = False
    _open(reader, node, following)
    node.awaits_heading = awaits_heading(node)


def _rank(node: Node) -> float:
    within = node.parent.level if node.parent else ""
    if node.level == "title" and within == "chapter":
        return INNER_TITLE
    if node.level == "chapter" and within == "division":
        return INNER_CHAPTER
    if node.level in ("preamble", "motives"):
        return LOWEST  # nothing stands within them
    return RANKS.get(node.level, LOWEST)


def _has_titles_in_chapters(reader: Reader) -> bool:
    """Some drafts put titles within chapters: there have been chapters, and none had a title."""
    chapters = reader.by_level.get("chapter", [])
    return len(chapters) > 1 and all(n.parent is None for n in chapters)


def _has_chapters_in_divisions(reader: Reader) -> bool:
    """Some texts put chapters within sections: «SECCIÓN I» is open, and no chapter holds it."""
    printed = any(n.level == "division" and n.label and n.label.length for n in reader.path)
    return printed and not any(
        n.level == "chapter" and (n.parent is None or n.parent.level != "division")
        for n in reader.path
    )


def _open_item(reader: Reader, found: Place, block: Block, following: Block | None) -> None:
    label, holder = found.label, found.holder
    close_to(reader, holder)
    node = Node(label.level, address_of_item(label, holder), label, block, holder)
    last = holder.lists.get((label.level, label.shape))
    if last is None or last.label is None or label.value >= last.label.value:
        holder.lists[label.level, label.shape] = node
    holder.awaits_heading = False
    _open(reader, node, following)


def _open(reader: Reader, node: Node, following: Block | None) -> None:
    record(reader, node)
    reader.path.append(node)
    start = node.block.start + (node.label.length if node.label else 0)
    raw = reader.text[start : node.block.end]
    if not raw.strip():
        return
    if inner := begins_list(reader, raw, node):
        # «Artículo 3. I. Son idiomas…» and then «II.»: the label of an item right behind it
        below = replace(node.block, start=start)
        node.block = replace(node.block, end=start)
        _open_item(reader, inner, below, following)
    elif rest_is_heading(reader, node, raw, following):
        node.heading.append(raw)
        _mark_region(reader, node, raw, following)
    else:
        _extend_below_heading(reader, node, start, raw)
        _open_rest_of_range(reader, node)


def _mark_region(reader: Reader, node: Node, raw: str, following: Block | None) -> None:
    """«TÍTULO VIII: De las disposiciones transitorias» holds transitory articles."""
    if node.level in HOLDERS:
        label = read_label(raw.strip(), node.block, reader.style, in_transitories=False)
        if label and label.level == "transitories" and is_region(reader, label, following):
            node.region = label.kind or TRANSITORY


def _extend_below_heading(reader: Reader, node: Node, start: int, raw: str) -> None:
    ends = None
    if node.level in ("article", "transitory", "section"):
        labelled = sum(not c.isspace() for c in reader.text[node.block.start : start])
        ends = bold_heading(raw, node.block.lead - labelled)
    if ends is None and reader.inline_headings and node.level in ("article", "transitory"):
        ends = inline_heading(raw)
    if ends:
        node.heading.append(raw[: ends[0]])
        start += ends[1]
    extend(node, start, node.block.end)


def _open_rest_of_range(reader: Reader, first: Node) -> None:
    """«Artículos 5 a 9. (Derogados)»: each of them is a provision, with the same words."""
    if first.label is None or not first.label.upto:
        return
    for value in range(first.label.value + 1, first.label.upto + 1):
        number = number_of(value, first.level)
        label = replace(first.label, number=number, value=value, suffix="", upto=0)
        address = (
            address_of_item(label, first.parent)
            if first.parent and first.level not in RANKS
            else address_of(reader, label, first.parent)
        )
        node = Node(first.level, address, label, first.block, first.parent)
        extend(node, first.start, first.end)
        record(reader, node)
        reader.path[-1] = node
        if first.parent and (first.level, label.shape) in first.parent.lists:
            first.parent.lists[first.level, label.shape] = node
