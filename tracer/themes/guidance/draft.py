"""Themes while they are corrected: what corrections refer to, and what each text belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tracer.errors import ProcessError
from tracer.suggestion import did_you_mean
from tracer.themes.assemble import Material, leaf_themes
from tracer.themes.graph import Graph
from tracer.themes.membership import Belonging


@dataclass(frozen=True, slots=True)
class Ground:
    """What corrections refer to."""

    graph: Graph
    lemmas: Sequence[Sequence[str]]
    """Of each node."""
    node_of: Mapping[str, int]
    """Contribution id → node."""
    theme_of: Mapping[str, int]
    """Theme id → number."""


@dataclass(frozen=True, slots=True)
class Guided:
    """Themes as a person wants them."""

    belongings: tuple[tuple[Belonging, ...], ...]
    """Of each node, strongest first; themes are numbered from 0 without a gap."""
    names: Mapping[int, str] = field(default_factory=dict)
    """That a person gave, by theme."""
    own: frozenset[int] = frozenset()
    """Themes that a person made: they keep their id as long as they keep their name."""


def ground_of(
    graph: Graph, belongings: Sequence[Sequence[Belonging]], material: Material
) -> Ground:
    """Collect what corrections refer to, with the ids that the themes have without them."""
    leaves = leaf_themes(belongings, material, ())
    node_of = {
        material.contributions[i].id: node
        for node, held in enumerate(material.copies)
        for i in held
    }
    theme_of = {theme.id: number for number, theme in enumerate(leaves)}
    return Ground(graph, material.vocabulary.lemmas, node_of, theme_of)


class Draft:
    """Themes of each node while corrections are made; numbers are given out and not reused."""

    def __init__(self, belongings: Sequence[Sequence[Belonging]], ground: Ground) -> None:
        self.of = [{b.theme: b.strength for b in given} for given in belongings]
        self.next = 1 + max((b.theme for given in belongings for b in given), default=-1)
        self.names: dict[int, str] = {}
        self.own: set[int] = set()
        self.ground = ground

    def make(self, name: str) -> int:
        """Give a new theme a number and its name."""
        number = self.next
        self.next += 1
        self.own.add(number)
        if name:
            self.names[number] = name
        return number

    def leading(self, node: int) -> int:
        """Strongest theme of a node; -1 for none."""
        given = self.of[node]
        return min(given, key=lambda t: (-given[t], t)) if given else -1

    def lead(self, node: int, theme: int, strength: float) -> None:
        """Put a theme before those that a node has."""
        others = {t: min(s, strength) for t, s in self.of[node].items() if t != theme}
        top = max(others.values(), default=0.0)
        self.of[node] = {theme: max(strength, np.nextafter(top, 2.0)), **others}

    def node(self, contribution: str, where: str) -> int:
        """Node of a contribution.

        Raises
        ------
        ProcessError
            If there is none.
        """
        if contribution not in self.ground.node_of:
            raise ProcessError(
                "{where}: no hay aportación «{contribution}» con texto{hint}; quita la corrección "
                "o cambia la clave",
                where=where, contribution=contribution,
                hint=did_you_mean(contribution, self.ground.node_of),
            )  # fmt: skip
        return self.ground.node_of[contribution]

    def find(self, reference: str, where: str) -> int:
        """Number of the theme meant: by a given name, by its id, or by a contribution in it.

        Raises
        ------
        ProcessError
            If there is none.
        """
        for number, name in self.names.items():
            if name == reference:
                return number
        if reference in self.ground.theme_of:
            return self.ground.theme_of[reference]
        if reference in self.ground.node_of:
            found = self.leading(self.ground.node_of[reference])
            if found >= 0:
                return found
        known = [*self.names.values(), *self.ground.theme_of]
        raise ProcessError(
            "{where}: no hay tema «{reference}»{hint}; se esperaba la clave de un tema, un nombre "
            "dado en este archivo o la clave de una aportación que esté en él, que vale aunque "
            "los datos cambien",
            where=where, reference=reference, hint=did_you_mean(reference, known),
        )  # fmt: skip


def numbered(themes: Draft) -> Guided:
    """Give the themes that are left, numbered without a gap."""
    used = sorted({theme for given in themes.of for theme in given})
    number = {theme: at for at, theme in enumerate(used)}
    belongings = tuple(
        tuple(
            Belonging(node, number[t], float(min(1.0, s)))
            for t, s in sorted(given.items(), key=lambda item: (-item[1], item[0]))
        )
        for node, given in enumerate(themes.of)
    )
    names = {number[t]: name for t, name in themes.names.items() if t in number}
    return Guided(belongings, names, frozenset(number[t] for t in themes.own if t in number))
