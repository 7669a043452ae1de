"""Counts of themes within groups, and whether a group asks for a theme more often than others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from tracer.breakdown.attributes import ATTRIBUTES, one_spelling
from tracer.records import Cell, Contribution, Member

MIN_EXPECTED = 5.0
"""Cochran's rule: with fewer expected, chance alone makes large ratios, and nothing is said."""
LEVEL = 0.05
"""Share of the verdicts that may be chance, over all cells of one attribute (Benjamini and
Hochberg 1995): among the hundreds of cells of a table, one in twenty would stand out by itself."""
Z95 = 1.959963984540054


def break_down(
    contributions: Sequence[Contribution], members: Iterable[Member]
) -> tuple[Cell, ...]:
    """Count each theme within each group, and say where it is named more or less than elsewhere.

    Parameters
    ----------
    contributions : sequence of Contribution
    members : iterable of Member
        A contribution counts in each of its themes.

    Returns
    -------
    tuple of Cell
        By attribute, then theme id, then value. An attribute with fewer than two values gives
        none. Contributions whose value isn't known are left
        out of that attribute's counts. Cells without a contribution are there too: that a borough
        never names water is a finding.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if member.theme_id:
            held[member.theme_id].add(member.contribution_id)
    cells: list[Cell] = []
    for attribute in ATTRIBUTES:
        groups = _groups(contributions, attribute)
        if len(groups) > 1:
            own = [c for theme in sorted(held) for c in _row(theme, held[theme], attribute, groups)]
            cells += _with_verdicts(own)
    return tuple(cells)


def _groups(contributions: Sequence[Contribution], attribute: str) -> Mapping[str, Set[str]]:
    values = {c.id: ATTRIBUTES[attribute](c) for c in contributions}
    spelling = one_spelling([value for value in values.values() if value])
    groups: dict[str, set[str]] = defaultdict(set)
    for key, value in values.items():
        if value:
            groups[spelling[value]].add(key)
    return dict(sorted(groups.items()))


def _row(
    theme: str, inside: Set[str], attribute: str, groups: Mapping[str, Set[str]]
) -> list[Cell]:
    counts = Counter({value: len(inside & group) for value, group in groups.items()})
    total, everyone = counts.total(), sum(len(group) for group in groups.values())
    return [
        _cell(theme, attribute, value, (counts[value], len(group)), (total, everyone))
        for value, group in groups.items()
    ]


def _cell(
    theme: str, attribute: str, value: str, own: tuple[int, int], whole: tuple[int, int]
) -> Cell:
    (count, size), (total, everyone) = own, whole
    other, others = total - count, everyone - size
    share, elsewhere = count / size, other / others
    ratio = share / elsewhere if elsewhere else math.nan
    low, high = _interval(count, size, other, others)
    verdict, p = "too_small", 1.0
    if min(size, others) * min(total, everyone - total) / everyone >= MIN_EXPECTED:
        spread = math.sqrt(total * (everyone - total) * (1 / size + 1 / others)) / everyone
        verdict = "over" if share > elsewhere else "under"
        p = math.erfc(abs(share - elsewhere) / spread / math.sqrt(2))
    return Cell(theme, attribute, value, count, size, share, ratio, low, high, verdict, p)


def _interval(count: int, size: int, other: int, others: int) -> tuple[float, float]:
    """Interval of a ratio of shares; with half a contribution more in each cell, which scipy's
    doesn't add, a group that never names the theme has one too."""
    a, b = count + 0.5, other + 0.5
    n, m = size + 0.5, others + 0.5
    middle = math.log((a / n) / (b / m))
    spread = Z95 * math.sqrt(max(1 / a - 1 / n + 1 / b - 1 / m, 0.0))
    return math.exp(middle - spread), math.exp(middle + spread)


def _with_verdicts(cells: Sequence[Cell]) -> list[Cell]:
    """Keep the verdicts that hold when all cells of the table are taken together."""
    from scipy.stats import false_discovery_control

    tested = [at for at, cell in enumerate(cells) if cell.verdict != "too_small"]
    adjusted = false_discovery_control([cells[at].p for at in tested]) if tested else ()
    dropped = {at for at, p in zip(tested, adjusted, strict=True) if p > LEVEL}
    return [
        replace(cell, verdict="as_elsewhere") if at in dropped else cell
        for at, cell in enumerate(cells)
    ]
