"""Whether a new wording binds more, or less, than the old one.

The judgement is made sentence by sentence and always comes with the words that led to it, so that
a person can overrule it. Two things are looked at in sentences that stand in both versions:

1. *How firmly the norm commits*, on a scale of four steps (`COMMITMENTS`): to guarantee, to be
   obliged, to promote, to be allowed. A sentence that steps down is weakened.
2. *What hedges or hardens it*: clauses that leave the content to a later law, to the budget or to
   time (`HEDGES`), and words that close such doors (`HARDENERS`).

Sentences without a counterpart say nothing about force: losing a paragraph is a matter of content.
The words stand in `tracer.lineage.binding`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracer.lineage.binding import COMMITMENTS, GUARANTEE, HARDENERS, HEDGES
from tracer.lineage.diff import folded_words, same_words, word_changes, word_ratio
from tracer.records import ForceChange, Span
from tracer.text import fold, sentences

MIN_SENTENCE_LIKENESS = 0.5
"""Two sentences that share fewer words than this (as `word_ratio` counts) are different sentences:
where half of the words are new, a changed verb can't be told from a changed subject."""

NEARLY_ONE = 0.75
"""Share of words (`word_ratio`) from which a guarantee that came or went, while all else that binds
stayed, was put into the sentence or taken out; below, the sentence speaks of other things too."""

SUBSTANTIAL = 0.25
"""Share of a provision's words that sentences must hold whose hedges changed, to change the fate of
the whole. Read in the Chilean drafts and final texts of 2022 and 2023: of twenty provisions called
strengthened or weakened before this rule and the one on laws, readers agreed with nine; of eight
that are now, with seven."""

MAX_COMPANY = 12
"""Code points (some two words) that may come or go together with a hedge or hardener. Longer
stretches are clauses of their own. In the Chilean texts of 2022, striking "pero en ningún caso se
admitirán …" lifted a limit and adding "y en todo caso, antes de esta" set one: changes of content,
in which hedge and hardener say nothing about force."""


def force_changes(old: str, new: str) -> tuple[ForceChange, ...]:
    """Find the sentences whose legal force changed from `old` to `new`.

    Parameters
    ----------
    old, new : str
        Two wordings of a provision, raw.

    Returns
    -------
    tuple of ForceChange
        In the order of the old text; empty where no sentence binds more or less than before.
    """
    if same_words(old, new):
        return ()
    found = []
    for old_sentence, new_sentence in _paired_sentences(old, new):
        found.extend(_judge(old_sentence, new_sentence))
    return tuple(found)


def force_fate(old: str, new: str) -> str:
    """Sum up the changes of force: ``strengthened``, ``weakened``, or empty for neither or both.

    See `net_force`.
    """
    return net_force(force_changes(old, new), old)


def net_force(changes: Sequence[ForceChange], old: str) -> str:
    """Sum up changes of force that were found from `old` on, as a fate; empty for none.

    A hedge that came or went in a side clause of a long provision changes no fate.
    """
    hedged = {c.old_sentence for c in changes if not c.commitment}
    share = sum(len(sentence.split()) for sentence in hedged) / max(len(old.split()), 1)
    counted = [c for c in changes if c.commitment or share >= SUBSTANTIAL]
    balance = sum(change.direction for change in counted)
    return "strengthened" if balance > 0 else "weakened" if balance < 0 else ""


def _judge(old: str, new: str) -> list[ForceChange]:
    old_plain, new_plain = " ".join(folded_words(old)), " ".join(folded_words(new))
    old_levels, new_levels = _commitments(old_plain), _commitments(new_plain)
    changes = []
    near = word_ratio(old, new) >= NEARLY_ONE
    if direction := _step([n for n, _ in old_levels], [n for n, _ in new_levels], near=near):
        words = tuple(w for _, w in old_levels), tuple(w for _, w in new_levels)
        changes.append(ForceChange(direction, *words, old, new))
    differences = [c for c in word_changes(old_plain, new_plain) if c.kind != "equal"]
    for patterns, sign in ((HEDGES, -1), (HARDENERS, 1)):
        lifted = _alone(patterns, old_plain, [c.old_span for c in differences])
        added = _alone(patterns, new_plain, [c.new_span for c in differences])
        balance = _sign(len(added) - len(lifted))
        # A hedge that was only rephrased stands on both sides, however the words are lined up.
        rephrased = balance != _sign(_count(patterns, new_plain) - _count(patterns, old_plain))
        if balance and not rephrased and not _still_law(lifted or added, old_plain, new_plain):
            direction = sign * balance
            changes.append(ForceChange(direction, lifted, added, old, new, commitment=False))
    return changes


