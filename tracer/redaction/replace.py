"""All kinds in one text, each hit replaced by its placeholder until nothing is left to find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tracer.redaction.addresses import addresses
from tracer.redaction.hits import Hit, placeholder
from tracer.redaction.identifiers import curps, dnis, elector_keys, ibans, rfcs, ruts
from tracer.redaction.numbers import numbers
from tracer.redaction.online import emails, profiles

_SIGN = re.compile(r"[\d@/]")
_DIGIT = re.compile(r"\d")
_LONG = re.compile(r"\d(?:\D{0,4}\d){5}")
"""Six digits, as a birthday has: nothing of what is sought in numbers is shorter."""
_FINDERS: tuple[Callable[[str], Iterator[Hit]], ...] = (emails, profiles)
_OF_NUMBERS = (curps, elector_keys, rfcs, ibans, ruts, dnis, numbers)
"""The first that finds something has it: what is left of the text is hidden from the others."""
PATIENCE = 4
"""Times that a text is gone through before a hit takes the whole word that it stands in."""


def find_personal(text: str) -> list[Hit]:
    """Find personal data in a text, apart from names of persons.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Hit
        In order, none overlapping another. None of them goes over the end of a line.

    Examples
    --------
    >>> find_personal("escriban a ana@correo.mx o al 55 1234 5678")
    [Hit(kind='correo', start=11, end=24), Hit(kind='teléfono', start=30, end=42)]
    """
    if not _SIGN.search(text) and "rroba" not in text and "RROBA" not in text:
        return []
    found: list[Hit] = []
    for finder in _finders_for(text):
        if own := apart(finder(text)):
            found += own
            text = _hidden(text, own)
    return sorted(found, key=lambda hit: hit.start)


def redact(
    text: str, hits: Callable[[str], Sequence[Hit]] = find_personal
) -> tuple[str, list[Hit]]:
    """Replace personal data by placeholders.

    Parameters
    ----------
    text : str
    hits : callable, optional
        Finds what is to be replaced.

    Returns
    -------
    text : str
        In it `hits` finds nothing more. The text itself where there was nothing.
    found : list of Hit
        Those that stood in the text, and those that came to light when they were gone.

    Examples
    --------
    >>> redact("mi CURP es GOML850312MDFRPS09 y pido agua")[0]
    'mi CURP es [CURP] y pido agua'
    """
    every: list[Hit] = []
    rounds = 0
    while found := hits(text):
        rounds += 1
        if rounds > PATIENCE:
            found = apart([_whole_word(text, hit) for hit in found])
        every += found
        text = replaced(text, found)
    return text, every


def _finders_for(text: str) -> Iterator[Callable[[str], Iterator[Hit]]]:
    yield from _FINDERS
    if _DIGIT.search(text):
        if _LONG.search(text):
            yield from _OF_NUMBERS
        yield addresses


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Give hits in order; of two that overlap the one that begins first, of these the longer."""
    every = list(hits)
    if not every:
        return every
    kept: list[Hit] = []
    for hit in sorted(every, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end:
            kept[-1] = kept[-1]._replace(end=hit.end)
    return kept


def _hidden(text: str, hits: Sequence[Hit]) -> str:
    pieces, at = [], 0
    for hit in hits:
        pieces += [text[at : hit.start], "\0" * (hit.end - hit.start)]
        at = hit.end
    return "".join([*pieces, text[at:]])


def replaced(text: str, hits: Sequence[Hit]) -> str:
    """Give a text with placeholders where `hits`, in order and apart, stand."""
    pieces, at = [], 0
    for hit in hits:
        pieces += [text[at : hit.start], placeholder(hit.kind)]
        at = hit.end
    return "".join([*pieces, text[at:]])


def _whole_word(text: str, hit: Hit) -> Hit:
    """Take all that touches a hit: only a hostile text needs it."""
    start, end = hit.start, hit.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return hit._replace(start=start, end=end)
