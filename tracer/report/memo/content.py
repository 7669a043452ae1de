"""What the memo says, computed before any word or layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracer.output import Row
from tracer.records import Rate, Unit
from tracer.report.changes import fate_counts
from tracer.report.coverage import silent_units, theme_rows, unanswered
from tracer.report.figures import Figures, headline
from tracer.report.memo.recent import Week, latest_week
from tracer.report.rates import by_denominator
from tracer.report.results import Results
from tracer.report.review import standing_counts
from tracer.report.traceability import petition_rows
from tracer.report.trails import THRESHOLD, Trail
from tracer.report.views import Capped, capped

MOST_PETITIONS = 25
MOST_THEMES = 10
MOST_UNANSWERED = 10
MOST_SILENT = 15
MOST_INPUTS = 15


@dataclass(frozen=True, slots=True)
class Origin:
    """With what the run was made, as far as its manifest says."""

    software: str
    """Version of tracer; empty where unknown, as the rest."""
    seed: str
    level: str
    encoder: str
    inputs: Capped[tuple[str, str]]
    """Name and sha256 of each file."""


@dataclass(frozen=True, slots=True)
class Memo:
    """The memo of one run."""

    process: str
    versions: tuple[str, ...]
    """From the first draft to the final text."""
    prior: str
    """The text in force before; empty where none was given."""
    threshold: float
    figures: Figures
    rates: tuple[tuple[Rate, ...], ...]
    """One group for each thing counted."""
    petitions: Capped[Row]
    """With the columns of `tracer.report.columns.PETITIONS`, most signatures first; the whole text.
    """
    themes: Capped[Row]
    """With the columns of `tracer.report.columns.THEMES`: those that no other theme holds."""
    unanswered: Capped[Trail]
    silent: Capped[Unit]
    week: Week | None
    fates: tuple[tuple[str, int], ...]
    origin: Origin
    standings: tuple[tuple[str, int], ...] = ()
    """How many links people confirmed, rejected and so on; see `tracer.report.review`."""


def memo_content(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> Memo:
    """Compute everything that the memo shows."""
    broad = {theme.id for theme in results.themes if not theme.parent_id}
    themes = [r for r in theme_rows(results, threshold=threshold) if r["tema_id"] in broad]
    return Memo(
        process=results.process,
        versions=tuple(version.name for version in results.versions),
        prior=results.prior.name if results.prior else "",
        threshold=threshold,
        figures=headline(results, threshold=threshold),
        rates=tuple(tuple(group) for group in by_denominator(results.rates).values()),
        petitions=_petitions(results, lang=lang, threshold=threshold),
        themes=capped(themes, MOST_THEMES),
        unanswered=capped(unanswered(results, threshold=threshold), MOST_UNANSWERED),
        silent=capped(silent_units(results.final, threshold=threshold), MOST_SILENT),
        week=latest_week(results),
        fates=tuple(fate_counts(results)),
        origin=_origin(results.manifest),
        standings=tuple(standing_counts(results)),
    )


def _petitions(results: Results, *, lang: str, threshold: float) -> Capped[Row]:
    found = capped(petition_rows(results, lang=lang, threshold=threshold), MOST_PETITIONS)
    texts = {c.id: c.text for c in results.contributions}
    # With their lines, which tell a title from what follows it
    return Capped([{**row, "texto": texts[str(row["id"])]} for row in found.shown], found.total)


def _origin(manifest: Mapping[str, object]) -> Origin:
    settings, software = manifest.get("settings"), manifest.get("software")
    return Origin(
        software=_said(software, "tracer") or _said(manifest, "tracer"),
        seed=_said(settings, "seed"),
        level=_said(settings, "level"),
        encoder=_said(manifest, "encoder"),
        inputs=capped(_inputs(manifest.get("inputs")), MOST_INPUTS),
    )


def _said(record: object, key: str) -> str:
    value = record.get(key) if isinstance(record, Mapping) else None
    return "" if value is None else str(value)


def _inputs(listed: object) -> Sequence[tuple[str, str]]:
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        return ()
    named = [(_said(entry, "name") or _said(entry, "file"), _said(entry, "sha256"))
             for entry in listed]  # fmt: skip
    return [(name, digest) for name, digest in named if name and digest]
