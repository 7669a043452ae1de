"""A run folder back into the records that a report is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from tracer import tables
from tracer.audit.folder import read_tables
from tracer.audit.population import all_items
from tracer.audit.rates import rates_of
from tracer.constitution import units
from tracer.lineage.tables import FORCE
from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    ForceChange,
    Issue,
    Lineage,
    Link,
    Member,
    Provision,
    Span,
    Theme,
)
from tracer.report.results import Results, Version
from tracer.run_files import check_tables, read_manifest, read_rows
from tracer.run_folder.write import TABLES
from tracer.stages import traces_of

Rows = Sequence[Mapping[str, Any]]
SHOWN_OF_MANIFEST = (
    "process", "settings", "versions_of_the_text", "text_before", "encoder", "decisions",
    "software", "counts", "inputs",
)  # fmt: skip
"""What a report repeats: neither dates nor its own checksum, so that it can be made again."""


def read_results(folder: Path) -> Results:
    """Read a finished run.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Results
        As `tracer run` left it, with two differences that its tables make: texts are in NFC, and
        the documents' own text is missing (`Provision` holds its words; offsets count in the
        document as extracted).

    Raises
    ------
    InputError
        If it is no run folder, or a table of it is missing.
    FormatError
        If a table can't be read, or isn't the one that the run wrote.
    """
    manifest = read_manifest(folder)
    check_tables(folder, manifest, TABLES)
    found = {
        name: read_rows(folder / f"{name}.parquet", columns) for name, columns in _WANTED.items()
    }
    names = tuple(manifest["versions_of_the_text"])
    before = str(manifest["text_before"])
    level = str(manifest["settings"]["level"])
    versions = _versions(found["provisions"], found["links"], level=level)
    members = tuple(Member(**row) for row in found["members"])
    alignments = _alignments(found["lineage"], found["force"])
    return Results(
        process=str(manifest["process"]),
        contributions=tuple(_contribution(row) for row in found["contributions"]),
        versions=tuple(versions[name] for name in names),
        themes=tuple(_theme(row) for row in found["themes"]),
        members=members,
        alignments=alignments,
        prior=versions[before] if before else None,
        traces=traces_of(
            names, before, {v.name: v.links for v in versions.values()}, alignments, members
        ),
        rates=rates_of(all_items(read_tables(folder, manifest))),
        manifest={key: manifest[key] for key in SHOWN_OF_MANIFEST if key in manifest},
        issues=tuple(Issue(**row) for row in found["issues"]),
    )


_WANTED: Mapping[str, tuple[str, ...]] = {
    "contributions": tuple(tables.CONTRIBUTIONS),
    "provisions": ("version", *tables.PROVISIONS),
    "links": ("version", *tables.LINKS),
    "themes": tuple(tables.RUN_THEMES),
    "members": tuple(tables.MEMBERS),
    "lineage": tuple(c for c in tables.RUN_LINEAGE if c != "reasons"),
    "force": tuple(FORCE),
    "issues": tuple(tables.ISSUES),
}


def _contribution(row: Mapping[str, Any]) -> Contribution:
    return Contribution(id=row["contribution_id"], **_without(row, "contribution_id"))


def _theme(row: Mapping[str, Any]) -> Theme:
    known = _without(row, "theme_id", "terms", "representatives")
    return Theme(
        id=row["theme_id"],
        terms=tuple(row["terms"] or ()),
        representatives=tuple(row["representatives"] or ()),
        **known,
    )


def _versions(provisions: Rows, links: Rows, *, level: str) -> dict[str, Version]:
    held, leading = _by(provisions, "version"), _by(links, "version")
    found = {}
    for name, rows in held.items():
        text = Constitution(name, "", tuple(Provision(**_without(row, "version")) for row in rows))
        own = tuple(_link(row) for row in leading.get(name, ()))
        found[name] = Version(name, text, units(text, level=level), own)
    return found


def _link(row: Mapping[str, Any]) -> Link:
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
    )


def _span(row: Mapping[str, Any], name: str) -> Span:
    return Span(row[f"{name}_start"], row[f"{name}_end"])


def _alignments(rows: Rows, judged: Rows) -> tuple[Alignment, ...]:
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


def _by(rows: Rows, column: str) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
