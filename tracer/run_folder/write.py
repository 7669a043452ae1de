"""The tables that a run leaves behind."""

from __future__ import annotations

from pathlib import Path

from tracer import tables
from tracer.breakdown import break_down, suppressed
from tracer.constitution import provision_rows, reform_notes, text_hashes
from tracer.lineage.tables import CHANGES, FORCE, change_rows, force_rows
from tracer.output import write_people_csv, write_table
from tracer.report.results import Results
from tracer.sources import ReadResult
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
)
"""Parquet tables of a run."""


def write_tables(results: Results, read: ReadResult, folder: Path) -> None:
    """Write the Parquet tables and the list of rows that couldn't be used.

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
    write_table(tables.issue_rows(results.issues), folder / "issues.parquet", tables.ISSUES)
    write_people_csv(
        tables.rejected_rows(read.rejected), folder / "rechazados.csv", tables.REJECTED
    )


def _write_texts(results: Results, folder: Path) -> None:
    """Provisions of every text, and the links that lead to them."""
    every = (*([results.prior] if results.prior else []), *results.versions)
    hashes = {version.name: text_hashes(version.constitution) for version in every}
    provisions = (
        {"version": v.name, **row, "reforms": told.get(at, ()), "text_hash": hashes[v.name][at]}
        for v in every
        for told in [reform_notes(v.constitution)]
        for row in provision_rows(v.constitution)
        for at in [str(row["citation"])]
    )
    write_table(provisions, folder / "provisions.parquet", tables.RUN_PROVISIONS)
    links = (
        {"version": v.name, **row, "text_hash": hashes[v.name].get(str(row["citation"]), "")}
        for v in every
        for row in tables.link_rows(v.links)
    )
    write_table(links, folder / "links.parquet", tables.RUN_LINKS)
