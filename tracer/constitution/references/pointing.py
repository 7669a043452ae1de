"""What «este artículo» or «el inciso anterior» points at, from where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracer.citation import Address
from tracer.citation.address import part_level
from tracer.citation.phrase import Phrase
from tracer.constitution.references.laws import NamedLaw
from tracer.constitution.references.outline import (
    FIRST,
    Outline,
    article_holding,
    last_before,
    lineage,
    nearest,
)
from tracer.records import Provision

_NUMBERED_PARAGRAPHS = ("paragraph", "numeral")
"""What a paragraph may be, where paragraphs bear numbers."""
_STEPS = {"this": 0, "previous": -1, "next": 1}


@dataclass(slots=True)
class Standpoint:
    """Where a reference stands, and what has been mentioned before it in the same provision."""

    outline: Outline
    provision: Provision
    incisos_are_paragraphs: bool
    paragraph: int = 0
    """How many paragraphs of the provision's own words stand before the reference."""
    mentioned: list[Address] = field(default_factory=list)
    elsewhere: str = ""
    """The law that the last article mentioned belongs to; empty for the constitution."""
    laws: list[NamedLaw] = field(default_factory=list)
    """Those named in the provision, and before it in the same article."""
    assumed: list[str] = field(default_factory=list)


def pointed_at(standpoint: Standpoint, phrase: Phrase, before: Sequence[Address]) -> list[Address]:
    """Give the addresses that a phrase with a relation points at; empty where there is none.

    Parameters
    ----------
    standpoint : Standpoint
    phrase : Phrase
    before : sequence of Address
        Read before it in the same reference.
    """
    if phrase.relation == "said":
        return _mentioned(standpoint, phrase, before)
    if _is_paragraph(standpoint, phrase):
        found = _paragraphs(standpoint, phrase)
    elif phrase.plural and phrase.times == 1 and phrase.relation != "this":
        found = _all_in_direction(standpoint, phrase)
    else:
        found = _in_row(standpoint, _levels(phrase), phrase)
    addresses = standpoint.outline.addresses
    return [addresses[p.citation] for p in found if p.citation in addresses]


def implied_bases(standpoint: Standpoint) -> list[Address]:
    """What «la fracción II» may hang on where no article is named, nearest first."""
    chain = lineage(standpoint.outline, standpoint.provision)
    article = article_holding(standpoint.outline, standpoint.provision)
    if article is None:
        return []
    inner = chain[: chain.index(article) + 1]
    inner = [*inner[1:], inner[0]] if inner[0].level == "numeral" and len(inner) > 1 else inner
    addresses = standpoint.outline.addresses
    return [addresses[p.citation] for p in inner if p.citation in addresses]


def _levels(phrase: Phrase) -> tuple[str, ...]:
    return FIRST if phrase.level in FIRST else (phrase.level,)


def _is_paragraph(standpoint: Standpoint, phrase: Phrase) -> bool:
    chilean = standpoint.incisos_are_paragraphs and phrase.text.lower().find("inciso") >= 0
    return phrase.level == "paragraph" or chilean


def _in_row(standpoint: Standpoint, levels: Sequence[str], phrase: Phrase) -> list[Provision]:
    outline, provision = standpoint.outline, standpoint.provision
    direction = _STEPS[phrase.relation]
    found = []
    for step in range(1, phrase.times + 1):
        one = nearest(outline, provision, levels, step=direction * step)
        if one is None and step == 1 and direction <= 0:
            one = last_before(outline, provision, levels)
        if one is not None and one not in found:
            found.append(one)
    return sorted(found, key=lambda p: outline.place[p.citation])


