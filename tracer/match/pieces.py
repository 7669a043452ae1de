"""Cuts both sides into what is compared: segments of contributions, pieces of provisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracer.records import Contribution, Span, Unit
from tracer.text import nfc, says_something, sentences

SEGMENT_WIDTH = 220
"""Code points. Sentences of a contribution are joined up to this: one demand usually takes one to
three of the short sentences in which people write."""
PIECE_WIDTH = 600
"""Code points. Longer provisions are cut at sentence ends; the encoder reads 256 tokens."""
NOT_ANSWERING = ("Preámbulo", "Trans.", "Decreto ")
MAX_SEGMENTS = 64
"""Per contribution: the first 14,000 code points or so are compared segment by segment. The whole
text still counts in the lexical signals."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a provision, small enough to be one thought."""

    unit: int
    """Row of its unit, or block, among those cut."""
    text: str
    """As extracted."""
    span: Span
    """In the document (a table's: in the cell)."""
    headings: str
    """All above it, outermost first: they say what a bare inciso is about."""

    @property
    def encoded_as(self) -> str:
        """What the encoder reads for it."""
        return nfc(f"{self.headings}. {self.text}" if self.headings else self.text)


def candidates(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that can answer something: in force, saying something, permanent.

    The preamble and transitory provisions are left out: they answer no demand by themselves.
    """
    return tuple(
        unit
        for unit in units
        if unit.status == "in_force"
        and not unit.citation.startswith(NOT_ANSWERING)
        and says_something(unit.text)
    )


def blocks_of(unit: Unit) -> tuple[Unit, ...]:
    """Cut a long article at its sections; anything else is one block.

    An article answers as well as its best section does: compared as one text, the others would
    drown it, and the encoder reads only the first 256 tokens.
    """
    starts = [at for at, p in enumerate(unit.provisions) if at and p.level == "section"]
    if not starts:
        return (unit,)
    cuts = [0, *starts, len(unit.provisions)]
    groups = [unit.provisions[low:high] for low, high in pairwise(cuts)]
    above = " · ".join(h for h in (unit.context, unit.heading) if h)
    blocks = [replace(unit, provisions=groups[0])] + [
        replace(unit, citation=g[0].citation, heading=g[0].heading, context=above, provisions=g)
        for g in groups[1:]
    ]
    return tuple(block for block in blocks if says_something(block.text)) or (unit,)


def words_of(unit: Unit) -> str:
    """What `unit` says as one text, under its heading and, within an article, the article's."""
    above = unit.context.rpartition(" · ")[2] if unit.citation != unit.article else ""
    heading = ". ".join(h for h in (above, unit.heading) if h)
    return nfc(f"{heading}\n{unit.text}")


def pieces(units: Sequence[Unit]) -> tuple[Piece, ...]:
    """Cut the provisions of `units` into pieces, unit by unit."""
    return tuple(piece for row, unit in enumerate(units) for piece in _pieces_of(row, unit))


def _pieces_of(row: int, unit: Unit) -> list[Piece]:
    """At least one piece, however little the unit says; none of what was repealed in it.

    A line that says "(Se deroga)" is encoded by its headings alone, so it would be evidence.
    """
    headings = ". ".join(h for h in (*unit.context.split(" · "), unit.heading) if h)
    found = []
    for provision in (p for p in unit.provisions if p.status != "repealed"):
        for span in segments(provision.text, width=PIECE_WIDTH):
            text = provision.text[span.start : span.end]
            place = Span(provision.start + span.start, provision.start + span.end)
            found.append(Piece(row, text, place, headings))
    first = unit.provisions[0]
    return found or [Piece(row, first.text, Span(first.start, first.end), headings)]


def contribution_segments(contribution: Contribution) -> list[Span]:
    """Stretches of a contribution to compare; the whole text if no sentence is found in it."""
    found = segments(contribution.text, width=SEGMENT_WIDTH)[:MAX_SEGMENTS]
    return found or [Span(0, len(contribution.text))]


def segments(text: str, *, width: int) -> list[Span]:
    """Join consecutive sentences of `text` while they stay within `width` code points."""
    joined: list[Span] = []
    for sentence in sentences(text):
        if not says_something(text[sentence.start : sentence.end]):
            continue
        if joined and sentence.end - joined[-1].start <= width:
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined
