"""Two waves of the same questions, compared theme by theme."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from tracer.breakdown.count import LEVEL, MIN_EXPECTED, Z95
from tracer.records import Change, Member


def compare_waves(
    members: Iterable[Member], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    """Say how much more or less each theme is asked for in a second wave.

    Parameters
    ----------
    members : iterable of Member
        Of both waves, grouped together. A contribution counts in each of its themes.
    before, after : mapping of str to str
        Contribution id → respondent, of each wave. Who is in both is a panel; respondents with
        several contributions count once there, with a theme if any of them has it.

    Returns
    -------
    tuple of Change
        The largest difference first, equal ones by theme id. The interval of the difference is
        Newcombe's, that of the panel Bonett and Price's; verdicts hold when all themes are taken
        together (false discovery rate .05).

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine, method 10.
    Bonett and Price (2012), Adjusted Wald confidence interval for a difference of binomial
    proportions based on paired data, Journal of Educational and Behavioral Statistics.
    """
    held: dict[str, set[str]] = {}
    for member in members:
        if member.theme_id:
            held.setdefault(member.theme_id, set()).add(member.contribution_id)
    panel = set(before.values()) & set(after.values())
    changes = [_change(theme, held[theme], before, after, panel) for theme in sorted(held)]
    return tuple(sorted(_with_verdicts(changes), key=lambda c: (-abs(c.difference), c.theme_id)))


def _change(
    theme: str,
    inside: Set[str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    panel: Set[str],
) -> Change:
    count_before, count_after = len(inside & before.keys()), len(inside & after.keys())
    low, high = newcombe((count_after, len(after)), (count_before, len(before)))
    share_before = count_before / max(len(before), 1)
    share_after = count_after / max(len(after), 1)
    asked_before = {before[key] for key in inside & before.keys()} & panel
    asked_after = {after[key] for key in inside & after.keys()} & panel
    gained, lost = len(asked_after - asked_before), len(asked_before - asked_after)
    paired = bonett_price(gained, lost, len(panel))
    return Change(
        theme, count_before, len(before), count_after, len(after),
        share_before, share_after, share_after - share_before, low, high, "same",
        len(panel), gained, lost, *paired,
    )  # fmt: skip


def newcombe(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """95 % interval of the difference of two shares, each given as count and total.

    Returns
    -------
    low, high : float
        -1 to 1; NaN where a total is 0.
    """
    if not one[1] or not other[1]:
        return math.nan, math.nan
    (low1, high1), (low2, high2) = _wilson(*one), _wilson(*other)
    p1, p2 = one[0] / one[1], other[0] / other[1]
    down = math.hypot(p1 - low1, high2 - p2)
    up = math.hypot(high1 - p1, p2 - low2)
    return p1 - p2 - down, p1 - p2 + up


def _wilson(count: int, total: int) -> tuple[float, float]:
    from scipy.stats import binomtest

    interval = binomtest(count, total).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def bonett_price(gained: int, lost: int, pairs: int) -> tuple[float, float, float]:
    """Difference of the shares of one panel asked twice, with its 95 % interval.

    Parameters
    ----------
    gained, lost : int
        Who asks only the second time, and only the first.
    pairs : int
        Who was asked both times.

    Returns
    -------
    difference, low, high : float
        NaN without a panel.
    """
    if not pairs:
        return math.nan, math.nan, math.nan
    up, down = (gained + 1) / (pairs + 2), (lost + 1) / (pairs + 2)
    spread = Z95 * math.sqrt((up + down - (up - down) ** 2) / (pairs + 2))
    return (gained - lost) / pairs, up - down - spread, up - down + spread


def _p_value(change: Change) -> float | None:
    """Of the chi-square test of both waves; None where it says nothing (Cochran's rule)."""
    n, m = change.size_before, change.size_after
    total = change.before + change.after
    if min(n, m) * min(total, n + m - total) / max(n + m, 1) < MIN_EXPECTED:
        return None
    spread = math.sqrt(total * (n + m - total) * (1 / n + 1 / m)) / (n + m)
    return math.erfc(abs(change.difference) / spread / math.sqrt(2))


def _with_verdicts(changes: Sequence[Change]) -> list[Change]:
    from scipy.stats import false_discovery_control

    tested = {at: p for at, c in enumerate(changes) if (p := _p_value(c)) is not None}
    adjusted = false_discovery_control(list(tested.values())) if tested else ()
    verdicts = {
        at: ("more" if changes[at].difference > 0 else "less") if p <= LEVEL else "same"
        for at, p in zip(tested, adjusted, strict=True)
    }
    return [replace(c, verdict=verdicts.get(at, "too_small")) for at, c in enumerate(changes)]
