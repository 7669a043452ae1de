"""From memberships to records: ids, sizes, names and representatives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Contribution, Member, Theme
from tracer.themes.labels import Vocabulary, distinctive_terms, label, opening
from tracer.themes.membership import Belonging
from tracer.themes.select import representatives
from tracer.themes.vocabulary import readable

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Material:
    """What themes are described with."""

    contributions: tuple[Contribution, ...]
    """Ordered by id."""
    copies: tuple[tuple[int, ...], ...]
    """Indices of the contributions that each node stands for, ascending."""
    campaigns: tuple[bool, ...]
    """Whether the copies of each node are a campaign."""
    rows: NDArray[np.int16]
    """Shape (n_nodes, d), quantised."""
    vocabulary: Vocabulary
    """Of the nodes' texts."""


def theme_id(medoid_id: str, *, level: str = "") -> str:
    """Make the id of a theme from its medoid's; a broad one's differs by its `level`."""
    return f"T-{hashlib.sha1(f'{level}{medoid_id}'.encode()).hexdigest()[:8]}"


def describe(
    members: Sequence[int], strengths: Sequence[float], material: Material, *, level: str = ""
) -> Theme:
    """Make the record of a theme.

    Parameters
    ----------
    members : sequence of int
        Its nodes, ascending.
    strengths : sequence of float
        Of each of them, 0 to 1.
    material : Material
    level : str, optional
        Part of the id of broad themes.
    """
    chosen = representatives(members, np.asarray(strengths), material.rows)
    shown = [material.contributions[material.copies[node][0]] for node in chosen]
    terms = distinctive_terms(members, material.vocabulary)
    held = [material.contributions[i] for node in members for i in material.copies[node]]
    once = [c for node in members for c in _counted_once(node, material)]
    return Theme(
        id=theme_id(shown[0].id, level=level),
        parent_id="",
        label=label(terms) if terms else opening(readable(shown[0].text)),
        terms=terms,
        size=len(held),
        weight=_weight(held),
        medoid_id=shown[0].id,
        representatives=tuple(contribution.id for contribution in shown),
        distinct=len(once),
        distinct_weight=_weight(once),
    )


def _counted_once(node: int, material: Material) -> list[Contribution]:
    """The contributions of a node; of a campaign, the one of most weight."""
    held = [material.contributions[i] for i in material.copies[node]]
    return [min(held, key=lambda c: (-c.weight, c.id))] if material.campaigns[node] else held


def _weight(contributions: Sequence[Contribution]) -> float:
    # In the order of ids: a sum of floats depends on its order.
    return float(sum(c.weight for c in sorted(contributions, key=lambda c: c.id)))


def leaf_themes(
    belongings: Sequence[Sequence[Belonging]], material: Material, stability: Sequence[float]
) -> tuple[Theme, ...]:
    """Describe every theme, in the order of their numbers; those past `stability` are campaigns."""
    by_theme: dict[int, list[Belonging]] = {}
    for belonging in (b for given in belongings for b in given):
        by_theme.setdefault(belonging.theme, []).append(belonging)
    return tuple(
        replace(
            describe([b.node for b in held], [b.strength for b in held], material),
            stability=stability[theme] if theme < len(stability) else 1.0,
        )
        for theme, held in sorted(by_theme.items())
    )


def named(leaves: Sequence[Theme], names: Mapping[int, str], own: Set[int]) -> tuple[Theme, ...]:
    """Give themes the names that a person chose; those that a person made, an id of the name."""
    return tuple(
        replace(
            theme,
            label=names.get(number, theme.label),
            id=theme_id(names[number], level="guía ")
            if number in own and number in names
            else theme.id,
        )
        for number, theme in enumerate(leaves)
    )


def with_parents(
    leaves: Sequence[Theme],
    groups: Sequence[Sequence[int]],
    belongings: Sequence[Sequence[Belonging]],
    material: Material,
) -> tuple[Theme, ...]:
    """Add a broad theme above each group of themes; the largest first."""
    themes = list(leaves)
    for group in groups:
        inside = [max(own, default=0.0) for own in _strengths(group, belongings)]
        nodes = [node for node, strength in enumerate(inside) if strength > 0]
        broad = describe(nodes, [inside[node] for node in nodes], material, level="amplio ")
        size = sum(themes[i].size for i in group)
        held = sum(themes[i].size * themes[i].stability for i in group) / size
        broad = replace(broad, stability=round(held, 6))
        for i in group:
            themes[i] = replace(themes[i], parent_id=broad.id)
        themes.append(broad)
    return tuple(sorted(themes, key=lambda theme: (-theme.size, theme.id)))


def _strengths(
    group: Sequence[int], belongings: Sequence[Sequence[Belonging]]
) -> list[list[float]]:
    return [[b.strength for b in given if b.theme in group] for given in belongings]


def list_members(
    leaves: Sequence[Theme], belongings: Sequence[Sequence[Belonging]], material: Material
) -> tuple[Member, ...]:
    """List each contribution's themes, strongest first, by contribution id."""
    own: list[tuple[Belonging, ...]] = [() for _ in material.contributions]
    for node, given in enumerate(belongings):
        for i in material.copies[node]:
            own[i] = tuple(given)
    return tuple(
        member
        for contribution, given in zip(material.contributions, own, strict=True)
        for member in _rows(contribution.id, given, leaves)
    )


def _rows(
    contribution_id: str, given: Sequence[Belonging], leaves: Sequence[Theme]
) -> tuple[Member, ...]:
    if not given:
        return (Member(contribution_id=contribution_id, theme_id="", strength=0.0),)
    return tuple(Member(contribution_id, leaves[b.theme].id, round(b.strength, 6)) for b in given)
