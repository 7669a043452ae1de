"""Stretches of running text that cite provisions, told from words that only look like it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracer.citation.folding import Folded
from tracer.citation.phrase import Phrase
from tracer.citation.phrases import phrases
from tracer.citation.tokens import LARGER_WORDS, LEVEL_WORDS

FIRST = ("article", "transitory", "disposition")
_HOLDERS = tuple(kind for kind in LARGER_WORDS if kind not in ("decree", "part"))
_COMMON_WORDS = re.compile(r"numero|n ?°|no\.|nro|num\b|ordinal|parte", re.IGNORECASE)
"""Words that mostly count something else than numerals."""
_SENTENCE_END = re.compile(r"[.:] |constitucion", re.IGNORECASE)
_ANEW = re.compile(r"[, ]*(?:asi como\b|[yeo] (?:del?|al?|en|con|por)\b)", re.IGNORECASE)
"""A preposition said again: «del artículo 5 y del artículo 4 de la Ley de Aguas» are two."""
_COUNTED = re.compile(r" (?:de [a-z]+ de \d|dias|meses|anos|por\b)|%", re.IGNORECASE)
"""What shows that a number counts or dates something."""
_OF_ANOTHER = re.compile(r" (?:del|de la) (?-i:[A-Z]|ley\b)", re.IGNORECASE)
_CLOSING = re.compile(r" ?(?:[.,;:)\]]|\Z|[yo]\b|del?\b)")


_BY_SUBJECT = re.compile(r" del articulo (?:sobre|que|relativ|referid|refer)", re.IGNORECASE)


def mentions(folded: Folded, breaks: Sequence[int]) -> Iterator[list[Phrase]]:
    """Find the stretches of a text that cite something.

    Parameters
    ----------
    folded : Folded
    breaks : sequence of int
        Where paragraphs begin, in the folded text: nothing is cited across them.

    Yields
    ------
    list of Phrase
        What goes together, in the order of the text: «inciso 2 del artículo 31».
    """
    found, _ = phrases(folded)
    group: list[Phrase] = []
    for phrase in found:
        if group and not _goes_on(folded.text, group, phrase, breaks):
            if _is_article_of_another(folded.text, group, phrase):
                phrase = replace(phrase, level="article")
            yield from _cleaned(folded.text, group)
            group = []
        group.append(phrase)
    if group:
        yield from _cleaned(folded.text, group)


def _goes_on(text: str, group: Sequence[Phrase], phrase: Phrase, breaks: Sequence[int]) -> bool:
    last = group[-1]
    if phrase.before == "stop" and phrase.level:
        return False
    complete = any(p.level in FIRST for p in group)
    if complete and phrase.level and _ANEW.match(text, group[-1].end, phrase.start):
        return False
    if phrase.before == "gap" or _SENTENCE_END.search(text, last.end, phrase.start):
        return False
    after = bisect_left(breaks, last.end)
    return after == len(breaks) or breaks[after] > phrase.start


def _is_article_of_another(text: str, group: Sequence[Phrase], phrase: Phrase) -> bool:
    """«artículos 1 y 2 de esta Constitución y 27 de la Ley de Aguas»."""
    listing = any(p.level == "article" for p in group) and phrase.before == "and"
    number = not phrase.level and phrase.values[0].shape == "number"
    return listing and number and _OF_ANOTHER.match(text, phrase.end) is not None


def _cleaned(text: str, group: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Drop what is no citation: numbers alone, degrees, shares; cut the stretch there."""
    kept: list[Phrase] = []
    for phrase in group:
        if _cites(text, phrase, kept):
            kept.append(phrase)
        elif kept:
            yield from _whole(text, kept)
            kept = []
    if kept:
        yield from _whole(text, kept)


def _cites(text: str, phrase: Phrase, before: Sequence[Phrase]) -> bool:
    if not phrase.level:
        return bool(before) and _bare_goes_on(text, phrase, before)
    if phrase.level in _HOLDERS:
        return phrase.relation != "said" and _is_numbered(phrase)
    if phrase.level not in (*FIRST, *LEVEL_WORDS):
        return False
    if phrase.relation == "this" and phrase.plural:
        return False  # «estas disposiciones transitorias»: all of them
    if phrase.relation:
        counts = _COMMON_WORDS.search(phrase.text) and phrase.relation in ("this", "said")
        return not (counts and text.startswith(" de ", phrase.end))
    return not _is_word_after_all(text, phrase)


def _is_numbered(phrase: Phrase) -> bool:
    return bool(phrase.relation) or phrase.values[0].shape != "letter"


def _is_word_after_all(text: str, phrase: Phrase) -> bool:
    """«un apartado a partir de…», «una fracción o más»: a word, not a letter."""
    value = phrase.values[-1]
    if value.shape != "letter" or value.closed or value.base.isupper():
        return False
    return phrase.level == "section" or _CLOSING.match(text, phrase.end) is None


def _bare_goes_on(text: str, phrase: Phrase, before: Sequence[Phrase]) -> bool:
    """Whether a value without a word goes on with the articles or letters before it."""
    value, last = phrase.values[0], before[-1]
    listing = any(p.level == "article" and p.plural for p in before)
    if value.shape == "number":
        dotted = text[last.end : phrase.start] == "."
        joined = phrase.before in ("and", "comma", "stop") and listing and not phrase.ranged
        return dotted or (joined and _COUNTED.match(text, phrase.end) is None)
    if value.shape == "letter":
        after_article = last.level == "article" and (value.closed or value.base.isupper())
        after_letter = value.closed or (not last.level and value.base.isupper())
        fits = after_article or after_letter
        return fits and (value.closed or _CLOSING.match(text, phrase.end) is not None)
    return value.shape == "roman" and value.base.isupper() and last.level in ("article", "fraction")


def _whole(text: str, group: list[Phrase]) -> Iterator[list[Phrase]]:
    """The stretch, unless it counts something else, or marks «(inciso tercero)» what follows."""
    anchored = any(p.level in (*FIRST, *_HOLDERS) or p.relation for p in group)
    counted = any(_COMMON_WORDS.match(p.text) for p in group)
    note = (
        re.search(r"\((?:solo |el )?\Z", text[max(0, group[0].start - 9) : group[0].start], re.I)
        is not None
    )
    marked = note and text.startswith(")", group[-1].end)
    by_subject = _BY_SUBJECT.match(text, group[-1].end) is not None
    if anchored or not (counted or marked or by_subject):
        yield group
