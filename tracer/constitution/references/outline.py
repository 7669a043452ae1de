"""A constitution as a tree: what holds each provision, and what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracer.citation import Address, parse_citation
from tracer.citation.index import Index, index_of
from tracer.errors import CitationError
from tracer.records import Constitution, Provision

FIRST = ("article", "transitory", "disposition")
"""Levels that parts hang on, and that «este artículo» may mean."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The provisions of a document, ready to be walked."""

    provisions: tuple[Provision, ...]
    place: dict[str, int]
    """Citation → its place in `provisions`."""
    addresses: dict[str, Address]
    """Citation → address, of those that are canonical; a table may have others."""
    beside: dict[tuple[str, str], list[Provision]]
    """(parent, level) → provisions of that level in it, in document order."""
    index: Index
    labels: dict[tuple[str, str], str]
    """(outermost holder, printed label) → citation, where a document numbers twice and each part
    has labels of its own; empty elsewhere."""


def outline_of(constitution: Constitution) -> Outline:
    """Arrange the provisions of `constitution`."""
    beside: dict[tuple[str, str], list[Provision]] = {}
    for provision in constitution.provisions:
        beside.setdefault((provision.parent, provision.level), []).append(provision)
    canonical = {p.citation: _address(p.citation) for p in constitution.provisions}
    place = {p.citation: at for at, p in enumerate(constitution.provisions)}
    return Outline(
        constitution.provisions,
        place,
        {citation: address for citation, address in canonical.items() if address},
        beside,
        index_of(constitution),
        _labels(constitution.provisions, place),
    )


def _labels(provisions: Sequence[Provision], place: dict[str, int]) -> dict[tuple[str, str], str]:
    """Labels such as «Artículo 4» that stand as the headings of articles numbered otherwise."""
    articles = [p for p in provisions if p.level == "article"]
    printed = [(p, _label(p.heading)) for p in articles]
    told = [(p, label) for p, label in printed if label]
    if 2 * len(told) <= len(articles):
        return {}
    labels: dict[tuple[str, str], str] = {}
    for provision, label in told:
        labels.setdefault((_outermost(provisions, place, provision), label), provision.citation)
    return labels


def _label(heading: str) -> str:
    address = _address_in(heading) if heading.lower().startswith("art") else None
    return str(address) if address and address.kind == "article" else ""


def _outermost(provisions: Sequence[Provision], place: dict[str, int], provision: Provision) -> str:
    above = provision
    while above.parent in place:
        above = provisions[place[above.parent]]
    return above.citation


def by_label(outline: Outline, provision: Provision, address: Address) -> Address | None:
    """The article that bears the label `address` in the same part of a document numbered twice."""
    if not outline.labels or address.kind != "article":
        return None
    top = lineage(outline, provision)[-1].citation
    citation = outline.labels.get((top, address.article))
    article = outline.addresses.get(citation or "")
    if article is None:
        return None
    return Address("article", (*article.parts, *address.parts[1:]), article.within)


def lineage(outline: Outline, provision: Provision) -> list[Provision]:
    """The provision itself, what holds it, and so on outwards."""
    chain = [provision]
    while chain[-1].parent in outline.place and len(chain) < len(outline.provisions):
        chain.append(outline.provisions[outline.place[chain[-1].parent]])
    return chain


def article_holding(outline: Outline, provision: Provision) -> Provision | None:
    """The article or transitory article that `provision` is or lies in."""
    return next((p for p in lineage(outline, provision) if p.level in FIRST), None)


def nearest(
    outline: Outline, provision: Provision, levels: Sequence[str], *, step: int
) -> Provision | None:
    """The provision `step` places from the one of `levels` that holds `provision`.

    Articles are numbered through a document; everything else within what holds it.
    """
    own = next((p for p in lineage(outline, provision) if p.level in levels), None)
    if own is None:
        return None
    if own.level in FIRST:
        row = [p for p in outline.provisions if p.level == own.level]
    else:
        row = outline.beside[own.parent, own.level]
    at = row.index(own) + step
    return row[at] if 0 <= at < len(row) else None


def last_before(outline: Outline, provision: Provision, levels: Sequence[str]) -> Provision | None:
    """The last provision of `levels` before `provision` in the same article."""
    article = article_holding(outline, provision)
    at = outline.place[provision.citation] - 1
    while article is not None and at > outline.place[article.citation]:
        if outline.provisions[at].level in levels:
            return outline.provisions[at]
        at -= 1
    return None


def counts_incisos(texts: Sequence[str]) -> bool:
    """Whether «inciso» means a paragraph, as in Chile, rather than a lettered item.

    Parameters
    ----------
    texts : sequence of str
        Folded.
    """
    told: Counter[bool] = Counter()
    for text in texts:
        words = text.lower().split()
        for word, after in pairwise(words):
            if word.strip("(,.;") in ("inciso", "incisos"):
                label = after.rstrip(",.;)")
                if len(label) == 1 and label.isalpha():
                    told[False] += 1
                elif label.isdigit() or label.rstrip("oa").endswith(_ORDINAL_ENDINGS):
                    told[True] += 1
    return told[True] > told[False]


_ORDINAL_ENDINGS = ("primer", "segund", "tercer", "cuart", "quint", "sext", "ptim", "ctav", "noven")


def _address(citation: str) -> Address | None:
    address = _address_in(citation)
    return address if address is not None and str(address) == citation else None


def _address_in(text: str) -> Address | None:
    """The one address that `text` gives."""
    try:
        found = parse_citation(text).addresses
    except CitationError:
        return None
    return found[0] if len(found) == 1 else None
