"""A finished run as the desk holds it in memory: what there is to look at, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tracer.audit.coding import read_plan
from tracer.decisions import Side, log_path, side_of
from tracer.match import is_quotation, shipped_confidence
from tracer.records import Contribution, Link, Theme, Unit
from tracer.run_files import population_of, read_manifest
from tracer.run_folder import read_proposed

CANDIDATES = 6
"""Other provisions that are offered beside the one looked at."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A run under review; nothing in it changes while the desk is open."""

    folder: Path
    process: str
    lang: str
    version: str
    """Name of the final text, which links are reviewed against."""
    contributions: Mapping[str, Contribution]
    links: Mapping[str, tuple[Link, ...]]
    """To the final text, by contribution, as the engine proposed them, best first."""
    units: Mapping[str, Unit]
    """Of the final text, by citation, in its order."""
    side: Side
    themes: tuple[Theme, ...]
    theme_of: Mapping[str, str]
    """Contribution → label of its strongest theme."""
    sampled: Mapping[str, tuple[str, ...]]
    """Contributions drawn for the audit, in the order in which they are to be coded, each with the
    provisions proposed to every coder."""

    @property
    def log(self) -> Path:
        """Where decisions are kept."""
        return log_path(self.folder)

    def has(self, contribution_id: str, version: str, citation: str) -> bool:
        """Tell whether a link is of this run: the log may be of an older one."""
        known = contribution_id in self.contributions and citation in self.units
        return known and version == self.version

    def link(self, contribution_id: str, citation: str) -> Link | None:
        """Give the engine's link between the two, if it proposed one."""
        own = self.links.get(contribution_id, ())
        return next((link for link in own if link.citation == citation), None)

    def shipped(self, contribution_id: str, citation: str) -> float | None:
        """Give the confidence that calibration is refitted from; None where it can't be."""
        link = self.link(contribution_id, citation)
        quoted = link and is_quotation(link.evidence_contribution, link.evidence_provision)
        return None if link is None or quoted else shipped_confidence(link.score)

    def candidates(self, contribution_id: str) -> tuple[str, ...]:
        """Give citations to look at first, in the order of the text: it tells no scores."""
        # A plan may have been made of other units, articles of sections: what isn't there can't be
        # judged, and where nothing is left of it the links stand in.
        planned = set(self.sampled.get(contribution_id, ())) & self.units.keys()
        first = {link.citation for link in self.links.get(contribution_id, ())[:CANDIDATES]}
        if planned:
            return tuple(c for c in self.sampled[contribution_id] if c in planned)
        return tuple(citation for citation in self.units if citation in first)


def open_desk(folder: Path, *, lang: str | None = None) -> Desk:
    """Read a run, and the plan of its audit where there is one.

    Raises
    ------
    InputError
        If it is no run folder, or its plan is of another run.
    FormatError
        If a table or the plan is damaged.
    """
    results = read_proposed(folder)
    manifest = read_manifest(folder)
    final = results.final
    texts = {version.name: version.constitution for version in results.versions}
    labels = {theme.id: theme.label for theme in results.themes}
    main = {trace.contribution_id: trace.theme_id for trace in results.traces}
    return Desk(
        folder=folder,
        process=results.process,
        lang=lang or str(manifest["settings"]["lang"]),
        version=final.name,
        contributions={c.id: c for c in results.contributions},
        links={
            key: tuple(link for link in group if link.rank)
            for key, group in groupby(final.links, key=lambda link: link.contribution_id)
        },
        units={unit.citation: unit for unit in final.units},
        side=side_of(results.contributions, texts),
        themes=results.themes,
        theme_of={key: labels.get(theme, "") for key, theme in main.items()},
        sampled=_sampled(folder, population_of(manifest)),
    )


def _sampled(folder: Path, population: str) -> Mapping[str, tuple[str, ...]]:
    path = folder / "auditoria" / "plan.json"
    if not path.is_file():
        return {}
    plan, made_for = read_plan(path)
    fits = plan.kind == "contribution" and made_for == population
    return {key: plan.candidates.get(key, ()) for key in plan.ids} if fits else {}
