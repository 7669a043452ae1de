"""The whole engine: from a PROCESS.toml to a run folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tracer.constitution import read_constitution, units
from tracer.encode import Encoder, VectorCache, cached_encode
from tracer.errors import OutputError
from tracer.files import reason
from tracer.match import Encode, links_at_precision, match_provisions
from tracer.process import Process, read_sources
from tracer.records import Constitution, Contribution, Issue
from tracer.report.results import Results, Version
from tracer.run_folder import account_for, write_people_files, write_tables
from tracer.sources import ReadResult
from tracer.stages import alignments_of, themes_of
from tracer.themes.guidance import NO_CORRECTIONS, read_guide


class Watch(Protocol):
    """Is told which stage runs and how far it got."""

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Begin stage `name` of `total` steps; the result is called with the steps done."""
        ...


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run found, and the rows that it could not use."""

    results: Results
    rejected: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The versions of the text, read."""

    names: tuple[str, ...]
    """From the first draft to the final text."""
    constitutions: tuple[Constitution, ...]
    prior: tuple[str, Constitution] | None = None
    """What was in force before."""

    @property
    def all(self) -> tuple[tuple[str, Constitution], ...]:
        """Every text with its name, in the order of time."""
        named = zip(self.names, self.constitutions, strict=True)
        return (*([self.prior] if self.prior else []), *named)


def run(
    process: Process, folder: Path, *, encoder: Encoder, cache: VectorCache, watch: Watch
) -> Finished:
    """Run every stage and write the run folder.

    Vectors are kept in `cache` as they are made and every file is renamed into place when it is
    whole, so a run that was killed goes on where it stopped when it is started again.

    Parameters
    ----------
    process : Process
    folder : Path
        Made if it is missing; files of an earlier run in it are replaced.
    encoder, cache : Encoder, VectorCache
    watch : Watch

    Raises
    ------
    TracerError
        If an input can't be read or the folder can't be written.
    """
    _prepare(folder)
    watch.stage("leer")
    read = read_sources(process)
    texts = _texts(process)
    encode = _watched(encoder, cache, watch)
    encode([contribution.text for contribution in read.contributions])
    results = _compute(process, read, texts, encode=encode, watch=watch)
    watch.stage("escribir")
    write_tables(results, read, folder)
    counts = {
        "contributions": len(results.contributions),
        "set_aside": len(read.rejected),
        "themes": len(results.themes),
    }
    account_for(process, folder, encoder=encoder.identity, counts=counts)
    return Finished(write_people_files(folder), read.rejected)


def _texts(process: Process) -> Texts:
    before = process.prior
    return Texts(
        tuple(version.name for version in process.versions),
        tuple(read_constitution(version.path) for version in process.versions),
        (before.name, read_constitution(before.path)) if before else None,
    )


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"no se puede crear la carpeta {folder}: {reason(error)}; indica otra con -o"
        ) from error


def _watched(encoder: Encoder, cache: VectorCache, watch: Watch) -> Encode:
    def encode(texts: Sequence[str]) -> object:
        progress = watch.stage("vectores", len(texts))
        return cached_encode(encoder, texts, cache, progress=progress)

    return encode  # type: ignore[return-value]


def _compute(
    process: Process, read: ReadResult, texts: Texts, *, encode: Encode, watch: Watch
) -> Results:
    settings = process.settings
    matched = {
        name: _matched(name, text, read.contributions, process, encode=encode, watch=watch)
        for name, text in texts.all
    }
    watch.stage("temas")
    guide = read_guide(process.guide) if process.guide else NO_CORRECTIONS
    themes, members = themes_of(read.contributions, encode=encode, seed=settings.seed, guide=guide)
    watch.stage("versiones")
    alignments = alignments_of(texts.names, texts.constitutions, texts.prior, encode=encode)
    found = tuple(matched[name] for name in texts.names)
    return Results(
        process=process.name,
        contributions=read.contributions,
        versions=found,
        themes=themes,
        members=members,
        alignments=alignments,
        prior=matched[texts.prior[0]] if texts.prior else None,
        issues=(*read.rejected, *read.issues, *_reading_issues(texts)),
    )


def _reading_issues(texts: Texts) -> list[Issue]:
    """What was met in the documents, each under the name of its version."""
    return [
        replace(issue, source=name)
        for name, constitution in texts.all
        for issue in constitution.issues
    ]


def _matched(
    name: str,
    constitution: Constitution,
    contributions: Sequence[Contribution],
    process: Process,
    *,
    encode: Encode,
    watch: Watch,
) -> Version:
    settings = process.settings
    found = units(constitution, level=settings.level)
    progress = watch.stage(f"enlaces con {name}", len(contributions))
    links = match_provisions(
        contributions, found, encode=encode, top=settings.top,
        min_confidence=settings.min_confidence, progress=progress,
    )  # fmt: skip
    kept = links_at_precision(links, settings.precision)
    return Version(name, constitution, found, kept)


__all__ = ["Watch", "run"]
