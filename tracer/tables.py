"""Records as rows: the machine tables that users script against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tracer.cells import Columns
from tracer.messages import LANGUAGES, translated
from tracer.output import Row
from tracer.records import (
    Alignment,
    Assignment,
    Campaign,
    Cell,
    Change,
    Contribution,
    Crossing,
    Growth,
    Issue,
    Lineage,
    Link,
    Member,
    Rejected,
    Standing,
    Theme,
)

LINKS: Columns = {
    "contribution_id": str,
    "rank": int,
    "citation": str,
    "article": str,
    "score": float,
    "confidence": float,
    "strength": str,
    "evidence_contribution": str,
    "evidence_provision": str,
    "evidence_contribution_start": int,
    "evidence_contribution_end": int,
    "evidence_provision_start": int,
    "evidence_provision_end": int,
}
RUN_LINKS: Columns = {
    "version": str, **LINKS, "text_hash": str, "review": str, "proposed_confidence": float,
    "proposed_strength": str,
}  # fmt: skip
"""The hash is that of the provision's words, `tracer.constitution.text_hashes`; the last three say
what people decided, and what the engine had said before."""
DECISIONS: Columns = {
    "contribution_id": str,
    "version": str,
    "citation": str,
    "standing": str,
    "verdict": str,
    "coders": tuple,
    "at": str,
    "note": str,
}
LINEAGE: Columns = {
    "old_citation": str,
    "new_citation": str,
    "fate": str,
    "similarity": float,
    "old_text": str,
    "new_text": str,
}
RUN_LINEAGE: Columns = {
    "old_version": str, "new_version": str, "level": str, **LINEAGE, "reasons": tuple,
    "nearest": float,
}  # fmt: skip
THEMES: Columns = {
    "theme_id": str,
    "parent_id": str,
    "label": str,
    "terms": tuple,
    "size": int,
    "weight": float,
    "medoid_id": str,
}
RUN_THEMES: Columns = {
    **THEMES, "representatives": tuple, "distinct": int, "distinct_weight": float,
    "stability": float, "x": float, "y": float,
}  # fmt: skip
THEME_DETAILS: Columns = {
    "theme_id": str,
    "label": str,
    "size": int,
    "distinct": int,
    "weight": float,
    "distinct_weight": float,
    "stability": float,
    "representatives": tuple,
}
CAMPAIGNS: Columns = {
    "campaign_id": str,
    "contribution_id": str,
    "similarity": float,
    "size": int,
    "weight": float,
    "medoid_id": str,
}
BREAKDOWN: Columns = {
    "theme_id": str,
    "attribute": str,
    "value": str,
    "count": int,
    "group_size": int,
    "share": float,
    "ratio": float,
    "low": float,
    "high": float,
    "verdict": str,
}
GROWTH: Columns = {
    "theme_id": str,
    "label": str,
    "status": str,
    "before": int,
    "added": int,
    "weight_before": float,
    "weight": float,
    "share_before": float,
    "share_added": float,
}
CROSSINGS: Columns = {
    "contribution_id": str,
    "theme_id": str,
    "threshold": int,
    "weight_before": float,
    "weight": float,
}
WAVES: Columns = {
    "theme_id": str,
    "label": str,
    "before": int,
    "size_before": int,
    "after": int,
    "size_after": int,
    "share_before": float,
    "share_after": float,
    "difference": float,
    "low": float,
    "high": float,
    "verdict": str,
    "panel": int,
    "gained": int,
    "lost": int,
    "panel_difference": float,
    "panel_low": float,
    "panel_high": float,
}
MEMBERS: Columns = {"contribution_id": str, "theme_id": str, "strength": float}
ASSIGNMENTS: Columns = {"contribution_id": str, "rank": int, "concept": str, "confidence": float}
PROVISIONS: Columns = {
    "citation": str,
    "level": str,
    "heading": str,
    "text": str,
    "parent": str,
    "page": int,
    "start": int,
    "end": int,
    "status": str,
}
RUN_PROVISIONS: Columns = {"version": str, **PROVISIONS, "text_hash": str, "reforms": tuple}
CONTRIBUTIONS: Columns = {
    "contribution_id": str,
    "channel": str,
    "source": str,
    "question": str,
    "text": str,
    "weight": float,
    "date": str,
    "borough": str,
    "neighbourhood": str,
    "gender": str,
    "age": str,
    "anchor": str,
}
"""Without the row of the file: the same contributions in another order are the same table."""
REJECTED: Columns = {
    "file": str,
    "line": str,
    "contribution_id": str,
    "reason": str,
    "text": str,
    "code": str,
    "source": str,
}
ISSUES: Columns = {"source": str, "line": int, "code": str, "message": str, "page": int}


BATCH = 4_096
"""Records turned into columns at a time."""
_REVIEWED = ("review", "proposed_confidence", "proposed_strength")


def link_rows(links: Iterable[Link]) -> Iterable[Row]:
    """Rows of `LINKS`; a rank-0 row has empty evidence and offsets."""
    pending = iter(links)
    while batch := list(islice(pending, BATCH)):
        columns = link_columns(batch)
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))


def link_columns(links: Sequence[Link]) -> dict[str, Sequence[object]]:
    """Columns of `LINKS`, with what a run's table has besides; see `link_rows`."""
    plain = [name for name in LINKS if not name.endswith(("_start", "_end"))]
    columns: dict[str, Sequence[object]] = {
        name: [getattr(link, name) for link in links] for name in plain
    }
    for side in ("contribution", "provision"):
        spans = [getattr(link, f"{side}_span") if link.rank else None for link in links]
        columns[f"evidence_{side}_start"] = [span.start if span else None for span in spans]
        columns[f"evidence_{side}_end"] = [span.end if span else None for span in spans]
    for name in _REVIEWED:
        columns[name] = [getattr(link, name) if link.rank else None for link in links]
    return columns


