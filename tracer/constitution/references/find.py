"""References from one provision to others: «en los términos del artículo 5»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from tracer.citation import Address, Resolution, article_of
from tracer.citation.compose import compose, is_base
from tracer.citation.folding import Folded, fold
from tracer.citation.phrase import Phrase
from tracer.citation.resolution import look_up
from tracer.constitution.references.laws import (
    Law,
    NamedLaw,
    goes_on,
    law_after,
    laws_in,
    own_names,
)
from tracer.constitution.references.mentions import mentions
from tracer.constitution.references.outline import Outline, by_label, counts_incisos, outline_of
from tracer.constitution.references.pointing import Standpoint, implied_bases, pointed_at
from tracer.errors import CitationError
from tracer.errors import Phrase as Said
from tracer.records import Constitution, Issue, Provision
from tracer.text import nfc

STATUSES = ("internal", "external", "missing")
COLUMNS = {
    "citation": str, "target": str, "status": str, "phrase": str, "law": str,
    "start": int, "end": int, "assumed": str,
}  # fmt: skip
"""Of a table of references, with their types."""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """That a provision refers to others."""

    citation: str
    """Of the provision that refers."""
    start: int
    end: int
    """Where the words stand in the body, ``text[start:end]``, in code points; in a table, in the
    cell."""
    phrase: str
    """The words themselves."""
    targets: tuple[str, ...]
    """Citations of the provisions referred to, those that exist, in the order of the words."""
    status: str
    """One of `STATUSES`: ``internal``; ``external``, to another law; ``missing``, to something
    that the document doesn't have, at least in part."""
    law: str = ""
    """The other law, as it is named; empty for the constitution itself."""
    missing: tuple[str, ...] = ()
    """Addresses referred to that don't exist."""
    assumed: tuple[str, ...] = ()
    """In Spanish: what had to be supposed."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What is the same for every provision."""

    outline: Outline
    own: frozenset[str]
    incisos_are_paragraphs: bool
    laws: dict[str, list[NamedLaw]] = field(default_factory=dict)
    """Article → the laws named in it, as far as it has been read."""


def cross_references(constitution: Constitution) -> tuple[CrossReference, ...]:
    """Find every reference to an article, or to a part of one, in the words of provisions.

    Parameters
    ----------
    constitution : Constitution

    Returns
    -------
    tuple of CrossReference
        In document order. Headings are not searched.
    """
    front = min((p.start for p in constitution.provisions), default=0)
    folded = [fold(p.text) for p in constitution.provisions]
    document = _Document(
        outline_of(constitution),
        own_names(fold(constitution.text[:front]).text),
        counts_incisos([one.text for one in folded]),
    )
    return tuple(
        reference
        for provision, text in zip(constitution.provisions, folded, strict=True)
        for reference in _references(document, provision, text)
    )


def reference_issues(
    constitution: Constitution, references: Sequence[CrossReference]
) -> tuple[Issue, ...]:
    """Make an issue of each reference that points at nothing."""
    pages = {p.citation: p.page for p in constitution.provisions}
    return tuple(
        Issue(
            code="reference-missing",
            message=Said(
                "{citation} remite a «{phrase}», que no existe{missing}",
                citation=reference.citation,
                phrase=_shown(reference.phrase),
                missing=f": {'; '.join(reference.missing)}" if reference.missing else "",
            ),
            source=constitution.name,
            page=pages.get(reference.citation),
        )
        for reference in references
        if reference.status == "missing"
    )


def _shown(phrase: str) -> str:
    return nfc(" ".join(phrase.split()))


def reference_counts(references: Sequence[CrossReference]) -> dict[str, int]:
    """Count references, and those of each status: ``total, internal, external, missing``."""
    count = Counter(reference.status for reference in references)
    found = {status: count[status] for status in ("internal", "external", "missing")}
    return {"total": len(references), **found}


def reference_rows(references: Sequence[CrossReference]) -> list[dict[str, object]]:
    """Give a row for each target, with the keys of `COLUMNS`; of a missing one its address.

    ``status`` is that of the target: a reference to two articles of which one exists gives a row
    with ``internal`` and a row with ``missing``. A reference to another law has no target.
    """
    rows: list[dict[str, object]] = []
    for reference in references:
        targets = [(target, "internal") for target in reference.targets]
        targets += [(address, "missing") for address in reference.missing]
        for target, status in targets or [("", reference.status)]:
            rows.append({
                "citation": reference.citation, "target": target, "status": status,
                "phrase": reference.phrase, "law": reference.law, "start": reference.start,
                "end": reference.end, "assumed": "; ".join(reference.assumed),
            })  # fmt: skip
    return rows


