"""Batches for contrastive training: of one kind of source each, half of them of near neighbours."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
from pairs import Source, drawn_pair

CLUSTER = 16
"""Neighbours that a hard batch takes around each of its seeds."""
TWINS = 0.75
"""Centred cosine of two initiatives (untrained encoder) from which they ask for the same: they are
not each other's negatives."""


class Pairs:
    """One kind of source, with what is needed to draw hard batches of it.

    Parameters
    ----------
    sources : sequence of Source
    vectors : ndarray of shape (n, d), or None
        Centred, one row a source; None where batches are drawn at random.
    """

    def __init__(self, sources: Sequence[Source], vectors: np.ndarray | None) -> None:
        self.sources, self.vectors = sources, vectors
        self._left: list[int] = []

    def batch(
        self, size: int, rng: random.Random, *, hard: bool
    ) -> tuple[list[str], list[str], np.ndarray]:
        """Draw pairs and say which are no negatives of each other.

        Returns
        -------
        asks, answers : list of str
        same : ndarray of shape (size, size), bool
            True off the diagonal where two sources say the same.
        """
        rows = self._neighbours(size, rng) if hard and self.vectors is not None else None
        rows = rows or self._any(size, rng)
        pairs = [drawn_pair(self.sources[row], rng) for row in rows]
        keys = np.array([self.sources[row].key for row in rows])
        same = keys[:, None] == keys[None, :]
        if self.vectors is not None:
            same |= self.vectors[rows] @ self.vectors[rows].T >= TWINS
        same |= np.array([a for _, a in pairs])[:, None] == np.array([a for _, a in pairs])
        np.fill_diagonal(same, False)
        return [a for a, _ in pairs], [b for _, b in pairs], same

    def _any(self, size: int, rng: random.Random) -> list[int]:
        while len(self._left) < size:
            again = list(range(len(self.sources)))
            rng.shuffle(again)
            self._left = again + self._left
        drawn, self._left = self._left[-size:], self._left[:-size]
        return drawn

    def _neighbours(self, size: int, rng: random.Random) -> list[int]:
        assert self.vectors is not None
        rows: dict[int, None] = {}
        while len(rows) < size:
            (seed,) = self._any(1, rng)
            near = np.argsort(-(self.vectors @ self.vectors[seed]), kind="stable")
            fresh = [int(row) for row in near[: 4 * CLUSTER] if int(row) not in rows]
            rows |= dict.fromkeys(fresh[: min(CLUSTER, size - len(rows))])
        return list(rows)


def schedule(shares: dict[str, float], steps: int, rng: random.Random) -> Iterator[str]:
    """Names of the kinds, each as often as its share asks, in random order."""
    names = [name for name, share in shares.items() for _ in range(round(share * steps))]
    rng.shuffle(names)
    yield from names
