"""A participation process: its sources, its versions of the text, its settings (PROCESS.toml)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from tracer.errors import InputError, ProcessError
from tracer.messages import LANGUAGES
from tracer.records import CHANNELS, Contribution, Issue, Progress, unheard
from tracer.redaction import UNTOUCHED, Redactor, pipeline_identity, redactor
from tracer.sources import (
    Layout,
    ReadResult,
    join_readings,
    natural_key,
    read_contributions,
    summed,
    tally_of,
)
from tracer.toml_keys import Keys, parse_toml

LEVELS: Final = ("section", "article", "finest")
ATTRIBUTES: Final = ("date", "borough", "neighbourhood", "gender", "age")
"""What a source's columns may say of each contribution, besides its id, words and weight."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file or folder of contributions."""

    name: str
    path: Path
    channel: str = ""
    """One of `tracer.records.CHANNELS`; empty where the file's own rows say it."""
    id_column: str | None = None
    text_columns: tuple[str, ...] = ()
    weight_column: str | None = None
    questions: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    """One of `ATTRIBUTES` → its column."""
    layout: Layout = field(default_factory=Layout)
    limit: int | None = None
    """How many of its contributions to keep, drawn at random; None for all."""
    sample_seed: int = 1


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the constitution's text."""

    name: str
    path: Path
    date: str = ""
    """ISO 8601, or empty."""
    prior: bool = False
    """Whether it was in force before anybody asked: a law, an earlier constitution."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is made."""

    level: str = "section"
    """One of `LEVELS`."""
    top: int = 10
    """Units listed per contribution; at least 1."""
    min_confidence: float = 0.0
    """Probability, 0 to 1: weaker links are left out."""
    precision: float = 0.0
    """Share of the links of each version, 0 to 1, that can be expected to be right; 0 keeps all."""
    seed: int = 1
    encoder: str = ""
    """Empty: the one that comes with tracer."""
    backend: str = ""
    """Numeric backend; empty: the one that every processor has."""
    lang: str = "es"
    """Of reports, one of `LANGUAGES`."""
    redact: bool = False
    """Whether personal data is replaced before anything is kept; see `tracer.redaction`."""
    redact_names: bool = False
    """Whether names of persons are too."""


@dataclass(frozen=True, slots=True)
class Process:
    """What a PROCESS.toml says, with absolute paths."""

    name: str
    path: Path
    """Of the PROCESS.toml itself."""
    sources: tuple[Source, ...]
    versions: tuple[Version, ...]
    """From the first draft to the final text; at least one."""
    settings: Settings = field(default_factory=Settings)
    guide: Path | None = None
    """Corrections of the themes by hand, where there are some."""
    prior: Version | None = None
    """What was in force before, where it is given."""
    decisions: Path | None = None
    """What people decided at the review desk of another run, as exported."""


def read_process(path: str | Path) -> Process:
    """Read a PROCESS.toml.

    Parameters
    ----------
    path : str or Path
        Paths in it are relative to its folder.

    Raises
    ------
    InputError
        If there is no such file.
    ProcessError
        If it is no TOML, a key is unknown, missing or of the wrong type, a value is out of its
        range, or a file it names doesn't exist.

    Examples
    --------
    >>> from tracer import read_process, sample_path
    >>> process = read_process(sample_path("proceso.toml"))
    >>> [source.name for source in process.sources]
    ['peticiones', 'encuesta', 'ensayos', 'eventos']
    """
    return process_of(parse_toml(Path(path)))


def process_of(document: Keys) -> Process:
    """Make a process of a TOML document; see `read_process`."""
    path = document.path
    document.only("process", "sources", "versions", "settings")
    head = document.table("process")
    head.only("name", "guide", "decisions")
    settings = _settings(document.table("settings"))
    sources = [_source(keys, settings.seed) for keys in document.tables("sources")]
    versions = [_version(keys) for keys in document.tables("versions")]
    _check_names("sources", sources, path)
    _check_names("versions", versions, path)
    return Process(
        name=head.text("name", path.resolve().parent.name),
        path=path.resolve(),
        sources=tuple(sources),
        versions=tuple(v for v in versions if not v.prior),
        settings=settings,
        guide=head.file("guide") if "guide" in head.values else None,
        prior=_prior(versions, path),
        decisions=head.file("decisions") if "decisions" in head.values else None,
    )


