"""The words that the two sides of a link share, for the eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tracer.records import Span
from tracer.text import content_words

STEM = 6
"""Letters at the beginning that two lemmas of one family have in common at least: «participar» and
«participación», but not «consejo» and «consulta»."""
ENDING = 5
"""Letters after them, at most: «transporte» and «transparencia» share six and are strangers."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words, and whether the other side has it too."""

    text: str
    shared: bool


def shared_words(said: str, norm: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Cut both sides of a link at the content words that they share.

    Parameters
    ----------
    said, norm : str
        Words of a contribution and of a provision.

    Returns
    -------
    tuple of (tuple of Run, tuple of Run)
        Joined, the runs of each side are its text to the character. Words are shared that have the
        same lemma or are of one family; a link that rests on meaning alone may share none.
    """
    left, right = content_words(said), content_words(norm)
    ours, theirs = {lemma for _, lemma in left}, {lemma for _, lemma in right}
    return (
        _runs(said, [span for span, lemma in left if _known(lemma, theirs)]),
        _runs(norm, [span for span, lemma in right if _known(lemma, ours)]),
    )


def _known(lemma: str, others: set[str]) -> bool:
    return lemma in others or any(_same_family(lemma, other) for other in others)


def _same_family(one: str, other: str) -> bool:
    stem = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    return stem >= STEM and max(len(one), len(other)) - stem < ENDING


def _runs(text: str, spans: Sequence[Span]) -> tuple[Run, ...]:
    found, at = [], 0
    for span in spans:
        if span.start > at:
            found.append(Run(text[at : span.start], False))
        found.append(Run(text[span.start : span.end], True))
        at = span.end
    if at < len(text):
        found.append(Run(text[at:], False))
    return tuple(found)
