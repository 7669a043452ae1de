"""The way of every contribution through the versions, joined once for all outputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from tracer.records import Contribution, Link, Theme, Trace, Unit
from tracer.report.results import Results, Version

THRESHOLD = 0.5
"""A contribution counts as answered from here on: more likely than not, as confidence is a
calibrated probability. No suite tunes it; it is a definition, and every output states it."""

Answers = Mapping[str, tuple[Link, ...]]
"""Contribution id → links at or above the threshold, most confident first."""


@dataclass(frozen=True, slots=True)
class Trail:
    """One contribution, one way: what it asked, where that stood and where it ended."""

    contribution: Contribution
    trace: Trace
    theme: Theme | None
    draft_link: Link | None
    final_link: Link | None
    draft_unit: Unit | None
    final_unit: Unit | None
    others: tuple[str, ...]
    """Further provisions of the final text that answer it."""
    answered: bool
    """Whether any provision of the final text answers it at the threshold."""


def answers(version: Version, *, threshold: float = THRESHOLD) -> Answers:
    """Collect what answers each contribution in one version.

    Parameters
    ----------
    version : Version
    threshold : float, default=0.5
        Least confidence, 0 to 1.

    Returns
    -------
    mapping of str to tuple of Link
        Contributions that nothing answers are missing.
    """
    found: dict[str, list[Link]] = defaultdict(list)
    for link in version.links:
        if link.rank > 0 and link.confidence >= threshold:
            found[link.contribution_id].append(link)
    return {key: tuple(sorted(links, key=by_confidence)) for key, links in found.items()}


def by_confidence(link: Link) -> tuple[float, int, str]:
    """Sort key: most confident first, ties by rank, then citation."""
    return -link.confidence, link.rank, link.citation


def main_themes(results: Results) -> Mapping[str, str]:
    """Give the id of the theme that each contribution belongs to most firmly."""
    best: dict[str, tuple[float, str]] = {}
    for member in results.members:
        claim = (-member.strength, member.theme_id)
        if member.theme_id and claim < best.get(member.contribution_id, (1.0, "")):
            best[member.contribution_id] = claim
    return {contribution: theme for contribution, (_, theme) in best.items()}


def trails(results: Results, *, threshold: float = THRESHOLD) -> list[Trail]:
    """Join contributions, traces, links, units and themes.

    Returns
    -------
    list of Trail
        Heaviest contribution first, then by id; at least one for every contribution.
    """
    return joined(results, ways(results, threshold=threshold), threshold=threshold)


def joined(
    results: Results, known: Sequence[Trace], *, threshold: float = THRESHOLD
) -> list[Trail]:
    """Join some traces with what they name, in their order."""
    return list(joining(results, known, threshold=threshold))


def joining(
    results: Results, known: Sequence[Trace], *, threshold: float = THRESHOLD
) -> Iterator[Trail]:
    """Join some traces with what they name one after another: a million trails take much room."""
    wanted = {way.contribution_id for way in known}
    lookup = _Lookup.of(results, wanted, threshold)
    texts = {c.id: c for c in results.contributions if c.id in wanted}
    for way in known:
        yield lookup.trail(texts[way.contribution_id], way)


def ways(results: Results, *, threshold: float = THRESHOLD) -> list[Trace]:
    """Give the traces in the order of `trails`; whoever has none gets one from their answers."""
    texts = {c.id: c for c in results.contributions}
    themes, found = main_themes(results), answers(results.final, threshold=threshold)
    traced = {trace.contribution_id for trace in results.traces}
    known = [trace for trace in results.traces if trace.contribution_id in texts]
    known += [_untraced(i, themes.get(i, ""), found.get(i)) for i in texts if i not in traced]
    return sorted(known, key=lambda way: (heaviest_first(texts[way.contribution_id]), _best(way)))


def heaviest_first(contribution: Contribution) -> tuple[float, str]:
    """Sort key: most signatures first, then by id."""
    return -contribution.weight, contribution.id


def _best(way: Trace) -> tuple[float, str, str]:
    return -way.final_confidence, way.final_citation, way.draft_citation


def _untraced(contribution_id: str, theme_id: str, found: Sequence[Link] | None) -> Trace:
    if not found:
        return Trace(contribution_id, theme_id)
    return Trace(
        contribution_id,
        theme_id,
        final_citation=found[0].citation,
        final_confidence=found[0].confidence,
        final_strength=found[0].strength,
        route="final_only",
    )


Own = Mapping[str, list[Link]]
"""Contribution id → its links, in their order."""


@dataclass(frozen=True, slots=True)
class _Lookup:
    themes: Mapping[str, Theme]
    draft_links: Own
    final_links: Own
    draft_units: Mapping[str, Unit]
    final_units: Mapping[str, Unit]
    threshold: float

    @classmethod
    def of(cls, results: Results, wanted: Set[str], threshold: float) -> _Lookup:
        draft = results.draft
        return cls(
            themes={theme.id: theme for theme in results.themes},
            draft_links=_own(draft, wanted) if draft else {},
            final_links=_own(results.final, wanted),
            draft_units={u.citation: u for u in draft.units} if draft else {},
            final_units={u.citation: u for u in results.final.units},
            threshold=threshold,
        )

    def trail(self, contribution: Contribution, way: Trace) -> Trail:
        draft = self.draft_links.get(contribution.id, [])
        final = self.final_links.get(contribution.id, [])
        found = sorted((x for x in final if x.confidence >= self.threshold), key=by_confidence)
        return Trail(
            contribution=contribution,
            trace=way,
            theme=self.themes.get(way.theme_id),
            draft_link=_to(draft, way.draft_citation),
            final_link=_to(final, way.final_citation),
            draft_unit=self.draft_units.get(way.draft_citation),
            final_unit=self.final_units.get(way.final_citation),
            others=tuple(x.citation for x in found if x.citation != way.final_citation),
            answered=bool(found),
        )


def _own(version: Version, wanted: Set[str]) -> Own:
    found: dict[str, list[Link]] = {}
    for link in version.links:
        if link.rank > 0 and link.contribution_id in wanted:
            found.setdefault(link.contribution_id, []).append(link)
    return found


def _to(links: Sequence[Link], citation: str) -> Link | None:
    return next((link for link in links if link.citation == citation), None)
