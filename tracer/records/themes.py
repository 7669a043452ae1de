"""Groups of contributions that ask for the same, and how they grow and are spread."""

from __future__ import annotations

from dataclasses import dataclass

UNSTABLE = 0.5
"""Stability below which a theme is called unstable: it dissolves more than it returns (Hennig 2007,
Cluster-wise assessment of cluster stability)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of contributions that ask for the same thing."""

    id: str
    """Stable: made from its medoid's id, not from its place in a list."""
    parent_id: str
    label: str
    terms: tuple[str, ...]
    size: int
    """Contributions in it."""
    weight: float
    """Sum of its contributions' weights."""
    medoid_id: str
    representatives: tuple[str, ...] = ()
    """Ids of up to three contributions, chosen to cover the theme."""
    distinct: int = 0
    """Contributions in it, each campaign of copies counted once."""
    distinct_weight: float = 0.0
    """Sum of weights, each campaign with the largest of its members'."""
    stability: float = 1.0
    """0 to 1: mean overlap with what is found when a fifth of the texts is missing; of a broad
    theme, the mean of those below it by their sizes."""
    x: float = 0.0
    y: float = 0.0
    """Place on a map where near themes ask for near things, -1 to 1; 0 where none was made."""


@dataclass(frozen=True, slots=True)
class Member:
    """That a contribution belongs to a theme, and how firmly."""

    contribution_id: str
    theme_id: str
    """Empty when no theme was found for it."""
    strength: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a delivery added to a theme."""

    theme_id: str
    """Empty for the contributions in no theme."""
    label: str
    status: str
    """``new``, ``grew`` or ``same``."""
    before: int
    """Contributions whose strongest theme it was before the delivery."""
    added: int
    weight_before: float
    weight: float
    """Sums of their weights before and after; signatures of earlier contributions may have grown.
    """
    share_before: float
    """0 to 1, of all contributions of the earlier deliveries."""
    share_added: float
    """0 to 1, of the new contributions; 0 where there are none."""


@dataclass(frozen=True, slots=True)
class Change:
    """How much more or less a theme is asked for in a second wave of the same questions."""

    theme_id: str
    before: int
    """Contributions of the first wave in the theme."""
    size_before: int
    """Contributions of the first wave."""
    after: int
    size_after: int
    share_before: float
    share_after: float
    difference: float
    """`share_after` less `share_before`."""
    low: float
    high: float
    """95 % interval of the difference."""
    verdict: str
    """``more``, ``less``, ``same`` or ``too_small``."""
    panel: int
    """Respondents of both waves."""
    gained: int
    """Of them, who asks for the theme the second time only."""
    lost: int
    panel_difference: float
    """Of the panel's shares; NaN without a panel."""
    panel_low: float
    panel_high: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """That a contribution passed a number of signatures."""

    contribution_id: str
    theme_id: str
    """Its strongest theme, or empty."""
    threshold: int
    """The highest that it passed."""
    weight_before: float
    """0 for a contribution that is new."""
    weight: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """One text in many hands: a form letter, with its variants."""

    id: str
    """Made from its medoid's id."""
    medoid_id: str
    """Of the contribution whose wording is nearest to the others'."""
    text: str
    """Of that contribution."""
    members: tuple[str, ...]
    """Contribution ids, in their order."""
    similarities: tuple[float, ...]
    """Of each member's words to the medoid's, 0 to 1."""
    weight: float
    """Sum of its members' weights."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme in one group of people."""

    theme_id: str
    attribute: str
    """One of `tracer.breakdown.ATTRIBUTES`."""
    value: str
    count: int
    """Contributions of the group in the theme; -1 where it is suppressed."""
    group_size: int
    """Contributions of the group in all."""
    share: float
    """Of the group's contributions, those in the theme: 0 to 1."""
    ratio: float
    """That share over the share among all others whose value is known; 1 is as elsewhere, nan
    where nobody else names the theme."""
    low: float
    """Lower end of the ratio's 95 % interval (Katz et al. 1978)."""
    high: float
    verdict: str
    """``over``, ``under``, ``as_elsewhere``, ``too_small`` or ``suppressed``."""
    p: float = 1.0
    """Two-sided, of the 2×2 table's chi-square; not adjusted."""
