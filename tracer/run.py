"""The whole engine: from a PROCESS.toml to a run folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from tracer.constitution import read_constitution, units
from tracer.decisions import (
    Log,
    account_of,
    bring_in,
    decided_links,
    desk_guide,
    judged_confidences,
    log_path,
    read_log,
    refused,
    review_issues,
    side_of,
    standings_of,
)
from tracer.encode import Encoder, VectorCache, cached_encode
from tracer.errors import OutputError
from tracer.files import reason
from tracer.match import (
    Calibration,
    Encode,
    fit_calibration,
    links_at_precision,
    match_provisions,
    recalibrate,
)
from tracer.process import Process, read_sources
from tracer.records import Constitution, Contribution, Issue, Progress, Standing
from tracer.report.results import Results, Version
from tracer.run_folder import account_for, write_people_files, write_tables
from tracer.sources import ReadResult
from tracer.stages import alignments_of, themes_of
from tracer.themes.guidance import NO_CORRECTIONS, Amendments, read_guide


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


@dataclass(frozen=True, slots=True)
class Said:
    """What people said at the review desk."""

    standings: tuple[Standing, ...]
    calibration: Calibration
    """Refitted to it."""


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
    progress = watch.stage("leer", len(process.sources) + len(process.versions))
    read = read_sources(process, progress=progress)
    texts = _texts(process, progress)
    encode = _watched(encoder, cache, watch)
    encode([contribution.text for contribution in read.contributions])
    if process.decisions:
        bring_in(process.decisions, folder)
    log = read_log(log_path(folder))
    said = _said(log, read, texts)
    results = _compute(process, read, texts, log, said, encode=encode, watch=watch)
    watch.stage("escribir")
    write_tables(results, read, folder)
    counts = {
        "contributions": len(results.contributions),
        "set_aside": len(read.rejected),
        "themes": len(results.themes),
    }
    refit = {"calibration": asdict(said.calibration)} if said.calibration.verdicts else {}
    decided = {**account_of(log, said.standings), **refit}
    account_for(process, folder, encoder=encoder.identity, counts=counts, decisions=decided)
    return Finished(write_people_files(folder, stage=watch.stage), read.rejected)


def _said(log: Log, read: ReadResult, texts: Texts) -> Said:
    standings = standings_of(log.decisions, side_of(read.contributions, dict(texts.all)))
    return Said(standings, fit_calibration(judged_confidences(log.decisions)))


def _texts(process: Process, progress: Progress) -> Texts:
    before = process.prior
    constitutions = []
    for version in process.versions:
        constitutions.append(read_constitution(version.path))
        progress(1)
    return Texts(
        tuple(version.name for version in process.versions),
        tuple(constitutions),
        (before.name, read_constitution(before.path)) if before else None,
    )


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "no se puede crear la carpeta {folder}: {reason}; indica otra con -o",
            folder=folder,
            reason=reason(error),
        ) from error


def _watched(encoder: Encoder, cache: VectorCache, watch: Watch) -> Encode:
    def encode(texts: Sequence[str]) -> object:
        progress = watch.stage("vectores", len(texts))
        return cached_encode(encoder, texts, cache, progress=progress)

    return encode  # type: ignore[return-value]


def _compute(
    process: Process,
    read: ReadResult,
    texts: Texts,
    log: Log,
    said: Said,
    *,
    encode: Encode,
    watch: Watch,
) -> Results:
    settings = process.settings
    asked = read.contributions
    matched = {
        name: _matched(name, text, asked, process, said, encode=encode, watch=watch)
        for name, text in texts.all
    }
    guide = read_guide(process.guide) if process.guide else NO_CORRECTIONS
    unfit: list[str] = []
    amendments = Amendments(desk_guide(log.corrections), unfit.append) if log.corrections else None
    themes, members = themes_of(
        asked, encode=encode, seed=settings.seed, guide=guide, amendments=amendments,
        stage=watch.stage,
    )  # fmt: skip
    alignments = alignments_of(
        texts.names, texts.constitutions, texts.prior, encode=encode, stage=watch.stage
    )
    found = tuple(matched[name] for name in texts.names)
    return Results(
        process=process.name,
        contributions=asked,
        versions=found,
        themes=themes,
        members=members,
        alignments=alignments,
        standings=said.standings,
        prior=matched[texts.prior[0]] if texts.prior else None,
        issues=(
            *read.rejected,
            *read.issues,
            *_reading_issues(texts),
            *review_issues(log, texts.all, unfit),
        ),
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
    said: Said,
    *,
    encode: Encode,
    watch: Watch,
) -> Version:
    settings = process.settings
    found = units(constitution, level=settings.level)
    progress = watch.stage(f"enlaces: {name}", len(contributions))
    links = match_provisions(
        contributions, found, encode=encode, top=settings.top,
        without=refused(said.standings, name), progress=progress,
    )  # fmt: skip
    every = recalibrate(links, said.calibration)
    sure = [k for k in every if not k.rank or k.confidence >= settings.min_confidence]
    kept = links_at_precision(sure, settings.precision)
    decided = decided_links(kept, said.standings, version=name, proposed=every)
    return Version(name, constitution, found, decided)


__all__ = ["Watch", "run"]
