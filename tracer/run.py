"""The whole engine: from a PROCESS.toml to a run folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from tracer.constitution import units
from tracer.decisions import (
    Log,
    account_of,
    bring_in,
    desk_guide,
    judged_confidences,
    log_path,
    read_log,
    refused,
    review_issues,
    side_of,
    standings_of,
)
from tracer.encode import Encoding
from tracer.errors import OutputError
from tracer.files import reason
from tracer.kept import keeping_lineage, kept_themes
from tracer.linking import judged_links, link_corpus
from tracer.match import Calibration, fit_calibration, text_space
from tracer.memory import tell_if_tight
from tracer.process import Process, read_sources, redaction_of
from tracer.records import Contribution, Issue, Link, Standing
from tracer.run_files import read_manifest, read_rows
from tracer.run_folder import Computed, account_for, add_people_files, is_current, write_tables
from tracer.sources import ReadResult
from tracer.stages import alignments_of
from tracer.staging import staged
from tracer.store import Store
from tracer.tables import ISSUES
from tracer.themes.guidance import NO_CORRECTIONS, Amendments, read_guide
from tracer.versions import Texts, read_texts
from tracer.workers import ALONE, Workers


class Watch(Protocol):
    """Is told which stage runs and how far it got."""

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Begin stage `name` of `total` steps; the result is called with the steps done."""
        ...


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run found, in figures."""

    contributions: int
    themes: int
    set_aside: tuple[Issue, ...]
    """Why rows couldn't be used."""
    noticed: tuple[Issue, ...]
    """What else readers noticed."""
    replaced: Mapping[str, Mapping[str, int]]
    """Personal data, by source and kind: how much of it."""
    unchanged: str = ""
    """When the run was made that was there already and is still the same, ISO 8601; else empty."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with; none of it changes a byte but the encoder."""

    encode: Encoding
    """With the workers that encode and group; see `tracer.cluster.open_cluster`."""
    store: Store
    watch: Watch
    linkers: Workers
    """Who matches."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people said at the review desk."""

    standings: tuple[Standing, ...]
    calibration: Calibration
    """Refitted to it."""


def run(
    process: Process,
    folder: Path,
    *,
    encode: Encoding,
    store: Store,
    watch: Watch,
    linkers: Workers = ALONE,
) -> Finished:
    """Run every stage and write the run folder.

    Vectors are kept in the cache of `encode`, links and themes in `store` as they are made, and the
    files are put into place when all are whole, so a run that was killed goes on where it stopped
    when it is started again. Where the folder holds this very run already, nothing is done.

    Parameters
    ----------
    process : Process
    folder : Path
        Made if it is missing; files of an earlier run in it are replaced.
    encode : Encoding
        With the workers that encode and group; see `tracer.cluster.open_cluster`.
    store : Store
    watch : Watch
    linkers : Workers, optional
        Who matches. Who works does not change a byte.

    Raises
    ------
    TracerError
        If an input can't be read, the folder can't be written, or another run is writing there.
    """
    _prepare(folder)
    watch.stage("comparar con la corrida anterior")
    if is_current(process, folder, encoder=encode.encoder.identity):
        return _finished(folder, unchanged=True)
    with staged(folder) as place:
        _make_tables(process, folder, place, Means(encode, store, watch, linkers))
        add_people_files(place, place, log=log_path(folder), stage=watch.stage)
    return _finished(folder, unchanged=False)


def _finished(folder: Path, *, unchanged: bool) -> Finished:
    manifest = read_manifest(folder)
    counts = manifest["counts"]
    rows = read_rows(folder / "issues.parquet", tuple(ISSUES))
    issues = tuple(Issue(**row) for row in rows)
    return Finished(
        contributions=int(counts["contributions"]),
        themes=int(counts["themes"]),
        set_aside=issues[: counts["set_aside"]],
        noticed=issues[counts["set_aside"] :],
        replaced=manifest.get("redaction", {}).get("replaced", {}),
        unchanged=str(manifest["finished"]) if unchanged else "",
    )


