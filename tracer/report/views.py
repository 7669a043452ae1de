"""What the page shows, computed before any markup: small records and rows, capped by weight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracer.output import Row
from tracer.records import Contribution, Lineage, Theme
from tracer.report.changes import Stretch, begun, changed_words, too_long
from tracer.report.coverage import theme_rows, weight_of
from tracer.report.quotes import Quote, clip, quote_contribution, quote_provision
from tracer.report.results import Results
from tracer.report.shared import Run, shared_words
from tracer.report.trails import Trail

MOST_DRAWN = 100
"""Of the tables whose other rows the page's script draws."""
MOST_ROWS = 500
"""Of every other table."""
MOST_SILENT = 2_000
QUOTE_ROOM = 600
CHANGE_ROOM = 2_000
"""In code points, for one pair of provisions."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Capped(Generic[T]):
    """The first rows of a table, and how many there are."""

    shown: Sequence[T]
    total: int


def capped(rows: Sequence[T], most: int) -> Capped[T]:
    """Keep the first `most` rows."""
    return Capped(rows[:most], len(rows))


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How many contributions of one channel there are, and how many are answered."""

    channel: str
    """Empty for those without a channel."""
    count: int
    weight: float
    answered: int
    answered_weight: float


@dataclass(frozen=True, slots=True)
class TrailView:
    """One row of the traceability table."""

    trail: Trail
    asked: Quote
    norm: Quote | None
    asked_words: tuple[Run, ...]
    norm_words: tuple[Run, ...]
    """The words of both quotes, cut where they are shared."""
    norm_is_final: bool


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One row of the table of themes."""

    row: Row
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One row of the table of fates."""

    pair: Lineage
    stretches: Sequence[Stretch]
    partial: bool
    """Whether only the beginning was compared."""


def channel_counts(results: Results, answered: Mapping[str, object]) -> list[ChannelCount]:
    """Count contributions by channel, the largest channel first."""
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for contribution in results.contributions:
        groups[contribution.channel].append(contribution)
    found = [_count(channel, group, answered) for channel, group in groups.items()]
    return sorted(found, key=lambda c: (-c.count, c.channel))


def total_count(results: Results, answered: Mapping[str, object]) -> ChannelCount:
    """Count all contributions."""
    return _count("", results.contributions, answered)


def _count(
    channel: str, group: Sequence[Contribution], answered: Mapping[str, object]
) -> ChannelCount:
    met = [c for c in group if c.id in answered]
    return ChannelCount(channel, len(group), weight_of(group), len(met), weight_of(met))


def trail_view(trail: Trail) -> TrailView:
    """Put the quoted words of the best link inside their context."""
    link, unit = trail.final_link, trail.final_unit
    if link is None:
        link, unit = trail.draft_link, trail.draft_unit
    asked = quote_contribution(trail.contribution.text, link)
    norm = quote_provision(unit, link) if unit and link else None
    asked_words, norm_words = shared_words(asked.words, norm.words if norm else "")
    return TrailView(
        trail=trail,
        asked=asked,
        norm=norm,
        asked_words=asked_words,
        norm_words=norm_words,
        norm_is_final=trail.final_link is not None,
    )


def theme_views(results: Results, *, threshold: float) -> list[ThemeView]:
    """Join the rows of the themes with what their representatives said."""
    texts = {c.id: c.text for c in results.contributions}
    themes = {theme.id: theme for theme in results.themes}
    rows = theme_rows(results, threshold=threshold)
    return [ThemeView(row, _sayings(themes[str(row["tema_id"])], texts)) for row in rows]


def _sayings(theme: Theme, texts: Mapping[str, str]) -> tuple[str, ...]:
    ids = theme.representatives or (theme.medoid_id,)
    return tuple(clip(texts[i], QUOTE_ROOM // 2) for i in ids if i in texts)


def change_view(pair: Lineage) -> ChangeView:
    """Compare the two wordings of an aligned pair; a one-sided pair shows its beginning."""
    if pair.old_text and pair.new_text:
        changed = changed_words(pair.old_text, pair.new_text)
        shown = begun(changed, most=CHANGE_ROOM)
        partial = shown != changed or too_long(pair.old_text) or too_long(pair.new_text)
        return ChangeView(pair, shown, partial)
    kind = "removed" if pair.old_text else "added"
    text = clip(pair.old_text or pair.new_text, QUOTE_ROOM)
    return ChangeView(pair, [Stretch(kind, text)] if text else [], False)


def issue_counts(results: Results) -> list[tuple[str, int]]:
    """Count issues by code, most frequent first."""
    counts = Counter(issue.code for issue in results.issues)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
