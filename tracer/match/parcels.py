"""Contributions a few at a time, with all that it takes to match them: done in any process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.match.links import links_of_chunk
from tracer.match.signals import CHUNK, Index, compare_chunk
from tracer.match.space import DenseTexts
from tracer.records import Contribution, Link, Unit

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Against:
    """What every parcel is matched with."""

    index: Index
    top: int
    min_confidence: float


@dataclass(frozen=True, slots=True)
class Parcel:
    """At most `CHUNK` contributions."""

    contributions: tuple[Contribution, ...]
    texts: DenseTexts
    """Theirs alone, but centred among all."""
    barred: Mapping[str, frozenset[str]]
    """By contribution id, citations that must not be proposed."""


def in_parcels(
    contributions: Sequence[Contribution],
    texts: DenseTexts,
    without: Mapping[str, frozenset[str]],
) -> Iterator[Parcel]:
    """Cut contributions, with their vectors, into parcels; see `match_provisions`."""
    for first in range(0, len(contributions), CHUNK):
        own = tuple(contributions[first : first + CHUNK])
        barred = {c.id: without[c.id] for c in own if without.get(c.id)}
        yield Parcel(own, texts.part(first, first + len(own)), barred)


def parcel_sizes(n: int) -> list[int]:
    """Contributions in each of the parcels that `n` consecutive ones are cut into."""
    return [min(CHUNK, n - first) for first in range(0, n, CHUNK)]


def links_to(documents: Mapping[str, Against], piece: tuple[str, Parcel]) -> list[Link]:
    """Links of a parcel to the document that `piece` names; see `links_of_parcel`."""
    name, parcel = piece
    return links_of_parcel(documents[name], parcel)


def links_of_parcel(against: Against, parcel: Parcel) -> list[Link]:
    """Links of a parcel's contributions, in order, best first."""
    compared = compare_chunk(against.index, parcel.contributions, parcel.texts)
    return links_of_chunk(
        against.index, parcel.contributions, parcel.texts, compared,
        _allowed(parcel, against.index.units),
        top=against.top, min_confidence=against.min_confidence,
    )  # fmt: skip


def _allowed(parcel: Parcel, units: Sequence[Unit]) -> np.ndarray:
    """Which units may be proposed: shape (n_contributions, n_units), bool."""
    import numpy as np

    allowed = np.ones((len(parcel.contributions), len(units)), bool)
    for row, contribution in enumerate(parcel.contributions):
        if barred := parcel.barred.get(contribution.id):
            allowed[row] = [unit.citation not in barred for unit in units]
    return allowed
