"""New texts beside the examples of the themes there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Contribution
from tracer.text import says_something
from tracer.themes.duplicates import group_copies
from tracer.themes.growth.memory import Memory
from tracer.themes.membership import MIN_SHARE, SECOND_SHARE
from tracer.themes.neighbours import (
    BLOCK_CELLS,
    LEXICAL_SHARE,
    Comparable,
    comparable,
    largest,
    likeness,
    nearest,
)
from tracer.themes.vocabulary import content_words, lexical_weights, readable
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS = 40
NEAR = 5
"""Nearest examples whose likeness says whether a text is anywhere near a theme."""
OUTLYING = 0.02
"""Share of a theme's own examples that are less like the others than a text must be to join."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The texts of a delivery beside the examples of the themes there are."""

    texts: Comparable
    """Of the n texts."""
    leader: tuple[int, ...]
    """Row of the first text that each is a copy of; its own where it stands alone."""
    themes: tuple[tuple[tuple[str, float], ...], ...]
    """Of each text, strongest first; none for one that is near to no theme."""
    nearness: NDArray[np.float64]
    """Shape (n,), -1 to 1: mean likeness to the nearest examples."""
    rivals: NDArray[np.int64]
    """Shape (n,): examples of the theme that speaks most for each text, near or not."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What speaks for the place of each new text."""

    shares: NDArray[np.float64]
    """Shape (n, n_themes), 0 to 1: share of the nearest examples, by likeness, in each theme."""
    nearness: NDArray[np.float64]
    """Shape (n,), -1 to 1: mean likeness to the nearest examples."""


def compared(texts: Sequence[str], rows: NDArray[np.int16]) -> Comparable:
    """Texts with their quantised vectors, ready to be compared with one another."""
    lemmas = [[word.lemma for word in content_words(readable(text))] for text in texts]
    return comparable(rows, lexical_weights(lemmas))


@dataclass(frozen=True, slots=True)
class Known:
    """The examples that new texts are set beside; see `place`."""

    examples: Comparable
    theme: NDArray[np.int64]
    n_themes: int
    speaks: NDArray[np.float64]
    """Shape (n_themes,): how many texts each example of a theme stands for."""


def place(
    new: Comparable,
    examples: Comparable,
    theme: NDArray[np.int64],
    sizes: NDArray[np.int64],
    *,
    workers: Workers = ALONE,
) -> Placing:
    """Find what speaks for each theme in the examples most like each new text.

    Parameters
    ----------
    new, examples : Comparable
        Of one vocabulary.
    theme : ndarray of shape (n_examples,), int64
        Of each example.
    sizes : ndarray of shape (n_themes,), int64
        How many texts the examples of each theme stand for: of a large theme fewer are kept, so
        each speaks for more.
    workers : Workers, optional
        Who compares.
    """
    kept = np.bincount(theme, minlength=len(sizes))
    known = Known(examples, theme, len(sizes), sizes / np.maximum(kept, 1))
    found = list(workers.map(placed, _blocks(new, len(theme)), shared=known))
    if not found:
        return Placing(np.zeros((0, len(sizes))), np.zeros(0))
    return Placing(
        np.concatenate([p.shares for p in found]), np.concatenate([p.nearness for p in found])
    )


def _blocks(new: Comparable, n_examples: int) -> Iterator[Comparable]:
    n, size = len(new.quantised), max(1, BLOCK_CELLS // max(n_examples, 1))
    for start in range(0, n, size):
        yield new.take(np.arange(start, min(n, start + size), dtype=np.int64))


def placed(known: Known, new: Comparable) -> Placing:
    """What speaks for each theme in the examples most like each of some new texts."""
    theme, shares = known.theme, np.zeros((len(new.quantised), known.n_themes))
    alike = likeness(new, known.examples, lexical_share=LEXICAL_SHARE)
    near, how = largest(alike, min(NEIGHBOURS, len(theme)))
    weights = np.maximum(how, 0) * known.speaks[theme[near]]
    for row, (columns, given) in enumerate(zip(near, weights, strict=True)):
        shares[row] = np.bincount(theme[columns], given, known.n_themes)
    nearness = np.rint(how[:, :NEAR].mean(axis=1) * 1e9) / 1e9
    total = shares.sum(axis=1, keepdims=True)
    return Placing(shares / np.where(total > 0, total, 1.0), nearness)


def reach(examples: Comparable, theme: NDArray[np.int64], n_themes: int) -> NDArray[np.float64]:
    """Least nearness at which a text may join each theme, from the nearness of its own examples."""
    count = min(NEAR, len(theme) - 1)
    _, how = nearest(examples, n_neighbours=count, lexical_share=LEXICAL_SHARE)
    nearness = how.mean(axis=1) if count > 0 else np.zeros(len(theme))
    return np.array(
        [
            np.quantile(own, OUTLYING, method="lower") if len(own) else np.inf
            for own in (nearness[theme == t] for t in range(n_themes))
        ]
    )


def joined(
    placing: Placing, reaches: NDArray[np.float64], names: Sequence[str]
) -> list[tuple[tuple[str, float], ...]]:
    """Themes of each new text, strongest first; none for one that is near to no theme."""
    found: list[tuple[tuple[str, float], ...]] = []
    for shares, nearness in zip(placing.shares, placing.nearness.tolist(), strict=True):
        order = np.lexsort((np.arange(len(shares)), -shares)).tolist() if len(shares) else []
        near = [t for t in order if nearness >= reaches[t]]
        if not near or near[0] != order[0] or shares[near[0]] < MIN_SHARE:
            found.append(())
            continue
        more = [t for t in near[1:] if shares[t] >= SECOND_SHARE]
        found.append(tuple((names[t], round(float(shares[t]), 6)) for t in (near[0], *more)))
    return found


def beside(
    memory: Memory,
    texts: Sequence[Contribution],
    rows: NDArray[np.int16],
    *,
    workers: Workers = ALONE,
) -> Beside:
    """Set the texts of a delivery beside the examples of the themes there are.

    Parameters
    ----------
    memory : Memory
        Its examples without those that wait.
    texts : sequence of Contribution
    rows : ndarray of shape (n, d), int16
        Their quantised vectors.
    workers : Workers, optional
        Who compares.
    """
    n, n_texts = len(memory.examples), len(texts)
    words = [example.text for example in memory.examples] + [c.text for c in texts]
    everything = compared(words, np.concatenate([memory.rows, rows]))
    examples, new = (
        everything.take(np.arange(a, b, dtype=np.int64)) for a, b in ((0, n), (n, n + n_texts))
    )
    leaders = group_copies(words[n:]).tolist()
    if n < 2:
        nothing = tuple(() for _ in texts)
        return Beside(new, tuple(leaders), nothing, np.full(n_texts, -1.0), np.zeros(n_texts, int))
    names = sorted({example.theme for example in memory.examples})
    number = {name: at for at, name in enumerate(names)}
    theme = np.array([number[e.theme] for e in memory.examples], dtype=np.int64)
    counts = memory.counts
    sizes = np.array([max(1, counts.get(name, 1)) for name in names], dtype=np.int64)
    placing = place(new, examples, theme, sizes, workers=workers)
    found = joined(placing, reach(examples, theme, len(names)), names)
    themes = tuple(
        found[leader] if says_something(c.text) else ()
        for c, leader in zip(texts, leaders, strict=True)
    )
    rivals = np.bincount(theme)[placing.shares.argmax(axis=1)]
    return Beside(new, tuple(leaders), themes, placing.nearness, rivals)
