"""Everything a report is made from, gathered in one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    Issue,
    Lineage,
    Link,
    Member,
    Rate,
    Standing,
    Theme,
    Trace,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the text with the links that lead to it."""

    name: str
    constitution: Constitution
    units: tuple[Unit, ...]
    """At the level that links are counted in, in document order."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A finished run."""

    process: str
    contributions: tuple[Contribution, ...]
    versions: tuple[Version, ...]
    """From the first draft to the final text; at least one."""
    themes: tuple[Theme, ...] = ()
    members: tuple[Member, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    """Every pair of versions that was compared: where there is a draft, it with the final text by
    article first."""
    prior: Version | None = None
    """The text that was in force before anybody asked, where it was given."""
    traces: Sequence[Trace] = ()
    rates: tuple[Rate, ...] = ()
    """How much was adopted, under every reading; by the engine alone."""
    standings: tuple[Standing, ...] = ()
    """What people decided of links at the review desk."""
    manifest: Mapping[str, object] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    """Rows of the sources that were set aside, and what readers noticed."""

    @property
    def final(self) -> Version:
        """The last version."""
        return self.versions[-1]

    @property
    def draft(self) -> Version | None:
        """The first version, where there is more than one."""
        return self.versions[0] if len(self.versions) > 1 else None

    @property
    def lineage(self) -> tuple[Lineage, ...]:
        """From the first version to the last, by article."""
        return self.alignments[0].lineage if self.draft and self.alignments else ()
