"""Counts of themes within groups, and whether a group asks for a theme more often than others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from tracer.breakdown.attributes import ATTRIBUTES, attribute_of, one_spelling
from tracer.records import Cell, Contribution, Member

MIN_EXPECTED = 5.0
"""Cochran's rule: with fewer expected, chance alone makes large ratios, and nothing is said."""
LEVEL = 0.05
"""Share of the verdicts that may be chance, over all cells of one attribute (Benjamini and
Hochberg 1995): among the hundreds of cells of a table, one in twenty would stand out by itself."""
Z95 = 1.959963984540054


def break_down(
    contributions: Sequence[Contribution],
    members: Iterable[Member],
    *,
    attributes: Sequence[str] = tuple(ATTRIBUTES),
) -> tuple[Cell, ...]:
    """Count each theme within each group, and say where it is named more or less than elsewhere.

    Parameters
    ----------
    contributions : sequence of Contribution
    members : iterable of Member
        A contribution counts in each of its themes.
    attributes : sequence of str
        Of `ATTRIBUTES`. One that takes fewer than two values gives no cells.

    Returns
    -------
    tuple of Cell
        By attribute, then theme id, then value. Contributions whose value isn't known are left
        out of that attribute's counts. Cells without a contribution are there too: that a borough
        never names water is a finding.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if member.theme_id:
            held[member.theme_id].add(member.contribution_id)
    cells: list[Cell] = []
    for attribute in attributes:
        groups = _groups(contributions, attribute)
        if len(groups) > 1:
            own = [c for theme in sorted(held) for c in _row(theme, held[theme], attribute, groups)]
            cells += _with_verdicts(own)
    return tuple(cells)


def _groups(contributions: Sequence[Contribution], attribute: str) -> Mapping[str, Set[str]]:
    values = {c.id: attribute_of(c, attribute) for c in contributions}
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
    expected = min(size, others) * min(total, everyone - total) / everyone
    if expected < MIN_EXPECTED:
        return Cell(theme, attribute, value, count, size, share, ratio, low, high, "too_small")
    z = (share - elsewhere) / math.sqrt(
        total / everyone * (1 - total / everyone) * (1 / size + 1 / others)
    )
    verdict = "over" if z > 0 else "under"
    return Cell(
        theme, attribute, value, count, size, share, ratio, low, high, verdict,
        math.erfc(abs(z) / math.sqrt(2)),
    )  # fmt: skip


def _interval(count: int, size: int, other: int, others: int) -> tuple[float, float]:
    """Interval of a ratio of shares, with half a contribution more in each cell."""
    a, b = count + 0.5, other + 0.5
    n, m = size + 0.5, others + 0.5
    middle = math.log((a / n) / (b / m))
    spread = Z95 * math.sqrt(max(1 / a - 1 / n + 1 / b - 1 / m, 0.0))
    return math.exp(middle - spread), math.exp(middle + spread)


def _with_verdicts(cells: Sequence[Cell]) -> list[Cell]:
    """Keep the verdicts that hold when all cells of the table are taken together."""
    tested = sorted(c.p for c in cells if c.verdict != "too_small")
    passed = [p for rank, p in enumerate(tested, start=1) if p <= LEVEL * rank / len(tested)]
    most = max(passed, default=-1.0)
    return [
        replace(c, verdict="as_elsewhere") if c.verdict != "too_small" and c.p > most else c
        for c in cells
    ]
