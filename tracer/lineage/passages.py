"""Short provisions inside long ones: resemblance to the passage that is most like them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tracer.lineage.similarity import WordBags, body, letter_cosine
from tracer.records import Unit
from tracer.text import fold, sentences

LONGEST = 3
"""Sentences of a passage: what was an article of its own comes back as one to three sentences."""


def passage_likeness(
    old: Sequence[Unit], new: Sequence[Unit], *, bags: WordBags
) -> NDArray[np.float64]:
    """Compare each old provision with the passage of each new one that is most like it.

    An article of two lines that became the second paragraph of a long one has little in common
    with that as a whole.

    Parameters
    ----------
    old, new : sequence of Unit
    bags : WordBags
        Of the versions that they are from.

    Returns
    -------
    ndarray of shape (n_old, n_new)
        0 to 1: mean of the share of letters' sequences and of rare words in common; 0 for new
        provisions without words.
    """
    windows = [(j, text) for j, unit in enumerate(new) for text in _windows(body(unit))]
    best = np.zeros((len(old), len(new)))
    if not old or not windows:
        return best
    olds, texts = [body(unit) for unit in old], [text for _, text in windows]
    left, right = bags.of(fold(t) for t in olds), bags.of(fold(t) for t in texts)
    weights = bags.weights(left)[:, None] + bags.weights(right)[None, :]
    words = 2 * bags.shared(left, right) / weights
    likeness = np.round((letter_cosine(olds, texts) + words) / 2, 8)
    owners = np.array([j for j, _ in windows])
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    best[:, owners[starts]] = np.maximum.reduceat(likeness, starts, axis=1)
    return np.clip(best, 0, 1)


def _windows(text: str) -> list[str]:
    """Stretches of one to `LONGEST` sentences of `text`; line breaks end sentences too."""
    found = []
    for line in text.split("\n"):
        flat = " ".join(line.split())
        found += [s for span in sentences(flat) if (s := flat[span.start : span.end].strip())]
    return [
        " ".join(found[at : at + n])
        for n in range(1, LONGEST + 1)
        for at in range(len(found) - n + 1)
    ]