def _references(
    document: _Document, provision: Provision, folded: Folded
) -> Iterator[CrossReference]:
    breaks = [at for at, char in enumerate(provision.text) if char == "\n"]
    folded_breaks = [bisect_left(folded.offsets, at) for at in breaks]
    paragraphs = _paragraph_starts(provision.text)
    standpoint = Standpoint(document.outline, provision, document.incisos_are_paragraphs)
    article = article_of(provision.citation)
    standpoint.laws = [*document.laws.get(article, ()), *laws_in(folded, own=document.own)]
    document.laws[article] = [replace(law, start=-1) for law in standpoint.laws]
    for group in mentions(folded, folded_breaks):
        standpoint.assumed = []
        standpoint.paragraph = bisect_right(paragraphs, folded.offsets[group[0].start]) - 1
        law = _law(document, standpoint, folded, group)
        end = max(law.end if law else 0, goes_on(folded.text, group[-1].end), group[-1].end)
        span = folded.offsets[group[0].start], folded.offsets[end]
        if law and law.name:
            standpoint.elsewhere, standpoint.mentioned = law.name, []
            yield _external(provision, span, law)
        else:
            with suppress(CitationError):  # more provisions than a sentence can mean
                yield _internal(standpoint, span, group, text=folded.text)


def _paragraph_starts(text: str) -> list[int]:
    """Where the paragraphs of `text` begin, blank lines left out."""
    starts, at = [], 0
    for line in text.split("\n"):
        if line.strip() or not at:
            starts.append(at)
        at += len(line) + 1
    return starts


def _law(
    document: _Document, standpoint: Standpoint, folded: Folded, group: Sequence[Phrase]
) -> Law | None:
    """The law that a stretch goes to; None where nothing says so."""
    start, end = group[0].start, group[-1].end
    named = [law for law in standpoint.laws if law.start < start]
    following = goes_on(folded.text, end)
    law = law_after(folded, following or end, own=document.own, named=named)
    if law is not None:
        return law
    words = folded.written(start, end)
    if named and _ITS.search(folded.text, max(0, start - 40), start):
        return Law(end, named[-1].name, f"se supone que «{words}» es de «{named[-1].name}»")
    bases = [phrase for phrase in group if is_base(phrase)]
    said = bool(bases) and all(phrase.relation == "said" for phrase in bases)
    if standpoint.elsewhere and not standpoint.mentioned and said:
        return Law(end, standpoint.elsewhere, f"se supone que «{words}» es de esa ley")
    return None


_ITS = re.compile(r"\bsus? (?:\w+ )?\Z", re.IGNORECASE)


def _external(provision: Provision, span: tuple[int, int], law: Law) -> CrossReference:
    start, end = span
    return CrossReference(
        provision.citation, provision.start + start, provision.start + end,
        provision.text[start:end], (), "external", law=law.name,
        assumed=(law.assumed,) if law.assumed else (),
    )  # fmt: skip


def _internal(
    standpoint: Standpoint, span: tuple[int, int], group: Sequence[Phrase], *, text: str
) -> CrossReference:
    """Look a stretch up in the document."""
    provision, (start, end) = standpoint.provision, span
    composed = compose(group, base=lambda phrase, before: pointed_at(standpoint, phrase, before))
    addresses = _relabelled(standpoint, composed.addresses, group)
    found = look_up(addresses, standpoint.outline.index)
    targets, missing = [*found.citations], [*found.missing]
    assumed = [*standpoint.assumed, *composed.assumed, *found.assumed]
    for parts in composed.loose:
        one = _implied(standpoint, parts)
        targets.extend(one.citations)
        missing.extend(one.missing)
        assumed.extend(one.assumed)
    if goes_on(text, group[-1].end):
        assumed.append("no se detalla qué abarca «y siguientes»")
    standpoint.mentioned.extend(addresses)
    return CrossReference(
        provision.citation, provision.start + start, provision.start + end,
        provision.text[start:end], tuple(dict.fromkeys(targets)),
        "internal" if targets and not missing else "missing",
        missing=tuple(dict.fromkeys(missing)), assumed=tuple(dict.fromkeys(assumed)),
    )  # fmt: skip


def _relabelled(
    standpoint: Standpoint, addresses: Sequence[Address], group: Sequence[Phrase]
) -> list[Address]:
    """Where a document numbers twice, its sentences cite the labels, not the running numbers."""
    relative = all(phrase.relation for phrase in group if is_base(phrase))
    found = []
    for written in addresses:
        address = _in_own_decree(standpoint, written)
        other = None if relative else by_label(standpoint.outline, standpoint.provision, address)
        if other is not None and other != address:
            standpoint.assumed.append(f"«{address}» es el rótulo de {other.article} en su parte")
        found.append(other or address)
    return found


def _in_own_decree(standpoint: Standpoint, address: Address) -> Address:
    """«el artículo segundo transitorio» within a decree is the decree's, where it has one."""
    own = standpoint.outline.addresses.get(standpoint.provision.citation)
    if own is None or own.within is None or address.kind != "transitory" or address.within:
        return address
    inner = Address(address.kind, address.parts, own.within)
    return inner if str(inner) in standpoint.outline.index.known else address


def _implied(standpoint: Standpoint, parts: Sequence[str]) -> Resolution:
    """«la fracción II» of the unit around it that has one, the nearest first."""
    bases = implied_bases(standpoint)
    written = ", ".join(parts)
    tried = [
        look_up(Address(base.kind, (*base.parts, *parts), base.within), standpoint.outline.index)
        for base in bases
    ]
    found = next((one for one in tried if one.exists), None)
    if found is None:
        return tried[-1] if tried else Resolution(False, (), (written,), (), ())
    said = f"«{written}» no dice de qué: se supone {'; '.join(found.citations)}"
    return Resolution(True, found.citations, (), (), (said,))
