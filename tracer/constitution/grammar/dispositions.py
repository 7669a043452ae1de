"""Final provisions of every kind: transitory, additional, repealing, final."""

from __future__ import annotations

from dataclasses import replace

from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import Label, read_label
from tracer.constitution.grammar.reading import Node, Reader, own_text, region_of

TRANSITORY = "transitoria"
"""Kind of a region of transitory provisions."""
AHEAD = 3
"""In blocks: how far ahead a labelled provision shows that the words before it introduce it."""
HOLDERS = ("part", "book", "title", "chapter")


def in_its_region(
    reader: Reader, label: Label, block: Block, following: Block | None
) -> Label | None:
    """Read the label of a region, or of a provision among the final ones, by where it stands.

    Returns
    -------
    Label or None
        An article where the numbering of the articles goes on among the final provisions; None
        where a heading such as «Disposiciones generales» holds articles or text.
    """
    if label.level == "transitories":
        return label if is_region(reader, label, following) else None
    region = region_of(reader)
    if label.level == "transitory" and region is not None:
        article = read_label(own_text(reader, block), block, reader.style, in_transitories=False)
        if article and article.level == "article" and _goes_on(reader, region, article):
            return article
        if region.region != TRANSITORY and not label.kind:
            return replace(label, kind=region.region)
    return label


def is_region(reader: Reader, label: Label, following: Block | None) -> bool:
    """«Disposiciones transitorias» always is; «Disposiciones generales» if no article follows."""
    if not label.kind:
        return True
    if following is None or _is_article(reader, following) or _heads_article(reader):
        return False
    if _is_member(reader, following):
        return True
    fixed = read_label(own_text(reader, following), following, reader.style, in_transitories=False)
    return label.single and fixed is None


def heads_region(innermost: Node, label: Label) -> bool:
    """Whether «De las disposiciones transitorias» is the heading of the title just opened."""
    return (
        label.level == "transitories"
        and innermost.level in HOLDERS
        and innermost.awaits_heading
        and not innermost.heading
    )


def leaves_region(reader: Reader, label: Label) -> bool:
    """Whether a unit closes the region that the reader stands in."""
    region = region_of(reader)
    if label.level in ("transitory", "disposition"):
        kind = label.kind or TRANSITORY
        return region is None or region.region != kind
    if region is None or region.level != "transitories":
        return False
    article = label.level == "article" and not _goes_on(reader, region, label)
    return article or label.level in ("part", "title", "book")


def opens_unlabelled(reader: Reader, block: Block) -> Label | None:
    """Label of the one provision that «DISPOSICIÓN FINAL» holds where no label follows it."""
    region = reader.path[-1]
    single = region.level == "transitories" and region.label is not None and region.label.single
    raw = own_text(reader, block)
    if not single or block.prominent or raw.upper() == raw:
        return None
    if any(_is_member(reader, after) for after in reader.blocks[reader.at + 1 :][:AHEAD]):
        return None
    kind = "" if region.region == TRANSITORY else region.region
    return Label("transitory", "único", 1, "", 0, kind=kind)


def _heads_article(reader: Reader) -> bool:
    """Whether an article has just been opened: «Disposiciones generales» is its heading."""
    last = reader.path[-1] if reader.path else None
    return bool(last and last.level == "article" and last.awaits_heading and not last.heading)


def _is_member(reader: Reader, block: Block) -> bool:
    label = read_label(own_text(reader, block), block, reader.style, in_transitories=True)
    return label is not None and label.level in ("transitory", "disposition")


def _is_article(reader: Reader, block: Block) -> bool:
    label = read_label(own_text(reader, block), block, reader.style, in_transitories=False)
    return label is not None and label.level == "article"


def _goes_on(reader: Reader, region: Node, label: Label) -> bool:
    """Whether an article among the final provisions has the number after the last article's."""
    last = last_article(reader)
    begun = any(region in _above(n) for n in reader.by_level.get("transitory", ()))
    return last is not None and not begun and label.value == last + 1 > 1


def last_article(reader: Reader) -> int | None:
    """Number of the last article read; None before the first one."""
    for node in reversed(reader.by_level.get("article", [])):
        if node.label is not None:
            return node.label.value
    return None


def _above(node: Node) -> list[Node]:
    above = []
    parent = node.parent
    while parent is not None:
        above.append(parent)
        parent = parent.parent
    return above
