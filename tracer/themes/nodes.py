"""The different texts among contributions: what the graph joins, and what themes are named with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Contribution
from tracer.text import says_something
from tracer.themes.assemble import Material
from tracer.themes.duplicates import group_copies, is_campaign
from tracer.themes.labels import read_terms
from tracer.themes.neighbours import quantise
from tracer.themes.vocabulary import readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Nodes:
    """Contributions, those that say the same together."""

    contributions: tuple[Contribution, ...]
    """Ordered by id."""
    texts: tuple[str, ...]
    """Theirs, without mark-up."""
    copies: tuple[tuple[int, ...], ...]
    """Indices of the contributions that each node stands for, ascending; none says nothing."""
    rows: NDArray[np.int64]
    """Where the vector of each node's first contribution was given; shape (n_nodes,)."""

    @property
    def distinct(self) -> list[str]:
        """The text of each node."""
        return [self.texts[held[0]] for held in self.copies]

    @property
    def sizes(self) -> list[int]:
        """How many contributions each node stands for."""
        return [len(held) for held in self.copies]


def nodes_of(contributions: Sequence[Contribution]) -> Nodes:
    """Put contributions that say the same together, whatever their order; too few are no nodes."""
    order = sorted(range(len(contributions)), key=lambda i: (contributions[i].id, i))
    placed = tuple(contributions[i] for i in order)
    texts = tuple(readable(c.text) for c in placed)
    copies = _copies(texts)
    rows = np.array([order[held[0]] for held in copies], dtype=np.int64)
    return Nodes(placed, texts, copies, rows)


def _copies(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    if len(texts) < MIN_TEXTS:
        return ()
    held: dict[int, list[int]] = {}
    for i, leader in enumerate(group_copies(texts).tolist()):
        if says_something(texts[i]):
            held.setdefault(leader, []).append(i)
    return tuple(tuple(held[leader]) for leader in sorted(held))


def material_of(nodes: Nodes, vectors: NDArray[np.float32] | NDArray[np.int16]) -> Material:
    """Read what themes are described with: as large as the graph, and best made when that is gone.

    Parameters
    ----------
    nodes : Nodes
    vectors : ndarray of shape (n, d), float32 or int16
        One row per contribution, in the order in which `nodes_of` was given them.
    """
    return Material(
        nodes.contributions,
        nodes.copies,
        tuple(is_campaign([nodes.texts[i] for i in held]) for held in nodes.copies),
        quantise(vectors, nodes.rows),
        read_terms(nodes.distinct),
    )
