"""From who belongs where to the themes as people see them: ids, names, sizes, broad themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Member, Theme
from tracer.themes.assemble import Material, leaf_themes, list_members, named, with_parents
from tracer.themes.graph import Graph
from tracer.themes.guidance.draft import Guided
from tracer.themes.hierarchy import broad_groups
from tracer.themes.membership import primary_themes
from tracer.themes.naming import told_apart
from tracer.themes.stability import theme_stability
from tracer.themes.vocabulary import readable
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray


def described(
    graph: Graph,
    guided: Guided,
    shares: NDArray[np.float64],
    material: Material,
    *,
    resolution: float,
    seed: int,
    n_broad: int | None = None,
    workers: Workers = ALONE,
) -> tuple[tuple[Theme, ...], tuple[Member, ...]]:
    """Describe themes and list their members.

    Parameters
    ----------
    graph : Graph
    guided : Guided
        Who belongs where.
    shares : ndarray of shape (n_nodes, n_themes), float64
        Share of each node's neighbours in each theme; a campaign like nothing else has a number
        past these.
    material : Material
    resolution : float
        With which the themes were found.
    seed : int
    n_broad : int, optional
        Broad themes wanted: see `broad_groups`.
    workers : Workers, optional
        Who tells how firm they are.
    """
    primary, n_found = primary_themes(guided.belongings), shares.shape[1]
    holds = theme_stability(
        graph, np.where(primary < n_found, primary, -1), resolution=resolution, seed=seed,
        workers=workers,
    )  # fmt: skip
    belongings = guided.belongings
    leaves = named(leaf_themes(belongings, material, holds.tolist()), guided.names, guided.own)
    groups = broad_groups(shares, primary.tolist(), n_found, n_groups=n_broad)
    firsts = [material.contributions[held[0]] for held in material.copies]
    themes = told_apart(
        with_parents(leaves, groups, belongings, material),
        {contribution.id: readable(contribution.text) for contribution in firsts},
        given=frozenset(guided.names.values()),
    )
    return themes, list_members(leaves, belongings, material)
