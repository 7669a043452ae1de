"""The tables that a run leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tracer import tables
from tracer.breakdown import break_down, suppressed
from tracer.constitution import provision_rows, reform_notes, text_hashes
from tracer.lineage.tables import CHANGES, FORCE, change_rows, force_rows
from tracer.output import PARQUET_BATCH, write_columns, write_people_csv, write_table
from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    Issue,
    Link,
    Member,
    Rejected,
    Standing,
    Theme,
)
from tracer.themes import find_campaigns

TABLES = (
    "contributions",
    "provisions",
    "themes",
    "members",
    "links",
    "lineage",
    "changes",
    "force",
    "campaigns",
    "breakdown",
    "issues",
    "decisions",
)
"""Parquet tables of a run."""
REJECTED = "rechazados.csv"
"""The rows that couldn't be used."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What the stages of a run gave, for its tables."""

    contributions: Sequence[Contribution]
    texts: Sequence[tuple[str, Constitution]]
    """Every version with its name, what was in force before first."""
    links: Mapping[str, Iterable[Link]]
    """By version; gone through once, in order, so they needn't lie in memory."""
    themes: Sequence[Theme]
    members: Sequence[Member]
    alignments: Sequence[Alignment]
    standings: Sequence[Standing]
    rejected: Sequence[Rejected]
    issues: Sequence[Issue]
    """What was rejected, and what readers noticed."""


def write_tables(results: Computed, folder: Path, *, lang: str) -> None:
    """Write the Parquet tables and the list of rows that couldn't be used, with reasons in `lang`.

    Raises
    ------
    OutputError
        If a file can't be written.
    """
    contributions = tables.contribution_rows(results.contributions)
    write_table(contributions, folder / "contributions.parquet", tables.CONTRIBUTIONS)
    _write_texts(results, folder)
    write_table(tables.theme_rows(results.themes), folder / "themes.parquet", tables.RUN_THEMES)
    write_table(tables.member_rows(results.members), folder / "members.parquet", tables.MEMBERS)
    lineage = tables.alignment_rows(results.alignments)
    write_table(lineage, folder / "lineage.parquet", tables.RUN_LINEAGE)
    by_article = [a for a in results.alignments if a.level == "article"]
    write_table(change_rows(by_article), folder / "changes.parquet", CHANGES)
    write_table(force_rows(by_article), folder / "force.parquet", FORCE)
    campaigns = tables.campaign_rows(find_campaigns(results.contributions))
    write_table(campaigns, folder / "campaigns.parquet", tables.CAMPAIGNS)
    cells = suppressed(break_down(results.contributions, results.members))
    write_table(tables.breakdown_rows(cells), folder / "breakdown.parquet", tables.BREAKDOWN)
    decisions = tables.decision_rows(results.standings)
    write_table(decisions, folder / "decisions.parquet", tables.DECISIONS)
    issues = tables.issue_rows(results.issues, lang=lang)
    write_table(issues, folder / "issues.parquet", tables.ISSUES)
    rejected = tables.rejected_rows(results.rejected, lang=lang)
    write_people_csv(rejected, folder / REJECTED, tables.REJECTED)


def _write_texts(results: Computed, folder: Path) -> None:
    """Provisions of every text, and the links that lead to them."""
    hashes = {name: text_hashes(text) for name, text in results.texts}
    provisions = (
        {"version": name, **row, "reforms": told.get(at, ()), "text_hash": hashes[name][at]}
        for name, text in results.texts
        for told in [reform_notes(text)]
        for row in provision_rows(text)
        for at in [str(row["citation"])]
    )
    write_table(provisions, folder / "provisions.parquet", tables.RUN_PROVISIONS)
    every = ((name, link) for name, _ in results.texts for link in results.links[name])
    write_columns(_link_batches(every, hashes), folder / "links.parquet", tables.RUN_LINKS)


def _link_batches(
    links: Iterator[tuple[str, Link]], hashes: Mapping[str, Mapping[str, str]]
) -> Iterator[Mapping[str, Sequence[object]]]:
    """Columns of the table of links, each link with the name of its version."""
    while batch := list(islice(links, PARQUET_BATCH)):
        yield {
            "version": [name for name, _ in batch],
            **tables.link_columns([link for _, link in batch]),
            "text_hash": [hashes[name].get(link.citation, "") for name, link in batch],
        }
