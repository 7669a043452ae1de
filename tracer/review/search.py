"""Finding another provision while typing: by its citation, its heading or its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracer.citation import parse_citation
from tracer.errors import CitationError
from tracer.records import Unit
from tracer.report.quotes import clip
from tracer.text import fold

SHOWN = 12
ROOM = 180
"""Code points of each provision's text shown."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """One provision that fits what was typed."""

    citation: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The words of every provision, folded."""

    units: tuple[Unit, ...]
    headings: tuple[frozenset[str], ...]
    texts: tuple[frozenset[str], ...]


def search_index(units: Mapping[str, Unit]) -> SearchIndex:
    """Prepare the provisions of a text for `found_in`."""
    held = tuple(units.values())
    return SearchIndex(
        held,
        tuple(_words(f"{unit.heading} {unit.context}") for unit in held),
        tuple(_words(unit.text) for unit in held),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def found_in(index: SearchIndex, typed: str) -> tuple[Found, ...]:
    """Give the provisions that fit what was typed, best first, at most `SHOWN`.

    A citation as people write it comes first. Otherwise every word typed must begin a word of the
    provision; one that stands in the heading counts more.
    """
    asked = [word for word in _WORD.findall(fold(typed[:200])) if word]
    if not asked:
        return ()
    cited = _cited(typed)
    ranked: list[tuple[float, int]] = []
    for at, unit in enumerate(index.units):
        score = 100.0 if _fits(unit.citation, cited) else 0.0
        score += _score(asked, index.headings[at], index.texts[at])
        if score:
            ranked.append((-score, at))
    units = [index.units[at] for _, at in sorted(ranked)[:SHOWN]]
    return tuple(Found(u.citation, u.heading, clip(u.text, ROOM)) for u in units)


def _score(asked: Sequence[str], heading: frozenset[str], text: frozenset[str]) -> float:
    total = 0.0
    for word in asked:
        in_heading = any(own.startswith(word) for own in heading)
        if not in_heading and not any(own.startswith(word) for own in text):
            return 0.0
        total += 3.0 if in_heading else 1.0
        total += 0.5 if word in text or word in heading else 0.0
    return total


def _cited(typed: str) -> tuple[str, ...]:
    wanted = typed if not typed.strip()[:1].isdigit() else f"Art. {typed}"
    try:
        return tuple(str(address) for address in parse_citation(wanted).addresses)
    except CitationError:
        return ()


def _fits(citation: str, cited: Sequence[str]) -> bool:
    """Whether a unit is, is part of, or holds one of the provisions cited."""
    return any(
        f"{citation}, ".startswith(f"{one}, ") or one.startswith(f"{citation}, ") for one in cited
    )
