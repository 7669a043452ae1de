"""The data block of the page: all contributions, provisions and links, for its script to draw.

Columns instead of rows, and strings that come again by their place in a list: 30,000 contributions
with 70,000 links are about 18 MB, of which the contributions' own words are half.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tracer.cells import visible
from tracer.messages import catalogue
from tracer.records import FATES, UNSTABLE, Contribution, Trace
from tracer.report.page.data_versions import degree, lineage_data, version_data
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, heaviest_first, main_themes, ways
from tracer.text import fold, stop_words

FAMILIES = ("channel_", "fate_", "strength_", "route_", "origin_", "status_", "standing_")
"""Beginnings of message keys that the scripts put together themselves."""
SHORTEST = 4
"""Letters of a word that both sides of a link may share, for the scripts' eye."""

Column = list[Any]


class Strings:
    """Strings by their place in a list; the empty one comes first."""

    def __init__(self) -> None:
        self.all: list[str] = [""]
        self._places = {"": 0}

    def place(self, text: str) -> int:
        """Give the place of `text`, which is put last where it is new."""
        shown = visible(text)
        if shown not in self._places:
            self._places[shown] = len(self.all)
            self.all.append(shown)
        return self._places[shown]


def data_block(data: Mapping[str, object]) -> str:
    """Write `data` as JSON that can stand inside a script element whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def page_data(
    results: Results, *, lang: str = "es", threshold: float = THRESHOLD, asked: Sequence[str] = ()
) -> dict[str, object]:
    """Gather what the page's script draws from.

    Parameters
    ----------
    results : Results
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5
        Links from here on are held, and of each contribution the best one below.
    asked : sequence of str
        Keys of the messages that the scripts name outright.

    Returns
    -------
    dict
        Confidences and similarities in ten-thousandths; offsets in UTF-16 code units of the texts
        beside them. Contributions heaviest first: wherever one is named, it is by its place there.
    """
    ordered = sorted(results.contributions, key=heaviest_first)
    places = {contribution.id: at for at, contribution in enumerate(ordered)}
    texts = {contribution.id: contribution.text for contribution in ordered}
    strings = Strings()
    versions = [*([results.prior] if results.prior else []), *results.versions]
    return {
        "m": _messages(lang, asked),
        "lang": lang,
        "threshold": degree(threshold),
        "unstable": degree(UNSTABLE),
        "fates": FATES,
        "stops": sorted({fold(word) for word in stop_words() if len(word) >= SHORTEST}),
        "contributions": _contributions(ordered, results, strings),
        "themes": _themes(results, places),
        "versions": [
            version_data(version, texts, places, strings.place, threshold=threshold)
            for version in versions
        ],
        "prior": bool(results.prior),
        "lineages": lineage_data(results.alignments, [v.name for v in versions], strings.place),
        "trails": _trails(results, places, strings, threshold),
        "strings": strings.all,
    }


def _messages(lang: str, asked: Sequence[str]) -> dict[str, str]:
    words = catalogue(lang)
    families = [key for key in words if key.startswith(FAMILIES)]
    return {key: words[key] for key in sorted({*families, *asked})}


def _contributions(
    ordered: Sequence[Contribution], results: Results, strings: Strings
) -> dict[str, Column]:
    at = {theme.id: place for place, theme in enumerate(results.themes)}
    main = main_themes(results)
    return {
        "id": [visible(c.id) for c in ordered],
        "text": [visible(c.text) for c in ordered],
        "weight": [_number(c.weight) for c in ordered],
        "channel": [strings.place(c.channel) for c in ordered],
        "source": [strings.place(c.source) for c in ordered],
        "question": [strings.place(c.question) for c in ordered],
        "date": [strings.place(c.date) for c in ordered],
        "borough": [strings.place(c.borough) for c in ordered],
        "neighbourhood": [strings.place(c.neighbourhood) for c in ordered],
        "theme": [at.get(main.get(c.id, ""), -1) for c in ordered],
    }


def _themes(results: Results, places: Mapping[str, int]) -> dict[str, Column]:
    at = {theme.id: place for place, theme in enumerate(results.themes)}
    members: dict[str, list[int]] = defaultdict(list)
    for member in results.members:
        if member.contribution_id in places:
            members[member.theme_id].append(places[member.contribution_id])
    themes = results.themes
    return {
        "id": [visible(t.id) for t in themes],
        "label": [visible(t.label) for t in themes],
        "parent": [at.get(t.parent_id, -1) for t in themes],
        "terms": [[visible(term) for term in t.terms] for t in themes],
        "size": [t.size for t in themes],
        "weight": [_number(t.weight) for t in themes],
        "distinct": [t.distinct for t in themes],
        "stability": [degree(t.stability) for t in themes],
        "sayings": [
            [places[i] for i in t.representatives or (t.medoid_id,) if i in places] for t in themes
        ],
        "members": [sorted(members[t.id]) for t in themes],
    }


def _trails(
    results: Results, places: Mapping[str, int], strings: Strings, threshold: float
) -> dict[str, Column]:
    """Give one place a way in every column; a column of zeros alone is left empty."""
    known = ways(results, threshold=threshold)
    columns: dict[str, Column] = {
        "c": [places[way.contribution_id] for way in known],
        "draft": [strings.place(way.draft_citation) for way in known],
        "draftConfidence": [degree(way.draft_confidence) for way in known],
        "draftStrength": [strings.place(way.draft_strength) for way in known],
        "final": [strings.place(way.final_citation) for way in known],
        "finalConfidence": [degree(way.final_confidence) for way in known],
        "finalStrength": [strings.place(way.final_strength) for way in known],
        "fate": [strings.place(way.fate) for way in known],
        "route": [strings.place(way.route) for way in known],
        "between": [_between(way, strings) for way in known],
        "prior": [strings.place(way.prior_citation) for way in known],
        "priorConfidence": [degree(way.prior_confidence) for way in known],
        "origin": [strings.place(way.origin) for way in known],
    }
    return {name: column if any(column) else [] for name, column in columns.items()}


def _between(way: Trace, strings: Strings) -> list[int] | int:
    return [strings.place(citation) for citation in way.between] if any(way.between) else 0


def _number(weight: float) -> float:
    return int(weight) if float(weight).is_integer() else round(weight, 4)
