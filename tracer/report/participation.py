"""Who took part, by borough and by week, with the groups too small to publish withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from tracer.cells import as_date
from tracer.records import Contribution
from tracer.text import fold, nfc

LEAST = 5
"""Fewer contributions than this are not shown, as in ``breakdown.parquet``."""
MOST_PERIODS = 160
"""Columns of the chart of dates; beyond it weeks give way to months, and months to years."""
MOST_BOROUGHS = 40


@dataclass(frozen=True, slots=True)
class Group:
    """Contributions of one borough or period."""

    name: str
    """A borough as it is most often written, or the ISO 8601 week, month or year."""
    count: int | None
    """None where it is withheld."""
    answered: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How contributions are spread over boroughs or over time."""

    groups: tuple[Group, ...]
    unknown: int
    """Contributions that don't say their borough or date."""
    kind: str
    """``borough``, ``week``, ``month`` or ``year``."""


def by_borough(
    contributions: Sequence[Contribution], answered: Set[str] | Mapping[str, object]
) -> Spread | None:
    """Count contributions by borough, the largest first, those withheld last.

    Parameters
    ----------
    contributions : sequence of Contribution
    answered : set of str, or mapping from str
        Ids of the contributions that the final text answers.

    Returns
    -------
    Spread or None
        None where fewer than two boroughs are known, or all would be withheld.
    """
    written = {c.id: " ".join(nfc(c.borough).split()) for c in contributions}
    spelling = _one_spelling([name for name in written.values() if name])
    names = {key: spelling[fold(name)] for key, name in written.items() if name}
    groups = _groups(names, answered)
    if len(groups) < 2 or max(count for _, count, _ in groups) < LEAST:
        return None
    ranked = sorted(groups, key=lambda g: (-g[1], g[0]))
    shown = sorted(_withheld(ranked), key=lambda g: (g.count is None, -(g.count or 0), g.name))
    return Spread(tuple(shown), len(contributions) - len(names), "borough")


def by_period(
    contributions: Sequence[Contribution], answered: Set[str] | Mapping[str, object]
) -> Spread | None:
    """Count contributions by ISO week, from the first to the last, empty weeks among them.

    Where there would be more than `MOST_PERIODS`, months or years are counted instead.

    Returns
    -------
    Spread or None
        None where fewer than two weeks have contributions, or all would be withheld.
    """
    days = {c.id: day for c in contributions if (day := as_date(c.date))}
    if len({day.isocalendar()[:2] for day in days.values()}) < 2:
        return None
    kind = next((k for k in ("week", "month") if _span(days, k) <= MOST_PERIODS), "year")
    names = {key: _period(day, kind) for key, day in days.items()}
    held = {name: (count, met) for name, count, met in _groups(names, answered)}
    if max(count for count, _ in held.values()) < LEAST:
        return None
    ranked = [(name, *held.get(name, (0, 0))) for name in _every(days.values(), kind)]
    return Spread(_withheld(ranked), len(contributions) - len(days), kind)


def _one_spelling(names: Iterable[str]) -> Mapping[str, str]:
    """Map folded names to the commonest way of writing each."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        ways[fold(name)][name] += 1
    return {
        key: min(counts, key=lambda way: (-counts[way], way.isupper(), way))
        for key, counts in ways.items()
    }


def _groups(
    names: Mapping[str, str], answered: Set[str] | Mapping[str, object]
) -> list[tuple[str, int, int]]:
    sizes = Counter(names.values())
    met = Counter(name for key, name in names.items() if key in answered)
    return [(name, sizes[name], met[name]) for name in sorted(sizes)]


def _withheld(groups: Sequence[tuple[str, int, int]]) -> tuple[Group, ...]:
    """Blank groups of fewer than `LEAST`, and the next smallest where the total would reveal one.

    The rule of `tracer.breakdown.suppressed`, for a single row.
    """
    hidden = {at for at, (_, count, _) in enumerate(groups) if 0 < count < LEAST}
    spare = sorted(
        (at for at, (_, count, _) in enumerate(groups) if count and at not in hidden),
        key=lambda at: (groups[at][1], groups[at][0]),
    )
    while hidden and spare and (len(hidden) < 2 or sum(groups[at][1] for at in hidden) < LEAST):
        hidden.add(spare.pop(0))
    return tuple(
        Group(name, None, None) if at in hidden else Group(name, count, met)
        for at, (name, count, met) in enumerate(groups)
    )


def _period(day: date, kind: str) -> str:
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()[: 7 if kind == "month" else 4]


def _span(days: Mapping[str, date], kind: str) -> int:
    first, last = min(days.values()), max(days.values())
    if kind == "week":
        return _weeks(first - timedelta(days=first.weekday()), last)
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _every(days: Iterable[date], kind: str) -> list[str]:
    """Names of all periods from the first day to the last; of years, at most `MOST_PERIODS`."""
    held = sorted(days)
    first, last = held[0], held[-1]
    if kind == "week":
        monday = first - timedelta(days=first.weekday())
        return [_period(monday + timedelta(weeks=n), kind) for n in range(_weeks(monday, last))]
    if kind == "month":
        months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    years = range(first.year, last.year + 1)
    named = [f"{year:04}" for year in years]
    return named if len(named) <= MOST_PERIODS else sorted({_period(d, kind) for d in held})


def _weeks(monday: date, last: date) -> int:
    return (last - monday).days // 7 + 1
