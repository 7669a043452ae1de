"""Drafts and constitutions: provisions, and the units that links are counted in."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.records.sources import Issue


@dataclass(frozen=True, slots=True)
class Provision:
    """One addressable piece of a constitution, with its own words only (not its children's)."""

    citation: str
    """Canonical form, unique in its document: ``Art. 16, B, 3, a``."""
    level: str
    """preamble, part, book, title, chapter, division, article, section, numeral, fraction, inciso,
    paragraph, proviso (``parágrafo``), transitory or disposition (final, additional, repealing)."""
    heading: str
    """The words of its heading, without its label; empty where it has none."""
    text: str
    """Its own words, equal to ``document.text[start:end]``, without label or heading."""
    parent: str
    """Citation of the provision that holds it; empty at the top."""
    page: int | None
    """1-based page on which it begins; None for formats without pages."""
    start: int
    end: int
    status: str = "in_force"
    """``in_force`` or ``repealed``."""
    opens: int = -1
    """Where its label and heading begin, at most `start`; -1 where the source shows no place."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of one kind of thing a document holds that is no part of its text."""

    kind: str
    """Short, stable, in kebab case: ``running-head``, ``contents``, ``footnote``."""
    count: int
    """Lines of a PDF; blocks elsewhere."""
    page: int | None = None
    """1-based page of the first, where pages are known."""


@dataclass(frozen=True, slots=True)
class Reform:
    """That a provision was reformed, as the document itself says it."""

    citation: str
    words: str
    """The editor's note, or the heading of the decree."""
    page: int | None = None
    """1-based page of those words, where pages are known."""


@dataclass(frozen=True, slots=True)
class Constitution:
    """A draft or final text, read into provisions."""

    name: str
    """File name, for messages and tables."""
    text: str
    """The body as extracted. Empty for a table, whose offsets count within each cell."""
    provisions: tuple[Provision, ...]
    """In document order; every parent before its children."""
    issues: tuple[Issue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What the document shows besides its text: running heads, notes, contents."""
    reforms: tuple[Reform, ...] = ()
    """What it says of its own reforms; nothing of those that it doesn't speak of."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision at the level that links are counted in, with everything below it."""

    citation: str
    article: str
    """The article part alone, ``Art. 16``; for anything without an article, its citation."""
    heading: str
    """Its own heading."""
    context: str
    """The headings above it, outermost first, joined by ``·`` between spaces."""
    provisions: tuple[Provision, ...]
    """Itself first, then its descendants in document order."""
    status: str = "in_force"

    @property
    def text(self) -> str:
        """All its words, one provision a line."""
        return "\n".join(p.text for p in self.provisions if p.text)
