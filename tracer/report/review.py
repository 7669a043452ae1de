"""What people decided at the review desk, as the report tells it: without their names."""

from __future__ import annotations

from collections import Counter

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import STANDINGS
from tracer.report.quotes import clip
from tracer.report.results import Results

TEXT_ROOM = 400


def review_rows(results: Results, *, lang: str = "es") -> list[Row]:
    """Give one row per link that somebody decided on, what needs another look first.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.REVIEW`.
    """
    words = catalogue(lang)
    texts = {c.id: c.text for c in results.contributions}
    urgent = {name: at for at, name in enumerate(("suspect", "contested", "unsure"))}
    ordered = sorted(
        results.standings,
        key=lambda s: (urgent.get(s.standing, len(urgent)), s.contribution_id, s.citation),
    )
    return [
        {
            "id": held.contribution_id,
            "texto": clip(texts.get(held.contribution_id, ""), TEXT_ROOM),
            "version": held.version,
            "disposicion": held.citation,
            "revision": words[f"standing_{held.standing}"],
            "veredicto": words[f"desk_verdict_{held.verdict}"] if held.verdict else "",
            "personas": len(held.coders),
            "fecha": held.at[:10],
            "nota": held.note,
        }
        for held in ordered
    ]


def standing_counts(results: Results) -> list[tuple[str, int]]:
    """Count links by what holds of them after the review, in the order of `STANDINGS`."""
    counts = Counter(held.standing for held in results.standings)
    return [(name, counts[name]) for name in STANDINGS if counts[name]]
