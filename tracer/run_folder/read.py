"""A run folder back into the records that a report is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracer import tables
from tracer.audit.folder import AuditedRun
from tracer.audit.population import all_items
from tracer.audit.rates import rates_of
from tracer.constitution import units
from tracer.decisions import (
    Log,
    account_of,
    decided_links,
    log_path,
    proposed_links,
    read_log,
    side_of,
    standings_of,
)
from tracer.lineage.tables import FORCE
from tracer.lineage.trace import heirs_by_citation, heirs_of
from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    Issue,
    Link,
    Member,
    Rate,
    Standing,
)
from tracer.report.results import Results, Version
from tracer.run_files import (
    check_tables,
    check_unchanged,
    fitting,
    give_back,
    read_columns,
    read_manifest,
    read_rows,
)
from tracer.run_folder.rows import (
    LINK_COLUMNS,
    Rows,
    alignments_of,
    contributions_of,
    counted_links,
    fields,
    links_of,
    members_of,
    texts_of,
    theme_of,
)
from tracer.run_folder.shown import Wanted, shown_links
from tracer.run_folder.write import TABLES
from tracer.stages import traces_of

Columns = Mapping[str, Sequence[Any]]
ReadLinks = Callable[[Path, Wanted], Iterable[Columns]]
SHOWN_OF_MANIFEST = (
    "process", "settings", "versions_of_the_text", "text_before", "encoder", "decisions",
    "software", "counts", "redaction", "inputs",
)  # fmt: skip
"""What a report repeats: neither dates nor its own checksum, so that it can be made again."""


def read_results(folder: str | Path) -> Results:
    """Read a finished run.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Results
        As `tracer run` left it, with two differences that its tables make: texts are in NFC, and
        the documents' own text is missing (`Provision` holds its words; offsets count in the
        document as extracted).

    Raises
    ------
    InputError
        If it is no run folder, or a table of it is missing.
    FormatError
        If a table can't be read, or isn't the one that the run wrote.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from tracer import read_results, run_process
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = run_process("muestra", folder)
    >>> len(read_results(folder).contributions)
    233
    """
    folder = Path(folder)
    return _read(folder, read_log(log_path(folder)), _every_link)


def read_shown(folder: Path, log: Log) -> Results:
    """Read of a finished run what a report shows, with the links that hold after what `log` says.

    As `read_results`, without the weaker links.

    Raises
    ------
    InputError, FormatError
        As `read_results`.
    """
    return _read(folder, log, shown_links)


def read_proposed(folder: Path) -> Results:
    """Read a finished run with the links that the engine proposed, whatever people said of them.

    Links that were rejected before the run are missing: it didn't propose them.

    Raises
    ------
    InputError, FormatError
        As `read_results`.
    """
    return _read(folder, Log(), _every_link)


def _every_link(path: Path, wanted: Wanted) -> Iterable[Columns]:
    return (read_columns(path, LINK_COLUMNS),)


def _read(folder: Path, log: Log, read_links: ReadLinks) -> Results:
    manifest = read_manifest(folder)
    check_tables(folder, manifest, TABLES)
    found = {
        name: read_rows(folder / f"{name}.parquet", columns) for name, columns in _WANTED.items()
    }
    with fitting(folder):
        # Columns are as large as the records made of them, and go as soon as they are.
        contributions = contributions_of(_columns(folder, "contributions", tables.CONTRIBUTIONS))
        members = members_of(_columns(folder, "members", tables.MEMBERS))
        return _results(folder, manifest, found, contributions, members, log, read_links)


def _columns(folder: Path, name: str, columns: Iterable[str]) -> Columns:
    """Read a table with a row or more for each contribution."""
    return read_columns(folder / f"{name}.parquet", tuple(columns))


def _results(
    folder: Path,
    manifest: Mapping[str, Any],
    found: Mapping[str, Rows],
    contributions: tuple[Contribution, ...],
    members: tuple[Member, ...],
    log: Log,
    read_links: ReadLinks,
) -> Results:
    texts = texts_of(found["provisions"])
    standings = standings_of(log.decisions, side_of(contributions, texts))
    level = str(manifest["settings"]["level"])
    alignments = alignments_of(found["lineage"], found["force"])
    names, before = tuple(manifest["versions_of_the_text"]), str(manifest["text_before"])
    wanted = _wanted(names, alignments, standings)
    listed = links_of(read_links(folder / "links.parquet", wanted))
    check_unchanged(folder, manifest)
    give_back()
    versions = _versions(texts, listed, standings, level=level)
    links = {version.name: version.links for version in versions.values()}
    # One after the other: the rows behind the rates, and the ways, take much room each.
    rates = _rates(folder, manifest, found, contributions, members, {names[-1]: links[names[-1]]})
    return Results(
        process=str(manifest["process"]),
        contributions=contributions,
        versions=tuple(versions[name] for name in names),
        themes=tuple(theme_of(row) for row in found["themes"]),
        members=members,
        alignments=alignments,
        prior=versions[before] if before else None,
        traces=traces_of(names, before, links, alignments, members),
        rates=rates,
        standings=standings,
        manifest=_repeated(manifest, account_of(log, standings)),
        issues=tuple(Issue(**row) for row in found["issues"]),
    )


def _rates(
    folder: Path,
    manifest: Mapping[str, Any],
    found: Mapping[str, Rows],
    contributions: Sequence[Contribution],
    members: Sequence[Member],
    links: Mapping[str, Sequence[Link]],
) -> tuple[Rate, ...]:
    counted = {
        **found,
        "contributions": fields(contributions, "channel", "text", "weight", contribution_id="id"),
        "members": fields(members, "contribution_id", "theme_id"),
        "links": counted_links(links),
    }
    return rates_of(all_items(AuditedRun(folder, manifest, counted)))


def _wanted(
    names: Sequence[str], alignments: Sequence[Alignment], standings: Sequence[Standing]
) -> Wanted:
    ends = (names[0], names[-1], "article")
    lineage = [a.lineage for a in alignments if (a.old_version, a.new_version, a.level) == ends]
    heirs = heirs_by_citation(lineage[0] if lineage else ())
    return Wanted(
        whole={standing.contribution_id for standing in standings},
        draft=names[0] if len(names) > 1 else "",
        final=names[-1],
        heirs=lambda citation: {row.new_citation for row in heirs_of(citation, heirs)},
    )


def _repeated(manifest: Mapping[str, Any], decisions: Mapping[str, object]) -> Mapping[str, object]:
    """Give what a report repeats, with what was decided since; confidences are as they were."""
    refit = {k: v for k, v in manifest.get("decisions", {}).items() if k == "calibration"}
    known = {**manifest, "decisions": {**decisions, **refit}}
    return {key: known[key] for key in SHOWN_OF_MANIFEST if key in known}


_WANTED: Mapping[str, tuple[str, ...]] = {
    "provisions": tuple(tables.RUN_PROVISIONS),
    "themes": tuple(tables.RUN_THEMES),
    "lineage": tuple(c for c in tables.RUN_LINEAGE if c != "reasons"),
    "force": tuple(FORCE),
    "issues": tuple(tables.ISSUES),
}


def _versions(
    texts: Mapping[str, Constitution],
    links: Mapping[str, Sequence[Link]],
    standings: Sequence[Standing],
    *,
    level: str,
) -> dict[str, Version]:
    """Give each version with its links; what was decided since the run holds in them."""
    found = {}
    for name, text in texts.items():
        proposed = proposed_links(links.get(name, ()))
        own = decided_links(proposed, standings, version=name)
        found[name] = Version(name, text, units(text, level=level), own)
    return found
