"""The contributions that the page and the workbook list one by one; of figures all count."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import replace

from tracer.records import Contribution
from tracer.report.results import Results, Version

MOST_LISTED = 30_000
"""Contributions: a page of 21 MB that opens in a second and a half, and a sheet that Excel opens
(`eval/results/report.md`). ``trazabilidad.csv`` has them all."""


def listed(results: Results, *, most: int = MOST_LISTED) -> Results:
    """Keep the contributions that are listed, with what is said of them.

    Parameters
    ----------
    results : Results
    most : int, default=30000

    Returns
    -------
    Results
        Those with most signatures and, of those with as many, a sample: the ones whose id has the
        lowest SHA-256, so that a long survey is shown from all its parts, and the same every time.
        Versions, themes, alignments and rates are those of all.
    """
    if len(results.contributions) <= most:
        return results
    kept = {c.id for c in sorted(results.contributions, key=_lot)[:most]}
    return replace(
        results,
        contributions=tuple(c for c in results.contributions if c.id in kept),
        versions=tuple(_of(version, kept) for version in results.versions),
        members=tuple(m for m in results.members if m.contribution_id in kept),
        prior=_of(results.prior, kept) if results.prior else None,
        traces=tuple(t for t in results.traces if t.contribution_id in kept),
    )


def _lot(contribution: Contribution) -> tuple[float, bytes]:
    said = contribution.id.encode("utf-8", "surrogatepass")
    return -contribution.weight, hashlib.sha256(said).digest()


def _of(version: Version, kept: Set[str]) -> Version:
    return replace(version, links=tuple(x for x in version.links if x.contribution_id in kept))
