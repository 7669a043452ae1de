"""A delivery: new texts join the themes there are, or wait, and what waits may make new themes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.records import Contribution, Crossing, Growth, Member, Theme
from tracer.themes.duplicates import group_copies, is_campaign
from tracer.themes.growth.emerge import emerging
from tracer.themes.growth.memory import Memory, Seen, chosen_examples, digest
from tracer.themes.growth.place import beside
from tracer.themes.growth.sizes import resized
from tracer.themes.growth.week import crossings_of, growth_of
from tracer.themes.neighbours import quantise
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Grown:
    """What a delivery left."""

    memory: Memory
    members: tuple[Member, ...]
    """Of every contribution seen so far, by id, strongest theme first."""
    growth: tuple[Growth, ...]
    crossings: tuple[Crossing, ...]


def unseen(memory: Memory, contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    """Those that are new, or whose words changed, by id: the ones that need a vector."""
    return tuple(
        c
        for c in sorted(contributions, key=lambda c: c.id)
        if c.id not in memory.seen or memory.seen[c.id].digest != digest(c.text)
    )


def grow(
    memory: Memory,
    contributions: Sequence[Contribution],
    vectors: NDArray[np.float32],
    *,
    seed: int = 1,
    workers: Workers = ALONE,
) -> Grown:
    """Place a delivery beside what is remembered.

    No theme that there was changes its id, its name or its place; contributions placed before stay
    where they are. Time depends on what is new and on the number of themes; what came before is
    only counted.

    Parameters
    ----------
    memory : Memory
    contributions : sequence of Contribution
        With different ids. Those that were seen before may be among them: their signatures are
        brought up to date, and they are placed again only if their words changed.
    vectors : ndarray of shape (n_unseen, d), float32
        Of `unseen(memory, contributions)`, in that order, centred as `memory.centres` says.
    seed : int, default=1
        With which new themes are sought among the texts that wait.
    workers : Workers, optional
        Who compares the new texts with the examples of the themes there are.

    Raises
    ------
    ShapeError
        If there isn't one vector for each text that is new.
    """
    fresh = unseen(memory, contributions)
    if len(vectors) != len(fresh):
        raise ShapeError(
            f"expected one vector for each of {len(fresh)} new contributions, got {len(vectors)}; "
            "encode those that `unseen` gives, in that order"
        )
    known = _up_to_date(memory, contributions, {c.id for c in fresh})
    texts, rows = _to_place(known, fresh, quantise(vectors))
    settled = _examples_of(known, waiting=False)
    found = beside(settled, texts, rows, workers=workers)
    seen = dict(known.seen)
    for c, themes in zip(texts, found.themes, strict=True):
        letter = seen[c.id].campaign if c.id in seen else ""
        seen[c.id] = Seen(digest(c.text), c.weight, themes, letter)
    new, belongs = emerging(texts, rows, found, settled, seed=seed)
    for key, themes in belongs.items():
        seen[key] = replace(seen[key], themes=themes)
    for key, letter in _letters(settled, texts, seen).items():
        seen[key] = replace(seen[key], campaign=letter)
    seen |= _placed_copies(seen, texts)
    after = _remembered(settled, new, texts, rows, dict(sorted(seen.items())))
    return Grown(after, _members(after.seen), growth_of(memory, after), crossings_of(memory, after))


def _up_to_date(memory: Memory, contributions: Sequence[Contribution], fresh: set[str]) -> Memory:
    """Take the new signatures of what was seen, and forget the words that were changed."""
    weights = {c.id: c.weight for c in contributions}
    seen = {
        key: replace(one, weight=weights.get(key, one.weight))
        for key, one in memory.seen.items()
        if key not in fresh
    }
    heirs = _heirs_of_letters(memory, seen)
    kept = [row for row, e in enumerate(memory.examples) if e.id in seen or e.id in heirs]
    examples = tuple(
        replace(e, id=heirs.get(e.id, e.id)) for e in (memory.examples[row] for row in kept)
    )
    return replace(memory, seen=seen, examples=examples, rows=memory.rows[kept])


def _heirs_of_letters(memory: Memory, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Who stands for a letter that waits, where the words of the one that did were changed."""
    waiting: dict[str, str] = {}
    for key, one in sorted(seen.items(), reverse=True):
        if one.campaign and not one.themes:
            waiting[one.campaign] = key
    gone = [e.id for e in memory.examples if not e.theme and e.id not in seen]
    letters = {key: memory.seen[key].campaign for key in gone}
    return {key: waiting[letter] for key, letter in letters.items() if letter in waiting}


