"""Rows of a run's tables back into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    ForceChange,
    Lineage,
    Link,
    Provision,
    Span,
    Theme,
)

Rows = Sequence[Mapping[str, Any]]


def contribution_of(row: Mapping[str, Any]) -> Contribution:
    """One row of ``contributions.parquet``; where in its file it stood isn't kept."""
    return Contribution(id=row["contribution_id"], **_without(row, "contribution_id"))


def theme_of(row: Mapping[str, Any]) -> Theme:
    """One row of ``themes.parquet``."""
    known = _without(row, "theme_id", "terms", "representatives")
    return Theme(
        id=row["theme_id"],
        terms=tuple(row["terms"] or ()),
        representatives=tuple(row["representatives"] or ()),
        **known,
    )


def texts_of(provisions: Rows) -> dict[str, Constitution]:
    """Rows of ``provisions.parquet``, as documents by version; without their running text."""
    return {
        name: Constitution(
            name,
            "",
            tuple(Provision(**_without(row, "version", "text_hash", "reforms")) for row in rows),
        )
        for name, rows in grouped(provisions, "version").items()
    }


def link_of(row: Mapping[str, Any]) -> Link:
    """One row of ``links.parquet``."""
    if not row["rank"]:
        return Link(row["contribution_id"], 0, "", "", row["score"], row["confidence"], "")
    return Link(
        contribution_id=row["contribution_id"],
        rank=row["rank"],
        citation=row["citation"],
        article=row["article"],
        score=row["score"],
        confidence=row["confidence"],
        strength=row["strength"],
        evidence_contribution=row["evidence_contribution"],
        evidence_provision=row["evidence_provision"],
        contribution_span=_span(row, "evidence_contribution"),
        provision_span=_span(row, "evidence_provision"),
        review=row["review"],
        proposed_confidence=row["proposed_confidence"],
        proposed_strength=row["proposed_strength"],
    )


def _span(row: Mapping[str, Any], name: str) -> Span:
    return Span(row[f"{name}_start"], row[f"{name}_end"])


def alignments_of(rows: Rows, judged: Rows) -> tuple[Alignment, ...]:
    """Rows of ``lineage.parquet``; by article with the sentences of ``force.parquet``."""
    force: dict[tuple[str, ...], list[ForceChange]] = defaultdict(list)
    for row in judged:
        force[tuple(row[name] for name in _ENDS)].append(_force(row))
    found = []
    for (old, new, level), group in groupby(rows, key=_compared):
        pairs = [
            Lineage(
                **_without(row, "old_version", "new_version", "level"),
                force=tuple(force[_pair(row)]) if level == "article" else (),
            )
            for row in group
        ]
        found.append(Alignment(old, new, tuple(pairs), level))
    return tuple(found)


_ENDS = ("old_version", "new_version", "old_citation", "new_citation")


def _pair(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in _ENDS)


def _compared(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["old_version"], row["new_version"], row["level"]


def _force(row: Mapping[str, Any]) -> ForceChange:
    return ForceChange(
        direction=row["direction"],
        old_words=tuple(row["old_words"] or ()),
        new_words=tuple(row["new_words"] or ()),
        old_sentence=row["old_sentence"],
        new_sentence=row["new_sentence"],
    )


def grouped(rows: Rows, column: str) -> dict[str, list[Mapping[str, Any]]]:
    """Rows by the value of one column, in their order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