def lineage_rows(lineage: Iterable[Lineage]) -> Iterable[Row]:
    """Rows of `LINEAGE`, with what a run's table has besides."""
    for pair in lineage:
        yield {name: getattr(pair, name) for name in (*LINEAGE, "reasons", "nearest")}


def alignment_rows(alignments: Iterable[Alignment]) -> Iterable[Row]:
    """Rows of `RUN_LINEAGE`."""
    for alignment in alignments:
        ends = {name: getattr(alignment, name) for name in ("old_version", "new_version", "level")}
        yield from (ends | dict(row) for row in lineage_rows(alignment.lineage))


def theme_rows(themes: Iterable[Theme]) -> Iterable[Row]:
    """Rows of `RUN_THEMES`."""
    for theme in themes:
        yield {"theme_id": theme.id} | {
            name: getattr(theme, name) for name in RUN_THEMES if name != "theme_id"
        }


def campaign_rows(campaigns: Iterable[Campaign]) -> Iterable[Row]:
    """Rows of `CAMPAIGNS`, one for each member."""
    for campaign in campaigns:
        for member, similarity in zip(campaign.members, campaign.similarities, strict=True):
            yield {
                "campaign_id": campaign.id,
                "contribution_id": member,
                "similarity": similarity,
                "size": len(campaign.members),
                "weight": campaign.weight,
                "medoid_id": campaign.medoid_id,
            }


def growth_rows(growth: Iterable[Growth]) -> Iterable[Row]:
    """Rows of `GROWTH`."""
    for row in growth:
        yield {name: getattr(row, name) for name in GROWTH}


def crossing_rows(crossings: Iterable[Crossing]) -> Iterable[Row]:
    """Rows of `CROSSINGS`."""
    for crossing in crossings:
        yield {name: getattr(crossing, name) for name in CROSSINGS}


def wave_rows(changes: Iterable[Change], labels: Mapping[str, str]) -> Iterable[Row]:
    """Rows of `WAVES`; what is undefined is empty."""
    for change in changes:
        row = {name: getattr(change, name) for name in WAVES if name != "label"}
        yield row | {"label": labels.get(change.theme_id, "")}


def detail_rows(themes: Iterable[Theme]) -> Iterable[Row]:
    """Rows of `THEME_DETAILS`."""
    for row in theme_rows(themes):
        yield {name: row[name] for name in THEME_DETAILS}


def breakdown_rows(cells: Iterable[Cell]) -> Iterable[Row]:
    """Rows of `BREAKDOWN`; what is suppressed or undefined is empty."""
    for cell in cells:
        row = {name: getattr(cell, name) for name in BREAKDOWN}
        yield row | {"count": None if cell.count < 0 else cell.count}


def member_rows(members: Iterable[Member]) -> Iterable[Row]:
    """Rows of `MEMBERS`."""
    for member in members:
        yield {name: getattr(member, name) for name in MEMBERS}


def assignment_rows(assignments: Iterable[Assignment]) -> Iterable[Row]:
    """Rows of `ASSIGNMENTS`."""
    for assignment in assignments:
        yield {name: getattr(assignment, name) for name in ASSIGNMENTS}


def contribution_rows(contributions: Iterable[Contribution]) -> Iterable[Row]:
    """Rows of `CONTRIBUTIONS`."""
    for contribution in contributions:
        yield {"contribution_id": contribution.id} | {
            name: getattr(contribution, name) for name in CONTRIBUTIONS if name != "contribution_id"
        }


def rejected_rows(rejected: Iterable[Rejected], *, lang: str) -> Iterable[Row]:
    """Rows of `REJECTED`, their reasons in a language."""
    for one in rejected:
        row = {name: getattr(one, name, "") for name in REJECTED}
        told = translated(one.reason, lang)
        yield row | {"line": one.place, "contribution_id": one.id, "reason": told}


def issue_rows(issues: Iterable[Issue], *, lang: str = LANGUAGES[0]) -> Iterable[Row]:
    """Rows of `ISSUES`, their messages in a language."""
    for issue in issues:
        row = {name: getattr(issue, name) for name in ISSUES}
        yield row | {"message": translated(issue.message, lang)}


def decision_rows(standings: Iterable[Standing]) -> Iterable[Row]:
    """Rows of `DECISIONS`."""
    for standing in standings:
        yield {name: getattr(standing, name) for name in DECISIONS}
