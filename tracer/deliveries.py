"""Deliveries of contributions: a first one is grouped, later ones join its themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracer.encode.geometry import centred_on
from tracer.errors import InputError
from tracer.match import Encode
from tracer.records import (
    Campaign,
    Contribution,
    Crossing,
    Growth,
    Member,
    Stage,
    Theme,
    unwatched,
)
from tracer.stages import OTHERS, centred_texts, registers_of, with_wordless
from tracer.themes import find_campaigns, find_themes
from tracer.themes.find import RESOLUTION
from tracer.themes.growth import Memory, grow, remember, unseen
from tracer.themes.guidance import NO_CORRECTIONS, Guide
from tracer.workers import ALONE, Workers


@dataclass(frozen=True, slots=True)
class Delivered:
    """The themes after a delivery."""

    themes: tuple[Theme, ...]
    members: tuple[Member, ...]
    """Of a first delivery in the order of its rows; later, of all that was seen, by id."""
    campaigns: tuple[Campaign, ...]
    """Among the rows of this delivery."""
    memory: Memory
    growth: tuple[Growth, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    new: int = 0
    """Contributions that had not been seen."""


def first_delivery(
    contributions: Sequence[Contribution],
    *,
    encode: Encode,
    encoder: str,
    seed: int,
    resolution: float = RESOLUTION,
    n_broad: int | None = None,
    guide: Guide = NO_CORRECTIONS,
    stage: Stage = unwatched,
    workers: Workers = ALONE,
) -> Delivered:
    """Group contributions, and remember what the next delivery needs.

    Parameters
    ----------
    contributions : sequence of Contribution
    encode : Encode
    encoder : str
        Its identity.
    seed : int
    resolution, n_broad, guide, stage, workers
        See `tracer.themes.find_themes`.
    """
    placed = centred_texts(contributions, encode=encode)
    themes, members = find_themes(
        placed.worded, placed.vectors, seed=seed, resolution=resolution, n_broad=n_broad,
        guide=guide, stage=stage, workers=workers,
    )  # fmt: skip
    stage("campañas", None)
    campaigns = find_campaigns(contributions)
    everyone = with_wordless(members, contributions)
    memory = remember(
        contributions, placed.worded, placed.vectors, (themes, members, campaigns),
        encoder=encoder, centres=placed.centres,
    )  # fmt: skip
    return Delivered(themes, everyone, campaigns, memory, new=len(contributions))


def next_delivery(
    memory: Memory,
    contributions: Sequence[Contribution],
    *,
    encode: Encode,
    encoder: str,
    seed: int,
    workers: Workers = ALONE,
) -> Delivered:
    """Let contributions join the themes of earlier deliveries; see `tracer.themes.growth.grow`.

    Raises
    ------
    InputError
        If the memory was made with another encoder.
    """
    if memory.encoder != encoder:
        raise InputError(
            "los temas anteriores se hallaron con el codificador {before} y ahora se usa "
            "{encoder}; usa el mismo (--encoder, --backend) o agrupa todo de nuevo sin --since",
            before=memory.encoder, encoder=encoder,
        )  # fmt: skip
    fresh = unseen(memory, contributions)
    registers = registers_of(fresh)
    centres = {name: memory.centres.get(name, memory.centres[OTHERS]) for name in set(registers)}
    vectors = centred_on(encode([c.text for c in fresh]), registers, centres=centres)
    grown = grow(memory, contributions, vectors, seed=seed, workers=workers)
    return Delivered(
        grown.memory.themes, grown.members, find_campaigns(contributions), grown.memory,
        grown.growth, grown.crossings, len(fresh),
    )  # fmt: skip