def read_sources(process: Process, *, progress: Progress = unheard) -> ReadResult:
    """Read all sources of a process, one after another.

    Parameters
    ----------
    process : Process
    progress : callable, optional
        Called with the number of sources read since the last call.

    Returns
    -------
    ReadResult
        Contributions carry the name of their source; within a source they are in natural order of
        their ids, so the order of a file's rows doesn't matter (files without ids excepted). Where
        an id stands in two sources, all ids of both become ``name:id``.

    Raises
    ------
    InputError
        If a source can't be read; the message names the file.

    Examples
    --------
    >>> from tracer import read_process, read_sources, sample_path
    >>> read = read_sources(read_process(sample_path("proceso.toml")))
    >>> len(read.contributions), len(read.rejected)
    (233, 1)
    """
    readings = []
    personal = redactor_of(process)
    for source in process.sources:
        readings.append(read_source(source, personal=personal.fresh()))
        progress(1)
    names = [source.name for source in process.sources]
    joined = join_readings(list(zip(names, readings, strict=True)))
    named = iter(joined.contributions)  # in the order of the readings, maybe under another id
    kept: list[Contribution] = []
    tallies = []
    for source, reading in zip(process.sources, readings, strict=True):
        # Drawn by the ids of the file: another source must not change which ones these are.
        drawn = {c.id for c in _drawn(source, reading)}
        own = list(islice(named, len(reading.contributions)))
        pairs = zip(own, reading.contributions, strict=True)
        own = [contribution for contribution, given in pairs if given.id in drawn]
        tallies.append(tally_of(source.name, reading.tallies, drawn=len(own)))
        kept += sorted(own, key=lambda contribution: natural_key(contribution.id))
    return replace(joined, contributions=tuple(kept), tallies=tuple(tallies))


def redactor_of(process: Process) -> Redactor:
    """Give what replaces personal data where the settings ask for it.

    Raises
    ------
    InputError
        If names are to be replaced, and what finds them is missing.
    """
    settings = process.settings
    if not (settings.redact or settings.redact_names):
        return UNTOUCHED
    return redactor(names=settings.redact_names)


def redaction_of(process: Process, read: ReadResult) -> dict[str, object] | None:
    """Give what a manifest says of the personal data that was replaced; None where none was to be.

    Which kinds were looked for, with what, and how many of each were met in each source: never what
    they were.
    """
    personal = redactor_of(process)
    if not personal.on:
        return None
    names = pipeline_identity() if personal.find_names else ""
    return {"kinds": list(personal.kinds), "names_pipeline": names, "replaced": read.replaced}


def _drawn(source: Source, reading: ReadResult) -> Sequence[Contribution]:
    if source.limit is None:
        return reading.contributions
    return sample(reading.contributions, source.limit, seed=source.sample_seed)


def sample(contributions: Sequence[Contribution], size: int, *, seed: int) -> list[Contribution]:
    """Draw at random, without replacement, whatever the order they come in.

    Those whose SHA-256 of seed, id and text is lowest are drawn, so that a larger sample holds the
    smaller ones and a new row displaces at most one.

    Parameters
    ----------
    contributions : sequence of Contribution
    size : int
        All are given back where there are no more than this.
    seed : int

    Returns
    -------
    list of Contribution
        In the order of their hashes.
    """

    def lot(contribution: Contribution) -> tuple[str, str]:
        drawn = f"{seed}\0{contribution.id}\0{contribution.text}".encode()
        return hashlib.sha256(drawn).hexdigest(), contribution.id

    return sorted(contributions, key=lot)[:size]


def read_source(
    source: Source, *, most: int | None = None, personal: Redactor = UNTOUCHED
) -> ReadResult:
    """Read one source, of each of its tables no more than the first `most` rows.

    Raises
    ------
    InputError
        If it can't be read; the message names the file.
    """
    try:
        reading = read_contributions(
            source.path,
            id_column=source.id_column,
            text_columns=source.text_columns,
            weight_column=source.weight_column,
            channel=source.channel,
            questions=source.questions,
            attributes=source.attributes,
            layout=source.layout,
            most=most,
            personal=personal,
        )
    except InputError as error:
        raise type(error)(
            "fuente «{name}»: {error}", name=source.name, error=error.phrase
        ) from None
    return ReadResult(
        tuple(replace(c, source=source.name) for c in reading.contributions),
        tuple(replace(one, source=source.name) for one in reading.rejected),
        tuple(_of(source, issue) for issue in reading.issues),
        rows=reading.rows,
        tallies=reading.tallies,
        replaced={source.name: summed(reading.replaced)} if personal.on else {},
    )


