"""A body cut into stretches without a gap: what is heading, what is text, what is neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracer.records import Constitution

HEADING, TEXT, OUTSIDE = "heading", "text", "outside"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a body, ``body[start:end]``."""

    start: int
    end: int
    role: str
    """``heading``: a label with its heading; ``text``: the own words of a provision;
    ``outside``: front matter, contents, signatures and blanks, which belong to no provision."""
    citation: str
    """Of the provision; empty outside."""


def stretches(constitution: Constitution) -> tuple[Stretch, ...]:
    """Cut the body of `constitution` into stretches that together are the body.

    Parameters
    ----------
    constitution : Constitution
        Read from a document; a table has no body, and gives nothing.

    Returns
    -------
    tuple of Stretch
        In order, none empty, each beginning where the one before ends: joined, they give
        ``constitution.text`` to the character.
    """
    return tuple(_cut(constitution)) if constitution.text else ()


def _cut(constitution: Constitution) -> Iterator[Stretch]:
    at = 0
    for provision in constitution.provisions:
        pieces = (
            (provision.opens, "", OUTSIDE),
            (provision.start, provision.citation, HEADING),
            (provision.end, provision.citation, TEXT),
        )
        for end, citation, role in pieces:
            if end > at:
                yield Stretch(at, end, role, citation)
                at = end
    if at < len(constitution.text):
        yield Stretch(at, len(constitution.text), OUTSIDE, "")


def outside(constitution: Constitution) -> tuple[Stretch, ...]:
    """Give the stretches that say something and belong to no provision."""
    return tuple(
        stretch
        for stretch in stretches(constitution)
        if stretch.role == OUTSIDE
        and any(c.isalnum() for c in constitution.text[stretch.start : stretch.end])
    )
