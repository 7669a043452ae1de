"""Corrections applied to the themes that were found, text by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ProcessError
from tracer.themes.assemble import Material, leaf_themes
from tracer.themes.cluster import neighbour_shares
from tracer.themes.graph import Graph
from tracer.themes.guidance.guide import Guide, Seed
from tracer.themes.membership import SECOND_SHARE, Belonging
from tracer.themes.vocabulary import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEADING_SHARE = 0.5
"""Share of its neighbours in a person's theme from which a text without its words belongs there
before all else."""


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


class _Draft:
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
                f"{where}: no hay aportación «{contribution}» con texto"
                f"{_nearest(contribution, self.ground.node_of)}; quita la corrección o cambia la "
                "clave"
            )
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
            f"{where}: no hay tema «{reference}»{_nearest(reference, known)}; se esperaba la clave "
            "de un tema, un nombre dado en este archivo o la clave de una aportación que esté en "
            "él, que vale aunque los datos cambien"
        )


def _nearest(given: str, known: Sequence[str] | Mapping[str, int]) -> str:
    near = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f" (¿«{near[0]}»?)" if near else ""


def guided(belongings: Sequence[Sequence[Belonging]], guide: Guide, ground: Ground) -> Guided:
    """Apply a person's corrections: see `Guide` for their order.

    Raises
    ------
    ProcessError
        If one refers to a theme or contribution that isn't there: a decision is never passed over.
    """
    themes = _Draft(belongings, ground)
    for seed in guide.seeds:
        _gather(themes, seed, range(len(themes.of)))
    for split in guide.splits:
        _take_apart(themes, themes.find(split.theme, "[[split]]"), split.into)
    for merge in guide.merges:
        parts = [themes.find(theme, "[[merge]]") for theme in merge.themes]
        _replace(themes, parts, themes.make(merge.name) if merge.name else parts[0])
    for move in guide.moves:
        node = themes.node(move.contribution, "[[move]]")
        themes.of[node] = {themes.find(move.to, "[[move]]"): 1.0} if move.to else {}
    for tied in guide.together:
        nodes = [themes.node(key, "[[together]]") for key in tied]
        for node in nodes[1:]:
            themes.of[node] = dict(themes.of[nodes[0]])
    for kept in guide.apart:
        _keep_apart(themes, kept)
    for rename in guide.renames:
        themes.names[themes.find(rename.theme, "[[rename]]")] = rename.name
    return _numbered(themes)


def _uses(themes: _Draft, part: Seed) -> NDArray[np.bool_]:
    """Whether each node uses one of the words of a seed."""
    phrases = [frozenset(w.lemma for w in content_words(phrase)) for phrase in part.words]
    empty = [phrase for phrase, lemmas in zip(part.words, phrases, strict=True) if not lemmas]
    if empty:
        raise ProcessError(
            f"«{part.name}»: «{empty[0]}» no tiene ninguna palabra que distinga un texto; usa otra"
        )
    held = [frozenset(lemmas) for lemmas in themes.ground.lemmas]
    return np.array([any(phrase <= lemmas for phrase in phrases) for lemmas in held], dtype=bool)


def _gather(themes: _Draft, seed: Seed, nodes: Sequence[int]) -> None:
    """Make a theme of the texts that use a seed's words and of those among their like."""
    core = _uses(themes, seed)
    if not core.any():
        raise ProcessError(
            f"[[seed]] «{seed.name}»: ninguna aportación usa {', '.join(seed.words)}; revisa las "
            "palabras o quita la semilla"
        )
    number = themes.make(seed.name)
    share = neighbour_shares(themes.ground.graph, np.where(core, 0, -1).astype(np.int64))[:, 0]
    for node in nodes:
        if core[node]:
            themes.lead(node, number, 1.0)
        elif share[node] >= LEADING_SHARE:
            themes.lead(node, number, float(share[node]))
        elif share[node] >= SECOND_SHARE:
            themes.of[node][number] = float(share[node])


def _take_apart(themes: _Draft, theme: int, into: Sequence[Seed]) -> None:
    """Give each text of a theme to the part whose words it uses, or its neighbours mostly do."""
    inside = np.array([theme in given for given in themes.of])
    uses = np.array([_uses(themes, part) for part in into]) & inside
    for part, used in zip(into, uses, strict=True):
        if not used.any():
            raise ProcessError(
                f"[[split]] «{part.name}»: ninguna aportación del tema usa "
                f"{', '.join(part.words)}; revisa las palabras o quita esa parte"
            )
    label = np.where(uses.any(axis=0), uses.argmax(axis=0), -1).astype(np.int64)
    numbers = [themes.make(part.name) for part in into]
    shares = neighbour_shares(themes.ground.graph, label)
    for node in np.flatnonzero(inside).tolist():
        own = label[node] if label[node] >= 0 else int(shares[node].argmax())
        if label[node] >= 0 or shares[node][own] > 0:
            themes.of[node][numbers[own]] = themes.of[node].pop(theme)


def _replace(themes: _Draft, parts: Sequence[int], whole: int) -> None:
    for given in themes.of:
        strengths = [given.pop(part) for part in set(parts) if part in given]
        if strengths:
            given[whole] = min(1.0, sum(strengths))


def _keep_apart(themes: _Draft, contributions: Sequence[str]) -> None:
    nodes = [themes.node(key, "[[apart]]") for key in contributions]
    if len(set(nodes)) < len(nodes):
        raise ProcessError(
            f"[[apart]]: entre {', '.join(contributions)} hay copias de un mismo texto, que no se "
            "pueden separar; deja una sola"
        )
    taken: set[int] = set()
    for node in nodes:
        themes.of[node] = {t: s for t, s in themes.of[node].items() if t not in taken}
        taken |= set(themes.of[node])


def _numbered(themes: _Draft) -> Guided:
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
