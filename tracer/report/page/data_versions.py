"""The versions of the text in the page's data: provisions, links with their quotes, lineages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tracer.cells import visible
from tracer.records import Alignment, Lineage, Link, Span, Unit
from tracer.report.changes import changed_words
from tracer.report.page.shown import code_units, shown_span
from tracer.report.quotes import clip, one_line, span_in_contribution, span_in_unit
from tracer.report.results import Version
from tracer.report.trails import by_confidence

KINDS = ("same", "added", "removed", "gap")
LOOSE = -1
"""Beginning of a quote whose words don't stand in the text; its end is a place in `loose`."""
WORDS_ROOM = 600

Columns = dict[str, list[Any]]
Place = Callable[[str], int]


def version_data(
    version: Version,
    texts: Mapping[str, str],
    places: Mapping[str, int],
    place: Place,
    *,
    threshold: float,
) -> dict[str, object]:
    """Give the units of one version and the links to it.

    Parameters
    ----------
    version : Version
    texts, places : mapping of str to str, of str to int
        Contribution id → its text; → its place among the contributions.
    place : callable
        Gives the place of a string in the page's list.
    threshold : float
        Links from here on, and the best one below for every contribution. 0 to 1.

    Returns
    -------
    dict
        Units in document order; links by contribution, most confident first. A link's quotes are
        ``said`` to ``saidEnd`` in the contribution's text and ``norm`` to ``normEnd`` in the
        unit's; both 0 where nothing is quoted.
    """
    at = {unit.citation: number for number, unit in enumerate(version.units)}
    known = (x for x in version.links if x.citation in at and x.contribution_id in places)
    links = _held(known, places, threshold)
    loose: list[str] = []
    return {
        "name": visible(version.name),
        "units": _units(version.units),
        "links": {
            "c": [places[link.contribution_id] for link in links],
            "unit": [at[link.citation] for link in links],
            "confidence": [degree(link.confidence) for link in links],
            "strength": [place(link.strength) for link in links],
            "review": _some([place(link.review) for link in links]),
            **_quotes(links, {unit.citation: unit for unit in version.units}, texts, loose),
        },
        "loose": loose,
    }


def _some(column: list[int]) -> list[int]:
    return column if any(column) else []


def degree(value: float) -> int:
    """Bring a confidence or similarity of 0 to 1 to ten-thousandths."""
    return round(10_000 * value)


def _held(links: Iterable[Link], places: Mapping[str, int], threshold: float) -> list[Link]:
    ranked = sorted(
        (link for link in links if link.rank > 0),
        key=lambda link: (places[link.contribution_id], by_confidence(link)),
    )
    held, below = [], set()
    for link in ranked:
        if link.confidence < threshold:
            if link.contribution_id in below:
                continue
            below.add(link.contribution_id)
        held.append(link)
    return held


def _units(units: Sequence[Unit]) -> Columns:
    return {
        "citation": [visible(unit.citation) for unit in units],
        "article": [visible(unit.article) for unit in units],
        "heading": [visible(one_line(unit.heading)) for unit in units],
        "context": [visible(one_line(unit.context)) for unit in units],
        "repealed": [int(unit.status == "repealed") for unit in units],
        "page": [unit.provisions[0].page if unit.provisions else None for unit in units],
        "text": [visible(unit.text) for unit in units],
        "parts": [_parts(unit) for unit in units],
    }


def _parts(unit: Unit) -> list[list[object]]:
    """Give citation, heading and length in `unit.text` of each provision that shows something."""
    return [
        [visible(p.citation), visible(one_line(p.heading)), code_units(visible(p.text))]
        for p in unit.provisions
        if p.text or p.heading
    ]


def _quotes(
    links: Sequence[Link], units: Mapping[str, Unit], texts: Mapping[str, str], loose: list[str]
) -> Columns:
    laws = {citation: unit.text for citation, unit in units.items()}
    columns: Columns = {"said": [], "saidEnd": [], "norm": [], "normEnd": []}
    for link in links:
        text, law = texts[link.contribution_id], laws[link.citation]
        asked = span_in_contribution(text, link)
        said = _quoted(text, asked, link.evidence_contribution, loose)
        found = span_in_unit(units[link.citation], law, link)
        norm = _quoted(law, found, link.evidence_provision, loose)
        for column, value in zip(columns.values(), (*said, *norm), strict=True):
            column.append(value)
    return columns


def _quoted(text: str, span: Span | None, words: str, loose: list[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if span is None:
        loose.append(visible(clip(words, WORDS_ROOM)))
        return LOOSE, len(loose) - 1
    shown = shown_span(text, span)
    return shown.start, shown.end


def lineage_data(
    alignments: Sequence[Alignment], names: Sequence[str], place: Place
) -> list[dict[str, object]]:
    """Give every alignment by article with the words that changed.

    Parameters
    ----------
    alignments : sequence of Alignment
    names : sequence of str
        Of the versions, in the order in which the page's data hold them.
    place : callable
        Gives the place of a string in the page's list.
    """
    return [
        {
            "old": names.index(alignment.old_version),
            "new": names.index(alignment.new_version),
            "rows": [_pair(pair, place) for pair in alignment.lineage],
        }
        for alignment in alignments
        if alignment.level == "article"
        and {alignment.old_version, alignment.new_version} <= set(names)
    ]


def _pair(pair: Lineage, place: Place) -> list[object]:
    changed = changed_words(pair.old_text, pair.new_text)
    return [
        place(pair.old_citation),
        place(pair.new_citation),
        place(pair.fate),
        degree(pair.similarity),
        [visible(reason) for reason in pair.reasons],
        [KINDS.index(stretch.kind) for stretch in changed],
        [visible(stretch.text) for stretch in changed],
    ]