def _make_tables(process: Process, folder: Path, place: Path, means: Means) -> None:
    """Run every stage with what was decided in `folder`, and write their tables to `place`.

    Nothing else outlives it: the files for people are made from the tables.
    """
    progress = means.watch.stage("leer", len(process.sources) + len(process.versions))
    read = read_sources(process, progress=progress)
    tell_if_tight(len(read.contributions))
    texts = read_texts(process, progress)
    if process.decisions:
        bring_in(process.decisions, folder)
    log = read_log(log_path(folder))
    said = _said(log, read, texts)
    results = _compute(process, read, texts, log, said, means)
    means.watch.stage("escribir")
    write_tables(results, place, lang=process.settings.lang)
    means.store.prune()
    counts = {
        "contributions": len(results.contributions),
        "set_aside": len(read.rejected),
        "themes": len(results.themes),
        "sources": [asdict(tally) for tally in read.tallies],
    }
    refit = {"calibration": asdict(said.calibration)} if said.calibration.verdicts else {}
    decided = {**account_of(log, said.standings), **refit}
    account_for(
        process, place, encoder=means.encode.encoder.identity, counts=counts, decisions=decided,
        redaction=redaction_of(process, read),
    )  # fmt: skip


def _said(log: Log, read: ReadResult, texts: Texts) -> Said:
    standings = standings_of(log.decisions, side_of(read.contributions, dict(texts.all)))
    return Said(standings, fit_calibration(judged_confidences(log.decisions)))


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "no se puede crear la carpeta {folder}: {reason}; indica otra con -o",
            folder=folder,
            reason=reason(error),
        ) from error


def _compute(
    process: Process,
    read: ReadResult,
    texts: Texts,
    log: Log,
    said: Said,
    means: Means,
) -> Computed:
    settings, encode, store, stage = (
        process.settings, means.encode, means.store, means.watch.stage,
    )  # fmt: skip
    asked = read.contributions
    links = _links(process, asked, texts, said, means)
    encode.rest()  # themes need memory, and hardly anything is left to encode
    guide = read_guide(process.guide) if process.guide else NO_CORRECTIONS
    unfit: list[str] = []
    amendments = Amendments(desk_guide(log.corrections), unfit.append) if log.corrections else None
    themes, members = kept_themes(
        asked, encode=encode, store=store, seed=settings.seed, guide=guide, amendments=amendments,
        stage=stage,
    )  # fmt: skip
    alignments = alignments_of(
        texts.names, texts.constitutions, texts.prior, encode=encode, stage=stage,
        align=keeping_lineage(encode, store),
    )  # fmt: skip
    noticed = (*read.issues, *texts.issues, *review_issues(log, texts.all, unfit))
    return Computed(
        contributions=asked,
        texts=texts.all,
        links=links,
        themes=themes,
        members=members,
        alignments=alignments,
        standings=said.standings,
        rejected=read.rejected,
        issues=(*(one.issue for one in read.rejected), *noticed),
    )


def _links(
    process: Process,
    contributions: Sequence[Contribution],
    texts: Texts,
    said: Said,
    means: Means,
) -> dict[str, Iterator[Link]]:
    """Links to each version: made here, read from `store` when they are asked for."""
    settings, n = process.settings, len(contributions)
    encode, stage = means.encode, means.watch.stage
    space = text_space(contributions, encode=encode, progress=stage("vectores", n))
    linked = link_corpus(
        contributions,
        space,
        {name: units(text, level=settings.level) for name, text in texts.all},
        encode=encode,
        encoder=encode.encoder.identity,
        store=means.store,
        top=settings.top,
        without={name: refused(said.standings, name) for name, _ in texts.all},
        progress=stage("enlaces", n * len(texts.all)),
        workers=means.linkers,
    )
    return {
        name: judged_links(
            found,
            calibration=said.calibration,
            min_confidence=settings.min_confidence,
            precision=settings.precision,
            standings=said.standings,
            version=name,
        )
        for name, found in linked.items()
    }


__all__ = ["Watch", "run"]
