"""Quoted words inside their context, with the certainty that the words are really there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracer.records import Link, Provision, Span, Unit
from tracer.text import one_line as one_line

ELLIPSIS = "…"
ROOM = 120
"""Code points of context on each side."""
WORDS_ROOM = 300


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with what stands before and after them, each on one line."""

    before: str
    words: str
    """Empty where nothing is quoted; `after` is then the beginning of the text."""
    after: str


def clip(text: str, room: int) -> str:
    """Shorten `text` to about `room` code points, at a space where there is one."""
    line = one_line(text)
    if len(line) <= room:
        return line
    head, space, _ = line[:room].rpartition(" ")
    return (head if space and len(head) > room // 2 else line[:room]) + ELLIPSIS


def _clip_before(text: str, room: int) -> str:
    line = one_line(text)
    if len(line) <= room:
        return line
    _, space, tail = line[-room:].partition(" ")
    return ELLIPSIS + (tail if space and len(tail) > room // 2 else line[-room:])


def quote_at(text: str, span: Span, *, room: int = ROOM) -> Quote:
    """Quote ``text[span.start:span.end]`` with up to `room` code points on each side.

    Parameters
    ----------
    text : str
        As extracted.
    span : Span
        In code points of `text`; an empty one quotes nothing.
    room : int, default=120
        In code points, for each side.

    Returns
    -------
    Quote
        Words longer than `WORDS_ROOM` are shortened.
    """
    if not 0 <= span.start < span.end <= len(text):
        return Quote("", "", clip(text, 3 * room))
    words = clip(text[span.start : span.end], WORDS_ROOM)
    before, after = text[: span.start][-4 * room :], text[span.end :][: 4 * room]
    lead = " " if before[-1:].isspace() else ""
    gap = " " if after[:1].isspace() else ""
    return Quote(_clip_before(before, room) + lead, words, gap + clip(after, room))


def quote_contribution(text: str, link: Link | None, *, room: int = ROOM) -> Quote:
    """Quote what a link rests on within the contribution's own text."""
    if link is None or not link.evidence_contribution:
        return Quote("", "", clip(text, 3 * room))
    span = span_in_contribution(text, link)
    if span is None:
        return Quote("", clip(link.evidence_contribution, WORDS_ROOM), "")
    return quote_at(text, span, room=room)


def quote_provision(unit: Unit, link: Link, *, room: int = ROOM) -> Quote:
    """Quote what a link rests on within the provision that holds it."""
    if not link.evidence_provision:
        return Quote("", "", clip(unit.text, 3 * room))
    span = span_in_unit(unit, unit.text, link)
    if span is None:
        return Quote("", clip(link.evidence_provision, WORDS_ROOM), "")
    start, end = _around(unit, span)
    return quote_at(unit.text[start:end], Span(span.start - start, span.end - start), room=room)


def span_in_contribution(text: str, link: Link) -> Span | None:
    """Find what a link rests on in the contribution's text; None where it doesn't stand there."""
    return _confirmed(text, link.contribution_span, link.evidence_contribution)


def span_in_unit(unit: Unit, text: str, link: Link) -> Span | None:
    """Find what a link rests on in ``text``, which is `unit.text`; None where it doesn't stand.

    The offsets of a link count in the whole document (a table's: in the cell). They are followed
    only where the quoted words really stand there, for a wrong highlight is worse than none.
    """
    at, words = link.provision_span, link.evidence_provision
    for provision, offset in _places(unit):
        local = Span(at.start - provision.start, at.end - provision.start)
        if _says(provision.text, local, words):
            return Span(offset + local.start, offset + local.end)
    return _confirmed(text, Span(0, 0), words)


def _places(unit: Unit) -> Iterator[tuple[Provision, int]]:
    """Give each provision that has words with where they begin in `unit.text`."""
    offset = 0
    for provision in unit.provisions:
        if provision.text:
            yield provision, offset
            offset += len(provision.text) + 1


def _around(unit: Unit, span: Span) -> tuple[int, int]:
    """Give the ends of the provision that holds `span`; of the whole unit where none does alone."""
    for provision, offset in _places(unit):
        if offset <= span.start and span.end <= offset + len(provision.text):
            return offset, offset + len(provision.text)
    return 0, len(unit.text)


def _says(text: str, span: Span, words: str) -> bool:
    if not 0 <= span.start < span.end <= len(text):
        return False
    return one_line(text[span.start : span.end]) == one_line(words)


def _confirmed(text: str, span: Span, words: str) -> Span | None:
    if _says(text, span, words):
        return span
    at = text.find(words) if words else -1
    return Span(at, at + len(words)) if at >= 0 else None