def _all_in_direction(standpoint: Standpoint, phrase: Phrase) -> list[Provision]:
    """«los artículos precedentes», «los apartados siguientes»: those of the same holder."""
    outline, levels = standpoint.outline, _levels(phrase)
    chain = lineage(outline, standpoint.provision)
    own = next((p for p in chain if p.level in levels), None)
    if own is None:
        return _in_row(standpoint, levels, phrase)
    row = outline.beside[own.parent, own.level]
    at = row.index(own)
    found = row[:at] if phrase.relation == "previous" else row[at + 1 :]
    if own.level in FIRST:
        where = f"de {own.parent}" if own.parent else "del documento"
        standpoint.assumed.append(f"«{phrase.written}» no dice cuántos: se toman los {where}")
    return found or _in_row(standpoint, levels, phrase)


def _paragraphs(standpoint: Standpoint, phrase: Phrase) -> list[Provision]:
    """«el párrafo anterior»: in the same words, a numbered one, or what holds the provision."""
    provision, outline = standpoint.provision, standpoint.outline
    if phrase.relation == "this":
        return [_numbered(standpoint) or provision]
    before = standpoint.paragraph
    after = outline.index.paragraphs[provision.citation] - before - 1
    inside = before if phrase.relation == "previous" else after
    if inside >= phrase.times or (inside and phrase.plural and phrase.times == 1):
        standpoint.assumed.append(
            f"«{phrase.written}» está dentro del texto de {provision.citation}"
        )
        return [provision]
    numbered = _numbered(standpoint)
    if numbered is not None:
        return _numbered_beside(standpoint, numbered, phrase)
    within = provision.parent in outline.place and provision.level not in FIRST
    if phrase.relation == "previous" and within:
        return [outline.provisions[outline.place[provision.parent]]]
    return []


def _numbered(standpoint: Standpoint) -> Provision | None:
    """The numbered or later paragraph that the reference stands in."""
    chain = lineage(standpoint.outline, standpoint.provision)
    return next((p for p in chain if p.level in _NUMBERED_PARAGRAPHS), None)


def _numbered_beside(standpoint: Standpoint, own: Provision, phrase: Phrase) -> list[Provision]:
    outline = standpoint.outline
    row = outline.beside[own.parent, own.level]
    at = row.index(own)
    direction = _STEPS[phrase.relation]
    if phrase.plural and phrase.times == 1:
        found = row[:at] if direction < 0 else row[at + 1 :]
    else:
        steps = range(1, phrase.times + 1)
        found = [row[at + direction * k] for k in steps if 0 <= at + direction * k < len(row)]
    if not found and direction < 0 and own.parent in outline.place:
        found = [outline.provisions[outline.place[own.parent]]]
    return sorted(found, key=lambda p: outline.place[p.citation])


def _mentioned(standpoint: Standpoint, phrase: Phrase, before: Sequence[Address]) -> list[Address]:
    """«dicho artículo», «la misma fracción»: what was mentioned last, or where it stands."""
    words = phrase.written
    level = "paragraph" if _is_paragraph(standpoint, phrase) else phrase.level
    for address in reversed([*standpoint.mentioned, *before]):
        cut = _cut_to(address, level)
        if cut is not None:
            standpoint.assumed.append(f"se supone que «{words}» es {cut}")
            return [cut]
    if standpoint.elsewhere:
        return []
    levels = _NUMBERED_PARAGRAPHS if level == "paragraph" else _levels(phrase)
    own = next(
        (p for p in lineage(standpoint.outline, standpoint.provision) if p.level in levels), None
    )
    here = standpoint.outline.addresses.get(own.citation) if own else None
    if here is None:
        return []
    standpoint.assumed.append(f"se supone que «{words}» es {here}")
    return [here]


def _cut_to(address: Address, level: str) -> Address | None:
    """`address` down to its part of `level`; None where it has none."""
    if level in FIRST:
        kept = 1 if address.kind in FIRST else 0
    else:
        found = [k for k, part in enumerate(address.parts) if k and part_level(part) == level]
        kept = found[-1] + 1 if found else 0
    return Address(address.kind, address.parts[:kept], address.within) if kept else None
