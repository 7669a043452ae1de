"""What comes nearest to an address that a document doesn't have."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.citation.address import Address, part_key, part_level
from tracer.citation.index import Index

MOST_PROPOSALS = 5
FARTHEST = 2
"""Articles away in which the same letter or number is still proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An existing provision that may have been meant."""

    citation: str
    reason: str
    """In Spanish."""


def propose(address: Address, index: Index) -> list[Proposal]:
    """List at most `MOST_PROPOSALS` provisions near `address`, nearest first."""
    near = []
    if address.kind in ("article", "transitory", "disposition"):
        near = _same_tail_nearby(address, index) + _existing_above(address, index)
    if not near:
        near = _same_kind(address, index)
    seen: dict[str, Proposal] = {}
    for proposal in near:
        seen.setdefault(proposal.citation, proposal)
    return list(seen.values())[:MOST_PROPOSALS]


def _same_tail_nearby(address: Address, index: Index) -> list[Proposal]:
    """Provisions of other articles under the same letter or number, nearest article first."""
    if len(address.parts) < 2:
        return []
    lead = str(Address(address.kind, ("",), address.within))
    tail = ", " + ", ".join(address.parts[1:])
    own = part_key(address.parts[0])[1]
    ranked = []
    for citation in index.citations:
        number = citation[len(lead) : -len(tail)]
        if citation.startswith(lead) and citation.endswith(tail) and "," not in number:
            distance = part_key(number)[1] - own
            # the following article first: articles are added in front more often than removed
            ranked.append((abs(distance), distance < 0, citation))
    return [
        Proposal(
            citation,
            f"el mismo {tail[2:]}, {'un' if distance == 1 else 'dos'} artículo"
            f"{'' if distance == 1 else 's'} {'antes' if before else 'después'}",
        )
        for distance, before, citation in sorted(ranked)
        if 0 < distance <= FARTHEST
    ]


def _existing_above(address: Address, index: Index) -> list[Proposal]:
    """The part of the address that does exist, and what it holds of the level asked for."""
    above = address.parent
    while above is not None and str(above) not in index.known:
        above = above.parent
    if above is None or len(above.parts) >= len(address.parts):
        return []
    asked = address.parts[len(above.parts)]
    wanted, level = part_key(asked), part_level(asked)
    head = f"{above}, "
    children = [
        citation
        for citation in index.citations
        if citation.startswith(head)
        and "," not in citation[len(head) :]
        and part_level(citation[len(head) :]) == level
    ]
    children.sort(key=lambda c: abs(part_key(c[len(head) :])[1] - wanted[1]))
    near = [Proposal(c, f"lo más cercano dentro de {above}") for c in children[:2]]
    return [*near, Proposal(str(above), f"existe {above}, pero no lo que sigue")]


def _same_kind(address: Address, index: Index) -> list[Proposal]:
    """The nearest number of the same kind: articles for an article that is out of range."""
    lead = str(Address(address.kind, ("",), address.within))
    if not address.parts:
        return []
    wanted = part_key(address.parts[0])
    own = [c for c in index.citations if c.startswith(lead) and "," not in c[len(lead) :]]
    own.sort(key=lambda c: abs(part_key(c[len(lead) :])[1] - wanted[1]))
    return [Proposal(c, "el número más cercano que existe") for c in own[:2]]