def _of(source: Source, issue: Issue) -> Issue:
    """Name the source beside the file: a folder's issues still say which file they are in."""
    return replace(issue, source=f"{source.name} ({issue.source})")


def _source(keys: Keys, seed: int) -> Source:
    keys.only(
        "name", "channel", "path", "sheet", "header", "text", "id", "weight", "questions",
        *ATTRIBUTES, "limit", "sample_seed",
    )  # fmt: skip
    return Source(
        name=keys.text("name"),
        path=keys.file("path"),
        channel=keys.one_of("channel", CHANNELS, ""),
        id_column=keys.text("id") if "id" in keys.values else None,
        text_columns=keys.texts("text"),
        weight_column=keys.text("weight") if "weight" in keys.values else None,
        questions=keys.texts("questions"),
        attributes={name: keys.text(name) for name in ATTRIBUTES if name in keys.values},
        layout=Layout(
            keys.integer("header", 1, least=0) if "header" in keys.values else None,
            keys.text("sheet", ""),
        ),
        limit=keys.integer("limit", 1, least=1) if "limit" in keys.values else None,
        sample_seed=keys.integer("sample_seed", seed),
    )


def _version(keys: Keys) -> Version:
    keys.only("name", "path", "date", "prior")
    return Version(
        name=keys.text("name"),
        path=keys.file("path"),
        date=_day(keys),
        prior=keys.boolean("prior", False),
    )


def _prior(versions: Sequence[Version], path: Path) -> Version | None:
    """The version that came before all others, and isn't one of the draft's."""
    marked = [k for k, version in enumerate(versions) if version.prior]
    if marked and (marked != [0] or len(versions) == 1):
        raise ProcessError(
            "{name}: sólo la primera de varias versiones puede llevar prior = true; es el texto "
            "que regía antes (la lleva: versions[{place}], de {count})",
            name=path.name, place=marked[-1] + 1, count=len(versions),
        )  # fmt: skip
    return versions[0] if marked else None


def _day(keys: Keys) -> str:
    value = keys.values.get("date", "")
    try:
        return date.fromisoformat(str(value)).isoformat() if value != "" else ""
    except ValueError:
        raise keys.wrong("date", "una fecha como 2017-02-05") from None


def _settings(keys: Keys) -> Settings:
    keys.only(
        "level", "top", "min_confidence", "precision", "seed", "encoder", "backend", "lang",
        "redact", "redact_names",
    )  # fmt: skip
    return Settings(
        level=keys.one_of("level", LEVELS, "section"),
        top=keys.integer("top", 10, least=1),
        min_confidence=keys.probability("min_confidence", 0.0),
        precision=keys.probability("precision", 0.0),
        seed=keys.integer("seed", 1),
        encoder=keys.text("encoder", ""),
        backend=keys.text("backend", ""),
        lang=keys.one_of("lang", LANGUAGES, "es"),
        redact=keys.boolean("redact", False),
        redact_names=keys.boolean("redact_names", False),
    )


def _check_names(kind: str, named: Sequence[Source | Version], path: Path) -> None:
    """Names become prefixes of ids and names of tables, so they are distinct and hold no colon."""
    seen: dict[str, int] = {}
    for k, item in enumerate(named, start=1):
        if ":" in item.name:
            raise ProcessError(
                "{name}: {kind}[{place}].name no puede llevar dos puntos; vale {item!r}",
                name=path.name, kind=kind, place=k, item=item.name,
            )  # fmt: skip
        if item.name in seen:
            raise ProcessError(
                "{name}: {kind}[{place}].name repite «{item}», el nombre de {kind}[{first}]; cada "
                "nombre debe ser distinto",
                name=path.name, kind=kind, place=k, item=item.name, first=seen[item.name],
            )  # fmt: skip
        seen[item.name] = k
