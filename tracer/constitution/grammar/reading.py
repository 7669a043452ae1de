"""Where the reader of a document stands: the units it has opened so far."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from tracer.citation.address import Address
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.labels import Label, read_label
from tracer.constitution.grammar.styles import Style

RANKS: dict[str, float] = {
    "motives": 0, "preamble": 0, "transitories": 0, "part": 0.5, "book": 1, "title": 2,
    "chapter": 3, "division": 4, "article": 5, "transitory": 5, "section": 6,
}  # fmt: skip
"""Levels with a fixed place. The lists below them nest as each text has it."""
CONTAINERS = ("transitories", "part", "book", "title", "chapter", "division")


@dataclass(slots=True, eq=False)
class Node:
    """A provision while it is being read."""

    level: str
    address: Address
    label: Label | None
    block: Block
    parent: Node | None = None
    heading: list[str] = field(default_factory=list)
    start: int = -1
    """First code point of its own words; -1 while it has none."""
    headed: int = -1
    """One past the last line of a heading that goes on below the label."""
    end: int = -1
    paragraphs: int = 0
    lists: dict[tuple[str, str], Node] = field(default_factory=dict)
    """The last item of each list below it, by level and shape."""
    awaits_heading: bool = False
    region: str = ""
    """Which final provisions it holds, ``transitoria`` or ``final``; empty for anything else."""


@dataclass(slots=True, eq=False)
class Reader:
    """A document while it is being read."""

    text: str
    style: Style
    blocks: tuple[Block, ...]
    inline_headings: bool = False
    """Whether articles begin with their heading, on the line of their label."""
    at: int = 0
    """Place of the block being read."""
    nodes: list[Node] = field(default_factory=list)
    """In document order."""
    by_level: dict[str, list[Node]] = field(default_factory=dict)
    """The same, apart by level."""
    path: list[Node] = field(default_factory=list)
    """The units open at this place, outermost first."""
    unnumbered: dict[tuple[int, str], int] = field(default_factory=dict)
    """Units without a number of their own, counted by parent and level."""
    unplaced: list[Block] = field(default_factory=list)
    """Blocks that begin like an item of a list, where no list goes on: taken for text."""
    regions: int = 0
    """Groups of transitory provisions met so far."""
    closed: bool = True
    """Outside every provision: in the front matter, among the signatures."""


def record(reader: Reader, node: Node) -> None:
    """Add a unit to those read."""
    reader.nodes.append(node)
    reader.by_level.setdefault(node.level, []).append(node)


def own_text(reader: Reader, block: Block) -> str:
    """The words of a block, as extracted."""
    return reader.text[block.start : block.end]


def nfc(text: str) -> str:
    """Unicode NFC, the form that patterns are written in."""
    return unicodedata.normalize("NFC", text)


def extend(node: Node, start: int, end: int) -> None:
    """Add a stretch of the body to the own words of `node`."""
    if node.start < 0:
        node.start = start
    node.end = end
    node.paragraphs += 1


def last_char(reader: Reader, node: Node) -> str:
    """The last character of the own words of `node`, or else of its heading."""
    if node.start >= 0:
        return reader.text[node.start : node.end].rstrip()[-1:]
    return node.heading[-1].rstrip()[-1:] if node.heading else ""


def last_words(reader: Reader) -> str:
    """The last character read, whatever unit it went to."""
    return last_char(reader, reader.nodes[-1]) if reader.nodes else ""


def close_to(reader: Reader, holder: Node) -> None:
    """Close every unit below `holder`."""
    while reader.path[-1] is not holder:
        reader.path.pop()


def article_of_path(reader: Reader) -> Node | None:
    """The article or transitory article that the reader stands in."""
    return next((n for n in reader.path if n.level in ("article", "transitory")), None)


def in_transitories(reader: Reader) -> bool:
    """Whether the reader stands among the transitory and other final provisions."""
    return region_of(reader) is not None


def region_of(reader: Reader) -> Node | None:
    """The group of final provisions that the reader stands in."""
    return next((node for node in reversed(reader.path) if node.region), None)


def fixed_label(reader: Reader, block: Block) -> Label | None:
    """Read the label of a unit with a fixed place, at the start of a block here or further on.

    «1.-» within «PRIMERO.-» is none: transitory articles told by words have numerals of their own.
    """
    raw = own_text(reader, block)
    label = read_label(raw, block, reader.style, in_transitories=in_transitories(reader))
    if label is not None and label.level == "transitory" and raw[:1].isdigit():
        open_one = next((n for n in reader.path if n.level == "transitory"), None)
        if open_one is not None and not own_text(reader, open_one.block)[:1].isdigit():
            return None
    return label
