"""Looking an address up in a document: whether it exists, and what comes nearest if not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracer.citation.address import Address, ParsedCitation, part_level
from tracer.citation.index import Index, index_of
from tracer.citation.proposals import Proposal, propose
from tracer.citation.rewrites import rewrites
from tracer.records import Constitution


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

    Examples
    --------
    >>> from tracer import parse_citation, read_constitution, resolve, sample_path
    >>> final = read_constitution(sample_path("final.md"))
    >>> resolve(parse_citation("artículo 3"), final).exists
    True
    >>> resolve(parse_citation("artículo 300"), final).missing
    ('Art. 300',)
    """
    return look_up(cited, index_of(document))


def look_up(cited: ParsedCitation | Address | Sequence[Address], index: Index) -> Resolution:
    """Look up what is cited in a document that has been indexed, as `resolve` does."""
    addresses, assumed = _cited(cited)
    found: list[str] = []
    missing: list[str] = []
    proposals: list[Proposal] = []
    for address in addresses:
        citations, assumption = _find(address, index)
        found.extend(citations)
        if assumption:
            assumed.append(assumption)
        if not citations:
            missing.append(str(address))
            proposals.extend(propose(address, index))
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


def _find(address: Address, index: Index) -> tuple[list[str], str]:
    citation = str(address)
    if citation in index.known:
        return [citation], ""
    attempts = (
        _in_larger_units, _later_paragraph, _rewritten, _in_every_section, _paragraph_of_parent,
    )  # fmt: skip
    for attempt in attempts:
        citations, assumption = attempt(address, index)
        if citations:
            return citations, assumption
    return [], ""


def _in_larger_units(address: Address, index: Index) -> tuple[list[str], str]:
    """«Cap. 2» where chapters are numbered anew in each title."""
    if address.within or address.kind not in ("title", "chapter", "division", "transitory"):
        return [], ""
    tail = f", {address}"
    citations = [citation for citation in index.citations if citation.endswith(tail)]
    if not citations:
        return [], ""
    return citations, f"«{address}» se numera de nuevo en cada parte: {'; '.join(citations)}"


def _rewritten(address: Address, index: Index) -> tuple[list[str], str]:
    for other in rewrites(address):
        if str(other) in index.known:
            return [str(other)], f"«{address}» se lee como {other}"
        within, _ = _paragraph_of_parent(other, index)
        if within:
            return within, f"«{address}» se lee como {other}, dentro del texto de {within[0]}"
    return [], ""


def _in_every_section(address: Address, index: Index) -> tuple[list[str], str]:
    """«Art. 16, 3» where Article 16 has lettered sections, or numerals within fractions."""
    if len(address.parts) < 2 or part_level(address.parts[1]) == "section":
        return [], ""
    head = f"{address.article}, "
    tail = ", " + ", ".join(address.parts[1:])
    below = [
        (citation, citation[len(head) : -len(tail)])
        for citation in index.by_article.get(address.article, ())
        if citation.endswith(tail) and len(citation) > len(head) + len(tail)
    ]
    below = [(citation, skipped) for citation, skipped in below if "," not in skipped]
    sections = [citation for citation, skipped in below if part_level(skipped) == "section"]
    if sections:
        return sections, (
            f"«{address}» no dice el apartado; se supone cualquiera que lo tenga: "
            + "; ".join(sections)
        )
    citations = [citation for citation, _ in below]
    return citations, f"«{address}» no dice dentro de qué está: {'; '.join(citations)}"


def _later_paragraph(address: Address, index: Index) -> tuple[list[str], str]:
    """The second paragraph and those after it, before numerals are thought of."""
    first = bool(address.parts) and address.parts[-1] == "párr. 1"
    return ([], "") if first else _paragraph_of_parent(address, index)


def _paragraph_of_parent(address: Address, index: Index) -> tuple[list[str], str]:
    """«Art. 16, B, 3, párr. 2» where the paragraphs of a numeral stand in one text."""
    parent = address.parent
    if parent is None or len(address.parts) < 2 or str(parent) not in index.known:
        return [], ""
    last = address.parts[-1]
    if part_level(last) != "paragraph" or not last.removeprefix("párr. ").isdigit():
        return [], ""
    number, has = int(last.removeprefix("párr. ")), index.paragraphs[str(parent)]
    if number > has:
        return [], ""
    return [str(parent)], f"«{address}» está dentro del texto de {parent}"
