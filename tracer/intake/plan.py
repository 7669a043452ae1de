"""What a process is made of: its sources and versions, named and in order, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracer.intake.dates import in_order
from tracer.intake.findings import Finding, FoundTexts, FoundVersion, Unusable
from tracer.sources import SUFFIXES
from tracer.sources.files import stem_of, suffix_of
from tracer.text import fold

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Count:
    """What came of reading a source as it is planned."""

    contributions: int = 0
    rejected: int = 0
    notices: tuple[str, ...] = ()
    """What was read, but not as it stands; in Spanish."""
    rows: int = 0
    """That were read; of a large table, not all."""


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """One table ``[[sources]]``."""

    name: str
    found: FoundTexts
    count: Count = Count()

    @property
    def is_partly_read(self) -> bool:
        """Whether it holds more rows than were counted."""
        return self.count.rows < self.found.rows


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """One table ``[[versions]]``."""

    name: str
    found: FoundVersion


@dataclass(frozen=True, slots=True)
class Plan:
    """What a PROCESS.toml will say."""

    name: str
    sources: tuple[PlannedSource, ...]
    versions: tuple[PlannedVersion, ...]
    order: str
    """Key of the catalogue: why the versions stand in this order."""
    unusable: tuple[Unusable, ...] = ()


def plan_of(findings: Sequence[Finding], *, name: str) -> Plan:
    """Put findings together as a process.

    Parameters
    ----------
    findings : sequence of Finding
        In the order in which they were given.
    name : str
        Of the process.
    """
    texts = _as_folders([f for f in findings if isinstance(f, FoundTexts)])
    versions, order = in_order([f for f in findings if isinstance(f, FoundVersion)])
    source_names = _names(f.path for f in texts)
    version_names = _names(f.path for f in versions)
    return Plan(
        name,
        tuple(PlannedSource(n, f) for n, f in zip(source_names, texts, strict=True)),
        tuple(PlannedVersion(n, f) for n, f in zip(version_names, versions, strict=True)),
        order,
        tuple(f for f in findings if isinstance(f, Unusable)),
    )


def _as_folders(texts: Sequence[FoundTexts]) -> list[FoundTexts]:
    """Read the records of many events as the folder that holds them, and nothing else."""
    found: list[FoundTexts] = []
    for one in texts:
        folder = one.path.parent
        own = {f.path.resolve() for f in texts if f.kind == "events" and f.path.parent == folder}
        whole = len(own) > 1 and own == _readable(folder)
        if not (one.kind == "events" and whole):
            found.append(one)
        elif folder not in [f.path for f in found]:
            found.append(replace(one, path=folder, kind="folder"))
    return found


def _readable(folder: Path) -> set[Path]:
    visible = (p for p in folder.iterdir() if not p.name.startswith((".", "~")))
    return {p.resolve() for p in visible if p.is_file() and suffix_of(p) in SUFFIXES}


def _names(paths: Iterable[Path]) -> list[str]:
    """Give each a short name of its own, made of its file's."""
    names: list[str] = []
    for path in paths:
        stem = path.name if path.is_dir() else stem_of(path)
        base = re.sub(r"[^a-z0-9ñ]+", "_", fold(stem)).strip("_")[:LONGEST_NAME] or "fuente"
        name, k = base, 1
        while name in names:
            k += 1
            name = f"{base}_{k}"
        names.append(name)
    return names


def doubts(plan: Plan) -> list[tuple[str, str]]:
    """List what somebody must look at: keys of the catalogue, and what each is about."""
    found: list[tuple[str, str]] = []
    if not plan.sources:
        found.append(("init_doubt_no_sources", ""))
    if not plan.versions:
        found.append(("init_doubt_no_versions", ""))
    if plan.order in ("init_order_given", "init_order_clash"):
        found.append((plan.order, ", ".join(version.name for version in plan.versions)))
    for source in plan.sources:
        rows = source.count.contributions + source.count.rejected
        if source.found.layout.header == 0:
            found.append(("init_doubt_headless", source.found.path.name))
        if source.found.two_headers:
            found.append(("init_doubt_two_headers", source.found.path.name))
        if source.count.rejected > 0.2 * rows:
            found.append(("init_doubt_rejected", source.found.path.name))
        if source.found.sheets:
            found.append(("init_doubt_sheets", source.found.path.name))
    return found
