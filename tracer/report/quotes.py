"""Quoted words inside their context, with the certainty that the words are really there."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.records import Link, Span, Unit
from tracer.text import one_line as one_line

ELLIPSIS = "…"
ROOM = 120
"""Code points of context on each side: with 2,000 rows a page stays under 5 MB."""
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
    span = _confirmed(text, link.contribution_span, link.evidence_contribution)
    if span is None:
        return Quote("", clip(link.evidence_contribution, WORDS_ROOM), "")
    return quote_at(text, span, room=room)


def quote_provision(unit: Unit, link: Link, *, room: int = ROOM) -> Quote:
    """Quote what a link rests on within the provision that holds it.

    The offsets of a link count in the whole document (a table's: in the cell). They are followed
    only where the quoted words really stand there; otherwise the words are shown alone, for a
    wrong highlight is worse than none.
    """
    if not link.evidence_provision:
        return Quote("", "", clip(unit.text, 3 * room))
    at = link.provision_span
    for provision in unit.provisions:
        local = Span(at.start - provision.start, at.end - provision.start)
        if _says(provision.text, local, link.evidence_provision):
            return quote_at(provision.text, local, room=room)
    span = _confirmed(unit.text, Span(0, 0), link.evidence_provision)
    if span is None:
        return Quote("", clip(link.evidence_provision, WORDS_ROOM), "")
    return quote_at(unit.text, span, room=room)


def _says(text: str, span: Span, words: str) -> bool:
    if not 0 <= span.start < span.end <= len(text):
        return False
    return one_line(text[span.start : span.end]) == one_line(words)


def _confirmed(text: str, span: Span, words: str) -> Span | None:
    if _says(text, span, words):
        return span
    at = text.find(words)
    return Span(at, at + len(words)) if at >= 0 else None