def _still_law(hedges: tuple[str, ...], old: str, new: str) -> bool:
    """Tell whether a hedge that leaves something to a law stands where both speak of one anyway.

    "Existirá, de conformidad a la ley, un sistema" → "La ley establecerá un sistema".
    """
    said = re.compile(r"\b(?:ley|leyes|reglamentos?|legislacion)\b")
    return all(said.search(text) for text in (old, new)) and any(said.search(h) for h in hedges)


def _step(old: list[int], new: list[int], *, near: bool) -> int:
    """Compare how firmly two sentences commit, by the commitments that only one of them has.

    `near` tells whether they are nearly the same sentence.
    """
    lost, gained = Counter(old) - Counter(new), Counter(new) - Counter(old)
    shared = Counter(old) & Counter(new)
    if lost and gained:
        before, after = _mean(lost), _mean(gained)
        return _sign(after - before)
    # "deberá señalar" and "señalará" bind alike, so one duty more or less says nothing; and where
    # one side has no such word at all, there is nothing to compare.
    if near and shared and GUARANTEE not in shared:
        return (GUARANTEE in gained) - (GUARANTEE in lost)
    return 0


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _mean(levels: Counter[int]) -> float:
    return sum(level * count for level, count in levels.items()) / levels.total()


_COMMITMENT = re.compile(
    "|".join(rf"(?P<c{i}>\b(?:{pattern})\b)" for i, (_, pattern) in enumerate(COMMITMENTS))
)


def _commitments(plain: str) -> list[tuple[int, str]]:
    found = []
    for match in _COMMITMENT.finditer(plain):
        index = int((match.lastgroup or "c0")[1:])
        found.append((COMMITMENTS[index][0], match.group()))
    return found


def _alone(patterns: tuple[str, ...], plain: str, differences: list[Span]) -> tuple[str, ...]:
    """Find expressions that came or went by themselves, not as part of a longer clause."""
    found = []
    for hit in _hits(patterns, plain):
        stretch = max(differences, key=lambda s: _overlap(s, hit), default=Span(0, 0))
        common = _overlap(stretch, hit)
        outside = stretch.end - stretch.start - common
        if 2 * common >= hit.end() - hit.start() and outside <= MAX_COMPANY:
            found.append(hit.group())
    return tuple(found)


def _hits(patterns: tuple[str, ...], plain: str) -> list[re.Match[str]]:
    hits = [m for pattern in patterns for m in re.finditer(rf"\b(?:{pattern})\b", plain)]
    return sorted(hits, key=lambda m: (m.start(), m.end()))


def _count(patterns: tuple[str, ...], plain: str) -> int:
    return len(_hits(patterns, plain))


def _overlap(span: Span, hit: re.Match[str]) -> int:
    return max(0, min(span.end, hit.end()) - max(span.start, hit.start()))


def _paired_sentences(old: str, new: str) -> list[tuple[str, str]]:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist
    from scipy.optimize import linear_sum_assignment

    old_sentences, new_sentences = _sentences(old), _sentences(new)
    if not old_sentences or not new_sentences:
        return []
    likeness = cdist(
        [folded_words(s) for s in old_sentences],
        [folded_words(s) for s in new_sentences],
        scorer=Indel.normalized_similarity,
    )
    return [
        (old_sentences[i], new_sentences[j])
        for i, j in zip(*linear_sum_assignment(-likeness), strict=True)
        if likeness[i, j] >= MIN_SENTENCE_LIKENESS
    ]


def _sentences(text: str) -> list[str]:
    # A line break inside a provision is where the page ended, not the sentence.
    flat = " ".join(text.split())
    return [flat[s.start : s.end] for s in sentences(flat) if fold(flat[s.start : s.end]).strip()]
