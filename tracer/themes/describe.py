"""From who belongs where to the themes as people see them: ids, names, sizes, broad themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracer.records import Member, Theme
from tracer.themes.assemble import Material, leaf_themes, list_members, named, with_parents
from tracer.themes.guidance.draft import Guided
from tracer.themes.hierarchy import broad_groups
from tracer.themes.membership import primary_themes
from tracer.themes.naming import told_apart
from tracer.themes.vocabulary import readable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def described(
    guided: Guided,
    shares: NDArray[np.float64],
    stability: Sequence[float],
    material: Material,
    *,
    n_broad: int | None = None,
) -> tuple[tuple[Theme, ...], tuple[Member, ...]]:
    """Describe themes and list their members.

    Parameters
    ----------
    guided : Guided
        Who belongs where.
    shares : ndarray of shape (n_nodes, n_themes), float64
        Share of each node's neighbours in each theme; a campaign like nothing else has a number
        past these.
    stability : sequence of float
        Of each theme, 0 to 1.
    material : Material
    n_broad : int, optional
        Broad themes wanted: see `broad_groups`.
    """
    belongings = guided.belongings
    leaves = named(leaf_themes(belongings, material, stability), guided.names, guided.own)
    primary = primary_themes(belongings).tolist()
    groups = broad_groups(shares, primary, shares.shape[1], n_groups=n_broad)
    firsts = [material.contributions[held[0]] for held in material.copies]
    themes = told_apart(
        with_parents(leaves, groups, belongings, material),
        {contribution.id: readable(contribution.text) for contribution in firsts},
        given=frozenset(guided.names.values()),
    )
    return themes, list_members(leaves, belongings, material)
