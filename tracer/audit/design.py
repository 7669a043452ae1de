"""Who is looked at: a stratified random sample, the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracer.audit.items import Item

LEAST = 2
"""Units of a stratum, where it has as many: one alone says nothing of how they vary."""
WHOLE = 0.1
"""Share of the sample up to which a stratum is taken whole: the few petitions with very many
signatures decide how much of these was adopted."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of the population and what was drawn of it."""

    name: str
    size: int
    drawn: tuple[str, ...]
    """Ids, in the order drawn."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A sample, before anybody has looked at it."""

    kind: str
    seed: int
    strata: tuple[Stratum, ...]
    """By name."""
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit drawn → provisions proposed to every coder, whatever people decide meanwhile."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All units drawn, in an order that tells nothing of their stratum."""
        drawn = [key for stratum in self.strata for key in stratum.drawn]
        return tuple(sorted(drawn, key=lambda key: _lot(key, self.seed)))


def draw_plan(items: Sequence[Item], *, n: int, seed: int) -> Plan:
    """Draw `n` units, from each stratum in proportion to its size and at least two; strata that are
    small beside the sample are taken whole.

    The engine's answers play no part in who is drawn: an estimate from the sample is valid however
    wrong they are.

    Parameters
    ----------
    items : sequence of Item
        Of one kind, with different ids.
    n : int
        At least 1. More are drawn where small strata need it, fewer where there are not so many.
    seed : int

    Returns
    -------
    Plan
        The same whatever the order of `items`; a larger `n` keeps those of a smaller one.
    """
    by_stratum: dict[str, list[str]] = defaultdict(list)
    for item in items:
        by_stratum[item.stratum].append(item.id)
    strata = []
    for name, ids in sorted(by_stratum.items()):
        ids.sort(key=lambda key: _lot(key, seed))
        share = max(LEAST, round(n * len(ids) / len(items)))
        share = len(ids) if len(ids) <= WHOLE * n else share
        strata.append(Stratum(name, len(ids), tuple(ids[:share])))
    drawn = {key for stratum in strata for key in stratum.drawn}
    proposed = {item.id: item.candidates for item in items if item.id in drawn}
    kind = items[0].kind if items else ""
    return Plan(kind, seed, tuple(strata), dict(sorted(proposed.items())))


def _lot(key: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{key}".encode("utf-8", "surrogatepass")).digest()
