"""The citations of a document, ready to be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracer.citation.parse import article_of
from tracer.records import Constitution


@dataclass(frozen=True, slots=True)
class Index:
    """What a document holds."""

    citations: tuple[str, ...]
    """In document order."""
    known: frozenset[str]
    by_article: dict[str, list[str]]
    """Citations of each article, in document order."""
    paragraphs: dict[str, int]
    """How many paragraphs the own words of each provision have."""


def index_of(document: Constitution) -> Index:
    """Index the provisions of `document`."""
    citations = tuple(provision.citation for provision in document.provisions)
    return Index(
        citations,
        frozenset(citations),
        _by_article(citations),
        {p.citation: _paragraphs(p.text) for p in document.provisions},
    )


def _by_article(citations: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for citation in citations:
        found.setdefault(article_of(citation), []).append(citation)
    return found


def _paragraphs(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())