def _examples_of(memory: Memory, *, waiting: bool) -> Memory:
    """The memory with those of its examples alone that wait for a theme, or that don't."""
    kept = [row for row, example in enumerate(memory.examples) if waiting != bool(example.theme)]
    return replace(
        memory, examples=tuple(memory.examples[row] for row in kept), rows=memory.rows[kept]
    )


def _to_place(
    memory: Memory, fresh: Sequence[Contribution], rows: NDArray[np.int16]
) -> tuple[tuple[Contribution, ...], NDArray[np.int16]]:
    """What waits from earlier deliveries, and what is new, by id."""
    old = _examples_of(memory, waiting=True)
    texts = [Contribution(e.id, e.text, weight=memory.seen[e.id].weight) for e in old.examples]
    texts += fresh
    order = sorted(range(len(texts)), key=lambda row: texts[row].id)
    both = np.concatenate([old.rows, rows.reshape(len(fresh), old.rows.shape[1])])
    return tuple(texts[row] for row in order), both[order]


def _letters(
    settled: Memory, texts: Sequence[Contribution], seen: Mapping[str, Seen]
) -> dict[str, str]:
    """Campaign of each contribution that is part of one, among the examples and the delivery.

    A letter keeps the name that it has: copies without words are known by it alone.
    """
    ids = [e.id for e in settled.examples] + [c.id for c in texts]
    words = [e.text for e in settled.examples] + [c.text for c in texts]
    groups: dict[int, list[int]] = {}
    for row, first in enumerate(group_copies(words).tolist()):
        groups.setdefault(first, []).append(row)
    letters: dict[str, str] = {}
    for rows in groups.values():
        if rows[-1] >= len(settled.examples) and is_campaign([words[row] for row in rows]):
            earlier = [seen[ids[row]].campaign for row in rows]
            own = f"C-{hashlib.sha1(ids[rows[0]].encode()).hexdigest()[:8]}"
            letters |= {ids[row]: min(filter(None, earlier), default=own) for row in rows}
    return letters


def _placed_copies(seen: Mapping[str, Seen], texts: Sequence[Contribution]) -> dict[str, Seen]:
    """Copies of a letter that waited without their words, once the one that stands for them joins.

    Of a campaign one text alone is kept while it waits for a theme.
    """
    of_letter = {
        one.campaign: one.themes
        for one in (seen[c.id] for c in texts)
        if one.campaign and one.themes
    }
    return {
        key: replace(one, themes=of_letter[one.campaign])
        for key, one in seen.items()
        if not one.themes and one.campaign in of_letter
    }


def _remembered(
    settled: Memory,
    new: Sequence[Theme],
    texts: Sequence[Contribution],
    rows: NDArray[np.int16],
    seen: dict[str, Seen],
) -> Memory:
    """The memory after a delivery: the examples there were, those of new themes, all that wait."""
    fresh = {theme.id for theme in new}
    of_new = [c for c in texts if not (own := seen[c.id].themes) or own[0][0] in fresh]
    stands = {letter: c.id for c in reversed(of_new) if (letter := seen[c.id].campaign)}
    chosen = chosen_examples(of_new, seen, {*stands.values(), *(t.medoid_id for t in new)})
    row_of = {c.id: rows[at] for at, c in enumerate(texts)}
    pairs = [*zip(settled.examples, settled.rows, strict=True)]
    pairs += [(example, row_of[example.id]) for example in chosen]
    pairs.sort(key=lambda pair: (pair[0].theme, pair[0].id))
    return replace(
        settled,
        themes=resized((*settled.themes, *new), seen),
        seen=seen,
        examples=tuple(example for example, _ in pairs),
        rows=np.array([row for _, row in pairs], np.int16).reshape(len(pairs), rows.shape[1]),
    )


def _members(seen: Mapping[str, Seen]) -> tuple[Member, ...]:
    return tuple(
        Member(key, theme, strength)
        for key, one in sorted(seen.items())
        for theme, strength in (one.themes or (("", 0.0),))
    )
