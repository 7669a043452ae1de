"""Rows of a run's tables back into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    ForceChange,
    Lineage,
    Link,
    Member,
    Provision,
    Span,
    Theme,
)

Rows = Sequence[Mapping[str, Any]]


def contributions_of(columns: Mapping[str, Sequence[Any]]) -> tuple[Contribution, ...]:
    """Columns of ``contributions.parquet``; where in its file each one stood isn't kept."""
    names = ["id" if name == "contribution_id" else name for name in columns]
    rows = zip(*columns.values(), strict=True)
    return tuple(Contribution(**dict(zip(names, row, strict=True))) for row in rows)


def members_of(columns: Mapping[str, Sequence[Any]]) -> tuple[Member, ...]:
    """Columns of ``members.parquet``."""
    rows = zip(*columns.values(), strict=True)
    return tuple(Member(**dict(zip(columns, row, strict=True))) for row in rows)


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


NOWHERE = Span(0, 0)
LINK_COLUMNS = (
    "version", "contribution_id", "rank", "citation", "article", "score", "confidence", "strength",
    "evidence_contribution", "evidence_provision", "evidence_contribution_start",
    "evidence_contribution_end", "evidence_provision_start", "evidence_provision_end", "review",
    "proposed_confidence", "proposed_strength",
)  # fmt: skip
"""Of ``links.parquet``, in the order that `links_of` takes them in."""


def links_of(batches: Iterable[Mapping[str, Sequence[Any]]]) -> dict[str, list[Link]]:
    """Batches of columns of ``links.parquet``, as links by version, in their order.

    Equal spans are one object: of a million links they would take as much room as all else.
    """
    found: dict[str, list[Link]] = {}
    spans: dict[tuple[int, int], Span] = {}
    for columns in batches:
        for version, *values in zip(*(columns[name] for name in LINK_COLUMNS), strict=True):
            found.setdefault(version, []).append(_link(spans, *values))
    return found


def _link(
    spans: dict[tuple[int, int], Span],
    asked: str,
    rank: int,
    citation: str,
    article: str,
    score: float,
    confidence: float,
    strength: str,
    their_words: str,
    its_words: str,
    their_start: int,
    their_end: int,
    its_start: int,
    its_end: int,
    *review: Any,
) -> Link:
    if not rank:
        return Link(asked, 0, "", "", score, confidence, "", "", "", NOWHERE, NOWHERE)
    theirs, its = (
        spans.setdefault(ends, Span(*ends))
        for ends in ((their_start, their_end), (its_start, its_end))
    )
    return Link(
        asked, rank, citation, article, score, confidence, strength, their_words, its_words, theirs,
        its, *review,
    )  # fmt: skip


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


def counted_links(links: Mapping[str, Sequence[Link]]) -> Rows:
    """Links by version, as rows that an audit counts."""
    names = ("contribution_id", "rank", "citation", "confidence", "strength")
    return [
        {"version": version, **row} for version, own in links.items() for row in fields(own, *names)
    ]


def fields(records: Sequence[object], *names: str, **renamed: str) -> Rows:
    """Some fields of records as rows; `renamed` are those that the rows call something else."""
    columns = {**dict(zip(names, names, strict=True)), **renamed}
    return [{to: getattr(record, own) for to, own in columns.items()} for record in records]
