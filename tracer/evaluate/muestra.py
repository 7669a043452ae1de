"""Suite ``muestra``: the sample corpus against the gold of its author."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.constitution import read_constitution, units
from tracer.encode.protocol import Progress
from tracer.errors import ColumnError
from tracer.evaluate.descent import fate_measures
from tracer.evaluate.encoding import Encode
from tracer.evaluate.links import (
    Judged,
    abstention_measures,
    confidence_measures,
    listed_links,
    ranking_measures,
)
from tracer.evaluate.measures import Measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.themes import agreement_measures, leading_themes
from tracer.match import match_provisions
from tracer.process import Version, read_process, read_sources
from tracer.records import Contribution, Unit
from tracer.stages import lineage_of, themes_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class VersionGold:
    """One version of the text and the contributions that it answers or not."""

    name: str
    sections: tuple[Unit, ...]
    articles: tuple[Unit, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class SampleGold:
    """The sample and all that its author noted of it."""

    contributions: tuple[Contribution, ...]
    versions: tuple[VersionGold, ...]
    fates: Mapping[Pair, str]
    """(Old citation, new citation) → fate, by article."""
    themes: Mapping[str, str]
    """Contribution → theme, empty for none; only of those that have at most one."""


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("process", "links", "fates", "themes", "top")
    top = suite.keys.integer("top", 10, least=1)
    return measure(read_sample(suite), encode=encode, top=top, progress=progress)


def read_sample(suite: Suite) -> SampleGold:
    """Read the process and its gold."""
    process = read_process(suite.file("process"))
    links = _table(suite.file("links"), "contribution_id", "version", "citation", "grade")
    fates = _table(suite.file("fates"), "old_citation", "new_citation", "fate")
    return SampleGold(
        contributions=read_sources(process).contributions,
        versions=tuple(_version(version, links) for version in process.versions),
        fates={(old, new): fate for old, new, fate in fates},
        themes=single_themes(_table(suite.file("themes"), "contribution_id", "theme")),
    )


def _table(path: Path, *columns: str) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [c for c in columns if c not in (rows.fieldnames or ())]
        if missing:
            raise ColumnError(
                "{name} no tiene la columna «{column}» (tiene: {columns})",
                name=path.name, column=missing[0], columns=", ".join(rows.fieldnames or ()),
            )  # fmt: skip
        return [tuple(row[column] for column in columns) for row in rows]


def _version(version: Version, links: Sequence[tuple[str, ...]]) -> VersionGold:
    document = read_constitution(version.path)
    grades: dict[str, dict[str, float]] = {}
    for id_, name, citation, grade in links:
        if name == version.name:
            grades.setdefault(id_, {}).update({citation: float(grade)} if citation else {})
    judged = tuple(Judged(id_, own) for id_, own in grades.items())
    sections, articles = (units(document, level=level) for level in ("section", "article"))
    return VersionGold(version.name, sections, articles, judged)


def single_themes(rows: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Keep the contributions with at most one theme: a partition has one for each."""
    themes: dict[str, list[str]] = {}
    for id_, theme in rows:
        themes.setdefault(id_, []).append(theme)
    return {id_: own[0] for id_, own in themes.items() if len(own) == 1}


def measure(
    gold: SampleGold, *, encode: Encode, top: int = 10, progress: Progress | None = None
) -> Findings:
    """Match, align and find themes, and compare each with the gold."""
    rows: dict[str, Measure] = {}
    for version in gold.versions:
        own = {text.id for text in version.judged}
        asked = [c for c in gold.contributions if c.id in own]
        links = match_provisions(asked, version.sections, encode=encode, top=top, progress=progress)
        listed = listed_links(links, {unit.citation for unit in version.sections})
        measures = {
            **ranking_measures(version.judged, listed),
            **abstention_measures(version.judged, listed),
            **confidence_measures(version.judged, listed),
        }
        rows |= {f"{name} · {version.name}": value for name, value in measures.items()}
    return Findings({**rows, **_fate_measures(gold, encode), **_theme_measures(gold, encode)})


def _fate_measures(gold: SampleGold, encode: Encode) -> dict[str, Measure]:
    old, new = gold.versions[0].articles, gold.versions[-1].articles
    rows = lineage_of(old, new, encode=encode)
    # the preamble has no recorded fate
    return fate_measures(
        [row for row in rows if "Preámbulo" not in (row.old_citation, row.new_citation)], gold.fates
    )


def _theme_measures(gold: SampleGold, encode: Encode) -> dict[str, Measure]:
    found = leading_themes(themes_of(gold.contributions, encode=encode, seed=1)[1])
    ids = sorted(gold.themes.keys() & found.keys())
    return agreement_measures([gold.themes[i] for i in ids], [found[i] for i in ids])
