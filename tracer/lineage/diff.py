"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracer.records import Span
from tracer.text import fold, nfc

CHANGES = ("equal", "inserted", "deleted", "replaced")
_KINDS = {"equal": "equal", "insert": "inserted", "delete": "deleted", "replace": "replaced"}
# Some sources write accents as marks of their own, which aren't word characters to `re`.
_TOKEN = re.compile(r"\s*(?:(?:\w[\u0300-\u036f]*)+|[^\w\s])\s*|\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of two wordings that is the same in both, or differs."""

    kind: str
    """One of `CHANGES`."""
    old_span: Span
    """Offsets into the old text; empty for an insertion."""
    new_span: Span
    """Offsets into the new text; empty for a deletion."""


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """Compare two wordings word by word.

    Words are the same when they are equal in Unicode NFC; white space isn't compared, punctuation
    and capitals are.

    Parameters
    ----------
    old, new : str
        Raw texts; either may be empty.

    Returns
    -------
    tuple of Change
        In order and without gaps: the old spans, one after the other, are the whole old text, and
        the new spans the whole new one. Equal stretches are included.
    """
    from difflib import SequenceMatcher

    old_tokens, new_tokens = _tokens(old), _tokens(new)
    old_keys, new_keys = _keys(old, old_tokens), _keys(new, new_tokens)
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    return tuple(
        Change(_KINDS[tag], _cover(old_tokens, a, b), _cover(new_tokens, c, d))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def same_words(old: str, new: str) -> bool:
    """Tell whether two wordings differ in nothing but punctuation, case, accents, white space."""
    return folded_words(old) == folded_words(new)


def folded_words(text: str) -> list[str]:
    """List the words of `text`, folded (see `tracer.text.fold`), without punctuation."""
    return _WORD.findall(fold(text))


def word_ratio(old: str, new: str) -> float:
    """Measure how many words two wordings share, in order.

    Parameters
    ----------
    old, new : str
        Raw texts.

    Returns
    -------
    float
        0 (no word in common) to 1 (the same words in the same order): twice the longest common
        subsequence of words, divided by the words of both. 1 where both have none.
    """
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(folded_words(old), folded_words(new)))


def _tokens(text: str) -> list[Span]:
    """Cut `text` into words and signs, each with the white space around it, leaving no gap."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text)]


def _keys(text: str, tokens: list[Span]) -> list[str]:
    return [nfc(text[t.start : t.end].strip()) for t in tokens]


def _cover(tokens: list[Span], first: int, past: int) -> Span:
    if first < past:
        return Span(tokens[first].start, tokens[past - 1].end)
    at = tokens[first - 1].end if first else 0
    return Span(at, at)
