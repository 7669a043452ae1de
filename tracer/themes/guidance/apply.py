"""Corrections applied to the themes that were found, text by text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ProcessError
from tracer.themes.cluster import neighbour_shares
from tracer.themes.guidance.draft import Draft, Ground, Guided, numbered
from tracer.themes.guidance.guide import Amendments, Guide, Merge, Move, Rename, Seed, Split
from tracer.themes.membership import SECOND_SHARE, Belonging
from tracer.themes.vocabulary import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEADING_SHARE = 0.5
"""Share of its neighbours in a person's theme from which a text without its words belongs there
before all else."""


def guided(
    belongings: Sequence[Sequence[Belonging]],
    guide: Guide,
    ground: Ground,
    *,
    amendments: Amendments | None = None,
) -> Guided:
    """Apply a person's corrections: see `Guide` for their order.

    Raises
    ------
    ProcessError
        If one of `guide` refers to a theme or contribution that isn't there: a decision is never
        passed over in silence. One of `amendments` is told of instead.
    """
    themes = Draft(belongings, ground)
    for step in _steps(themes, guide):
        step()
    if amendments:
        for step in _steps(themes, amendments.guide):
            try:
                step()
            except ProcessError as error:
                amendments.unfit(error.phrase)
    return numbered(themes)


def _steps(themes: Draft, guide: Guide) -> Iterator[Callable[[], None]]:
    """Give every correction, in their order; each does all that it says or nothing."""
    for seed in guide.seeds:
        yield partial(_gather, themes, seed, range(len(themes.of)))
    for split in guide.splits:
        yield partial(_split, themes, split)
    for merge in guide.merges:
        yield partial(_merge, themes, merge)
    for move in guide.moves:
        yield partial(_move, themes, move)
    for tied in guide.together:
        yield partial(_tie, themes, tied)
    for kept in guide.apart:
        yield partial(_keep_apart, themes, kept)
    for rename in guide.renames:
        yield partial(_rename, themes, rename)


def _split(themes: Draft, split: Split) -> None:
    _take_apart(themes, themes.find(split.theme, "[[split]]"), split.into)


def _merge(themes: Draft, merge: Merge) -> None:
    parts = [themes.find(theme, "[[merge]]") for theme in merge.themes]
    _replace(themes, parts, themes.make(merge.name) if merge.name else parts[0])


def _move(themes: Draft, move: Move) -> None:
    node = themes.node(move.contribution, "[[move]]")
    themes.of[node] = {themes.find(move.to, "[[move]]"): 1.0} if move.to else {}


def _tie(themes: Draft, tied: Sequence[str]) -> None:
    nodes = [themes.node(key, "[[together]]") for key in tied]
    for node in nodes[1:]:
        themes.of[node] = dict(themes.of[nodes[0]])


def _rename(themes: Draft, rename: Rename) -> None:
    themes.names[themes.find(rename.theme, "[[rename]]")] = rename.name


def _uses(themes: Draft, part: Seed) -> NDArray[np.bool_]:
    """Whether each node uses one of the words of a seed."""
    phrases = [frozenset(w.lemma for w in content_words(phrase)) for phrase in part.words]
    empty = [phrase for phrase, lemmas in zip(part.words, phrases, strict=True) if not lemmas]
    if empty:
        raise ProcessError(
            "«{part}»: «{word}» no tiene ninguna palabra que distinga un texto; usa otra",
            part=part.name, word=empty[0],
        )  # fmt: skip
    held = [frozenset(lemmas) for lemmas in themes.ground.lemmas]
    return np.array([any(phrase <= lemmas for phrase in phrases) for lemmas in held], dtype=bool)


def _gather(themes: Draft, seed: Seed, nodes: Sequence[int]) -> None:
    """Make a theme of the texts that use a seed's words and of those among their like."""
    core = _uses(themes, seed)
    if not core.any():
        raise ProcessError(
            "[[seed]] «{seed}»: ninguna aportación usa {words}; revisa las palabras o quita la "
            "semilla",
            seed=seed.name, words=", ".join(seed.words),
        )  # fmt: skip
    number = themes.make(seed.name)
    share = neighbour_shares(themes.ground.graph, np.where(core, 0, -1).astype(np.int64))[:, 0]
    for node in nodes:
        if core[node]:
            themes.lead(node, number, 1.0)
        elif share[node] >= LEADING_SHARE:
            themes.lead(node, number, float(share[node]))
        elif share[node] >= SECOND_SHARE:
            themes.of[node][number] = float(share[node])


def _take_apart(themes: Draft, theme: int, into: Sequence[Seed]) -> None:
    """Give each text of a theme to the part whose words it uses, or its neighbours mostly do."""
    inside = np.array([theme in given for given in themes.of])
    uses = np.array([_uses(themes, part) for part in into]) & inside
    for part, used in zip(into, uses, strict=True):
        if not used.any():
            raise ProcessError(
                "[[split]] «{part}»: ninguna aportación del tema usa {words}; revisa las palabras "
                "o quita esa parte",
                part=part.name, words=", ".join(part.words),
            )  # fmt: skip
    label = np.where(uses.any(axis=0), uses.argmax(axis=0), -1).astype(np.int64)
    numbers = [themes.make(part.name) for part in into]
    shares = neighbour_shares(themes.ground.graph, label)
    for node in np.flatnonzero(inside).tolist():
        own = label[node] if label[node] >= 0 else int(shares[node].argmax())
        if label[node] >= 0 or shares[node][own] > 0:
            themes.of[node][numbers[own]] = themes.of[node].pop(theme)


def _replace(themes: Draft, parts: Sequence[int], whole: int) -> None:
    for given in themes.of:
        strengths = [given.pop(part) for part in set(parts) if part in given]
        if strengths:
            given[whole] = min(1.0, sum(strengths))


def _keep_apart(themes: Draft, contributions: Sequence[str]) -> None:
    nodes = [themes.node(key, "[[apart]]") for key in contributions]
    if len(set(nodes)) < len(nodes):
        raise ProcessError(
            "[[apart]]: entre {contributions} hay copias de un mismo texto, que no se pueden "
            "separar; deja una sola",
            contributions=", ".join(contributions),
        )
    taken: set[int] = set()
    for node in nodes:
        themes.of[node] = {t: s for t, s in themes.of[node].items() if t not in taken}
        taken |= set(themes.of[node])
