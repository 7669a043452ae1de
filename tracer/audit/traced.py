"""How much of a published table can be followed, by petitions and by signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracer.audit.published import Cited


@dataclass(frozen=True, slots=True)
class Traced:
    """How many petitions of a table can be followed, under one reading."""

    stage: str
    reading: str
    """``cited``, ``exists``, ``generous``, ``middle``, ``strict``."""
    units: int
    of: int
    weight: float
    of_weight: float


READINGS: Final[Mapping[str, Callable[[Cited], bool]]] = {
    "cited": lambda one: one.exists not in ("absent", "transversal", "unclear"),
    "exists": lambda one: one.exists == "yes",
    "generous": lambda one: one.supports in ("yes", "doubtful"),
    "middle": lambda one: one.supports == "yes",
    "strict": lambda one: one.supports == "yes" and one.strength == "adopta",
}


def traced_shares(cited: Sequence[Cited]) -> tuple[Traced, ...]:
    """Count contributions and signatures of a table whose citations hold, under every reading.

    ``cited``: the table names a place; ``exists``: at least one is there; ``generous``: one that is
    there answers or may; ``middle``: one answers; ``strict``: one answers and binds to it
    (``adopta``). A stage of which the run has no text isn't counted: nothing can be said of it.
    """
    found = []
    for stage in ("draft", "final"):
        own = [one for one in cited if one.stage == stage]
        weights = {one.contribution_id: one.weight for one in own}
        if not own or any(one.exists == "no_text" for one in own):
            continue
        for reading, holds in READINGS.items():
            kept = {one.contribution_id for one in own if holds(one)}
            weight = sum(weights[key] for key in kept)
            found.append(
                Traced(stage, reading, len(kept), len(weights), weight, sum(weights.values()))
            )
    return tuple(found)
