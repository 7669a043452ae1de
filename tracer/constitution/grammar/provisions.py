"""From units as read to records: unique citations, exact spans, doubts listed."""

from __future__ import annotations

import re
from dataclasses import replace

from tracer.citation.address import Address
from tracer.constitution.blocks import Block
from tracer.constitution.grammar.reading import Node, Reader, nfc, own_text
from tracer.errors import Phrase
from tracer.records import Issue, Provision

_LEVELS = {"motives": "preamble", "transitories": "division"}


def provisions_of(reader: Reader) -> tuple[tuple[Provision, ...], tuple[Issue, ...]]:
    """Make records of the units read.

    Returns
    -------
    provisions : tuple of Provision
        In document order, parents before children, citations unique.
    issues : tuple of Issue
        Numbers that come again, and labels that fit no list.
    """
    addresses: dict[Node | None, Address] = {}
    repealed: dict[Node | None, bool] = {}
    used: dict[str, int] = {}
    provisions, issues = [], []
    for node in without_contents(reader.nodes):
        address, times = _unique(_under_parent(node, addresses), used)
        if times > 1:
            issues.append(_repeated(node, address, times))
        addresses[node] = address
        provision = _provision(reader, node, address, addresses.get(node.parent))
        mark = reader.style.repealed.match(nfc(provision.text)) is not None
        repealed[node] = repealed.get(node.parent, False) or mark
        if repealed[node]:
            provision = replace(provision, status="repealed")
        provisions.append(provision)
    issues.extend(_unplaced(reader, block) for block in reader.unplaced)
    return tuple(provisions), tuple(issues)


def without_contents(nodes: list[Node]) -> list[Node]:
    """Drop a table of contents: headings without text that come again, with it, further on."""
    says = {node for node in nodes if node.start >= 0}
    for node in reversed(nodes):
        if node in says and node.parent:
            says.add(node.parent)
    last = {str(node.address): node for node in nodes}
    return [node for node in nodes if node in says or last[str(node.address)] is node]


def _under_parent(node: Node, addresses: dict[Node | None, Address]) -> Address:
    """The address of a node under that of its parent, which may have been told from a twin."""
    parent = addresses.get(node.parent)
    own = node.address
    if parent is None or parent.kind != own.kind or len(own.parts) < 2:
        return own
    return Address(parent.kind, (*parent.parts, own.parts[-1]), parent.within)


def _unique(address: Address, used: dict[str, int]) -> tuple[Address, int]:
    """`address`, or ``Art. 5 (2)`` where the document has an Article 5 already.

    `used` holds the citations given so far, each with the times that it was wanted.
    """
    wanted = str(address)
    unique, times = address, used.get(wanted, 1)
    while str(unique) in used:
        times += 1
        last = address.parts[-1] if address.parts else ""
        parts = (*address.parts[:-1], f"{last} ({times})".strip())
        unique = Address(address.kind, parts, address.within)
    used[wanted] = times
    used.setdefault(str(unique), 1)
    return unique, times


def _repeated(node: Node, address: Address, times: int) -> Issue:
    return Issue(
        code="number-repeated",
        message=Phrase(
            "«{citation}» aparece {times} veces; la última se cita «{unique}»",
            citation=node.address,
            times=times,
            unique=address,
        ),
        line=node.block.line,
        page=node.block.page,
    )


def _unplaced(reader: Reader, block: Block) -> Issue:
    begins = own_text(reader, block)[:40]
    return Issue(
        code="unplaced-label",
        message=Phrase(
            "«{begins}…» empieza como un inciso, pero no sigue a ninguno; quedó como texto",
            begins=begins,
        ),
        line=block.line,
        page=block.page,
    )


def _provision(reader: Reader, node: Node, address: Address, parent: Address | None) -> Provision:
    start, end = _span(reader.text, node)
    return Provision(
        citation=str(address),
        level=_level(node, address),
        heading=_heading(node),
        text=reader.text[start:end],
        parent=str(parent) if parent else "",
        page=node.block.page,
        start=start,
        end=end,
        opens=node.block.start,
    )


def _level(node: Node, address: Address) -> str:
    if node.level == "transitory" and address.kind == "disposition":
        return "disposition"
    return _LEVELS.get(node.level, node.level)


def _span(text: str, node: Node) -> tuple[int, int]:
    if node.start < 0:
        end = max(node.block.end, node.headed)
        return end, end
    raw = text[node.start : node.end]
    lead = len(raw) - len(raw.lstrip())
    return node.start + lead, node.start + len(raw.rstrip())


def _heading(node: Node) -> str:
    pieces = [piece.strip() for piece in node.heading if piece.strip()]
    if node.label and node.label.printed and len(pieces) > 1:
        pieces[0] += "."
    heading = re.sub(r"\s+", " ", " ".join(pieces)).strip().rstrip(".").strip()
    # a quotation mark whose other half stood before the label
    return heading if "“" in heading else heading.rstrip("”")
