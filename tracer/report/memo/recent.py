"""What the latest week brought, against everything before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracer.cells import as_date
from tracer.records import Contribution
from tracer.report.results import Results
from tracer.report.trails import main_themes

DAYS = 7
LEAST = 5
"""Contributions of a week that make a theme worth naming: fewer say nothing about a trend, and
might point at persons."""


@dataclass(frozen=True, slots=True)
class ThemeWeek:
    """One theme in the latest week and before it."""

    label: str
    recent: int
    """Contributions dated in the latest week."""
    before: int
    """Contributions dated earlier."""
    weekly: float
    """Of those, how many a week on average."""

    @property
    def trend(self) -> str:
        """``new``, ``grew``, or ``same`` where the week brought no more than the average."""
        if not self.before:
            return "new"
        return "grew" if self.recent > self.weekly else "same"


@dataclass(frozen=True, slots=True)
class Week:
    """The latest seven days of dated contributions."""

    since: date
    """Of the earliest dated contribution."""
    first: date
    last: date
    recent: int
    before: int
    themes: tuple[ThemeWeek, ...]
    """With at least `LEAST` contributions in those days, most first."""


def latest_week(results: Results) -> Week | None:
    """Compare the latest seven days with what came before, by strongest theme.

    Returns
    -------
    Week or None
        None where no contribution bears a date, or none a date before those days.
    """
    dated = [(day, c) for c in results.contributions if (day := as_date(c.date))]
    if not dated:
        return None
    last, since = max(day for day, _ in dated), min(day for day, _ in dated)
    first = last - timedelta(days=DAYS - 1)
    if since >= first:
        return None
    recent = [c for day, c in dated if day >= first]
    before = [c for day, c in dated if day < first]
    themes = _themes(results, recent, before, weeks=(first - since).days / DAYS)
    return Week(since, first, last, len(recent), len(before), themes)


def _themes(
    results: Results,
    recent: Sequence[Contribution],
    before: Sequence[Contribution],
    *,
    weeks: float,
) -> tuple[ThemeWeek, ...]:
    belongs = main_themes(results)
    now = Counter(belongs[c.id] for c in recent if c.id in belongs)
    then = Counter(belongs[c.id] for c in before if c.id in belongs)
    found = [
        (-now[theme.id], theme.label, theme.id)
        for theme in results.themes
        if now[theme.id] >= LEAST
    ]
    return tuple(
        ThemeWeek(label, now[key], then[key], then[key] / weeks) for _, label, key in sorted(found)
    )
