"""Looking an address up in a document: whether it exists, and what comes nearest if not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracer.address import Address, ParsedCitation, part_key, part_level
from tracer.records import Constitution

MOST_PROPOSALS = 5
FARTHEST = 2
"""Articles away in which the same letter or number is still proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An existing provision that may have been meant."""

    citation: str
    reason: str
    """In Spanish."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a document holds of a citation.

    Attributes
    ----------
    exists : bool
        Whether everything cited was found, as written or under a stated assumption. That it
        speaks of the matter at hand is another question.
    citations : tuple of str
        Canonical citations found, in the order cited.
    missing : tuple of str
        Addresses that the document doesn't have.
    proposals : tuple of Proposal
        Existing provisions near the missing ones, nearest first.
    assumed : tuple of str
        In Spanish: what was supposed in order to find them.
    """

    exists: bool
    citations: tuple[str, ...]
    missing: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    assumed: tuple[str, ...]


def resolve(
    cited: ParsedCitation | Address | Sequence[Address], document: Constitution
) -> Resolution:
    """Look up what is cited in `document`.

    Parameters
    ----------
    cited : ParsedCitation, Address or sequence of Address
    document : Constitution

    Returns
    -------
    Resolution
        Of a citation that says ``absent``, or only ``transversal``: nothing found, nothing
        missing, ``exists`` False.
    """
    addresses, assumed = _cited(cited)
    existing = {provision.citation for provision in document.provisions}
    order = [provision.citation for provision in document.provisions]
    found: list[str] = []
    missing: list[str] = []
    proposals: list[Proposal] = []
    for address in addresses:
        citations, assumption = _find(address, existing, order)
        found.extend(citations)
        if assumption:
            assumed.append(assumption)
        if not citations:
            missing.append(str(address))
            proposals.extend(_propose(address, order))
    return Resolution(
        exists=bool(found) and not missing,
        citations=tuple(dict.fromkeys(found)),
        missing=tuple(missing),
        proposals=tuple(dict.fromkeys(proposals)),
        assumed=tuple(assumed),
    )


def _cited(
    cited: ParsedCitation | Address | Sequence[Address],
) -> tuple[tuple[Address, ...], list[str]]:
    if isinstance(cited, Address):
        return (cited,), []
    if isinstance(cited, Sequence):
        return tuple(cited), []
    return cited.addresses, list(cited.assumed)


def _find(address: Address, existing: set[str], order: list[str]) -> tuple[list[str], str]:
    citation = str(address)
    if citation in existing:
        return [citation], ""
    attempts = (
        _in_larger_units, _in_other_case, _in_every_section, _numbered_paragraph,
        _paragraph_of_parent,
    )  # fmt: skip
    for attempt in attempts:
        citations, assumption = attempt(address, order)
        if citations:
            return citations, assumption
    return [], ""


def _in_larger_units(address: Address, order: list[str]) -> tuple[list[str], str]:
    """«Cap. 2» where chapters are numbered anew in each title."""
    if address.within or address.kind not in ("chapter", "division", "transitory"):
        return [], ""
    tail = f", {address}"
    citations = [citation for citation in order if citation.endswith(tail)]
    if not citations:
        return [], ""
    return citations, f"«{address}» se numera de nuevo en cada parte: {'; '.join(citations)}"


def _in_other_case(address: Address, order: list[str]) -> tuple[list[str], str]:
    """«Art. 16, b» for a lettered section."""
    if len(address.parts) < 2 or part_level(address.parts[1]) != "inciso":
        return [], ""
    parts = (address.parts[0], address.parts[1].upper(), *address.parts[2:])
    other = str(Address(address.kind, parts, address.within))
    return ([other], f"«{address}» se lee como {other}") if other in order else ([], "")


def _numbered_paragraph(address: Address, order: list[str]) -> tuple[list[str], str]:
    """«inciso 2 del artículo 181», in Chile, where paragraphs bear numbers."""
    if len(address.parts) < 2 or part_level(address.parts[-1]) != "paragraph":
        return [], ""
    number = address.parts[-1].removeprefix("párr. ")
    other = str(Address(address.kind, (*address.parts[:-1], number), address.within))
    return ([other], f"«{address}» es el párrafo numerado {other}") if other in order else ([], "")


def _in_every_section(address: Address, order: list[str]) -> tuple[list[str], str]:
    """«Art. 16, 3» where Article 16 has lettered sections."""
    if len(address.parts) < 2 or part_level(address.parts[1]) == "section":
        return [], ""
    head = f"{address.article}, "
    tail = ", " + ", ".join(address.parts[1:])
    citations = [
        citation
        for citation in order
        if citation.startswith(head)
        and citation.endswith(tail)
        and part_level(citation[len(head) : -len(tail)]) == "section"
    ]
    if not citations:
        return [], ""
    return citations, (
        f"«{address}» no dice el apartado; se supone cualquiera que lo tenga: "
        f"{'; '.join(citations)}"
    )


def _paragraph_of_parent(address: Address, order: list[str]) -> tuple[list[str], str]:
    """«Art. 61, 3, párr. 2» where the paragraphs of a numeral stand in one text."""
    parent = address.parent
    if parent is None or len(address.parts) < 2 or str(parent) not in order:
        return [], ""
    if part_level(address.parts[-1]) != "paragraph":
        return [], ""
    return [str(parent)], f"«{address}» está dentro del texto de {parent}"


def _propose(address: Address, order: list[str]) -> list[Proposal]:
    if address.kind in ("article", "transitory"):
        near = _same_tail_nearby(address, order) + _existing_above(address, order)
    else:
        near = []
    if not near:
        near = _same_kind(address, order)
    seen: dict[str, Proposal] = {}
    for proposal in near:
        seen.setdefault(proposal.citation, proposal)
    return list(seen.values())[:MOST_PROPOSALS]


def _same_tail_nearby(address: Address, order: list[str]) -> list[Proposal]:
    """Provisions of other articles under the same letter or number, nearest article first."""
    if len(address.parts) < 2:
        return []
    lead = str(Address(address.kind, ("",), address.within))
    tail = ", " + ", ".join(address.parts[1:])
    own = part_key(address.parts[0])[1]
    ranked = []
    for citation in order:
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


def _existing_above(address: Address, order: list[str]) -> list[Proposal]:
    """The part of the address that does exist, and what it holds of the level asked for."""
    known = set(order)
    above = address.parent
    while above is not None and str(above) not in known:
        above = above.parent
    if above is None:
        return []
    depth = len(above.parts)
    wanted = part_key(address.parts[depth])
    level = part_level(address.parts[depth])
    head = f"{above}, "
    children = [
        citation
        for citation in order
        if citation.startswith(head)
        and "," not in citation[len(head) :]
        and part_level(citation[len(head) :]) == level
    ]
    children.sort(key=lambda c: abs(part_key(c[len(head) :])[1] - wanted[1]))
    near = [Proposal(c, f"lo más cercano dentro de {above}") for c in children[:2]]
    return [*near, Proposal(str(above), f"existe {above}, pero no lo que sigue")]


def _same_kind(address: Address, order: list[str]) -> list[Proposal]:
    """The nearest number of the same kind: articles for an article that is out of range."""
    lead = str(Address(address.kind, ("",), address.within))
    if not address.parts:
        return []
    wanted = part_key(address.parts[0])
    own = [c for c in order if c.startswith(lead) and "," not in c[len(lead) :]]
    own.sort(key=lambda c: abs(part_key(c[len(lead) :])[1] - wanted[1]))
    return [Proposal(c, "el número más cercano que existe") for c in own[:2]]
