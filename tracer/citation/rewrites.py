"""Other ways to write an address, for documents that number otherwise than the citation says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from tracer.citation.address import Address, part_level

MOST_PARTS = 5
"""Parts that are still tried in another order."""


def rewrites(address: Address) -> Iterator[Address]:
    """Give other addresses that may be meant by `address`, the likeliest first."""
    for rewrite in (_other_case, _glued, _numbered_paragraphs, _other_order, _other_nesting):
        yield from rewrite(address)


def _with(address: Address, *parts: str) -> Address:
    return Address(address.kind, parts, address.within)


def _other_case(address: Address) -> Iterator[Address]:
    """«Art. 16, b» for a lettered section, «Art. 5, frac. I, C» for an inciso."""
    for at, part in enumerate(address.parts):
        if at and part_level(part) in ("section", "inciso") and len(part.split(" ")[0]) == 1:
            parts = (*address.parts[:at], part[0].swapcase() + part[1:], *address.parts[at + 1 :])
            yield _with(address, *parts)


def _glued(address: Address) -> Iterator[Address]:
    """«Art. 7-B» for a section B, «Art. 7, B» for an article put in after the seventh."""
    if not address.parts:
        return
    number, dash, letter = address.parts[0].partition("-")
    if dash:
        for case in (letter.upper(), letter.lower()):
            yield _with(address, number, case, *address.parts[1:])
    base, _, last = number.rpartition(" ")
    if base.count(" ") == 1 and last.isdigit():  # «12 bis 3»
        yield _with(address, base, last, *address.parts[1:])
    if len(address.parts) > 1 and len(address.parts[1]) == 1 and address.parts[1].isalpha():
        yield _with(address, f"{address.parts[0]}-{address.parts[1].upper()}", *address.parts[2:])


def _numbered_paragraphs(address: Address) -> Iterator[Address]:
    """«inciso 2 del artículo 181», in Chile, where paragraphs bear numbers."""
    written = [
        (part.removeprefix("párr. "), part) if part_level(part) == "paragraph" else (part,)
        for part in address.parts[:MOST_PARTS]
    ]
    for parts in product(*written):
        if parts != address.parts and len(parts) == len(address.parts):
            other = _with(address, *parts)
            yield other
            yield from _other_order(other)


def _other_order(address: Address) -> Iterator[Address]:
    """«párrafo segundo, fracción I» for «fracción I, párrafo segundo»."""
    if 2 < len(address.parts) <= MOST_PARTS:
        for below in permutations(address.parts[1:]):
            if below != address.parts[1:]:
                yield _with(address, address.parts[0], *below)


def _other_nesting(address: Address) -> Iterator[Address]:
    """«Cap. 2, Tít. 6» for «Tít. 6, Cap. 2»."""
    chain = [address]
    while chain[-1].within is not None:
        chain.append(chain[-1].within)
    if 1 < len(chain) <= MOST_PARTS:
        for order in permutations(chain):
            nested: Address | None = None
            for link in order:
                nested = Address(link.kind, link.parts, nested)
            if nested is not None and nested != address:
                yield nested
