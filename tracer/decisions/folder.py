"""What was decided of a run: its own log, and what a process brings along."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from tracer.constitution import text_hashes
from tracer.decisions.apply import Side
from tracer.decisions.exchange import numbered_entries
from tracer.decisions.log import NAME, Log, enter, log_path
from tracer.errors import ConflictError, FormatError, InputError, Phrase
from tracer.files import reason
from tracer.records import Constitution, Contribution, Issue, Standing
from tracer.text import fingerprint, one_line


def bring_in(path: Path, folder: Path) -> int:
    """Enter an exported log into that of a run; what is there already stays as it is.

    Returns
    -------
    int
        Entries that were new.

    Raises
    ------
    InputError
        If the file can't be read, isn't such an export, or has an id that is there already and
        says something else.
    OutputError
        If the log can't be written.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            "no se puede leer {path}: {reason}", path=path, reason=reason(error)
        ) from error
    new, _ = enter_exported(log_path(folder), raw, name=path.name)
    return new


def enter_exported(log: Path, raw: bytes, *, name: str) -> tuple[int, int]:
    """Enter what `read_exported` reads into a log.

    Returns
    -------
    new, read : int
        Entries that weren't there yet, and all.

    Raises
    ------
    ColumnError, FormatError
        If it isn't such an export, or an id says something else than in the log, or than in a row
        before; with the number of the row.
    OutputError
        If the log can't be written.
    """
    rows = numbered_entries(raw, name=name)
    try:
        return enter(log, tuple(rows.values())), len(rows)
    except ConflictError as error:
        raise FormatError(
            "{name}, fila {line}: {error}",
            name=name, line=list(rows)[error.place], error=error.phrase,
        ) from error  # fmt: skip


def side_of(contributions: Sequence[Contribution], texts: Mapping[str, Constitution]) -> Side:
    """Fingerprint the words that decisions are about, as they are now; texts by version."""
    return Side(
        {c.id: fingerprint(one_line(c.text)) for c in contributions},
        {
            (version, citation): found
            for version, text in texts.items()
            for citation, found in text_hashes(text).items()
        },
    )


def account_of(log: Log, standings: Sequence[Standing]) -> Mapping[str, object]:
    """Give what a manifest says of decisions: how many, what holds, and a checksum of the log."""
    digest = hashlib.sha256()
    entries = [astuple(entry) for entry in log.decisions]
    entries += [astuple(entry) for entry in log.corrections]
    for entry in sorted(entries, key=repr):
        digest.update(repr(entry).encode("utf-8", "surrogatepass"))
    held = Counter(standing.standing for standing in standings)
    return {
        "entries": len(entries),
        **{name: held[name] for name in sorted(held)},
        "sha256": digest.hexdigest(),
    }


def review_issues(
    log: Log, texts: Sequence[tuple[str, object]], unfit: Sequence[str]
) -> list[Issue]:
    """Tell what was decided and can't hold any more: a person must look at it again.

    Parameters
    ----------
    log : Log
    texts : sequence of tuple
        Versions of the text, each with its name first.
    unfit : sequence of str
        Why corrections of the themes couldn't be made.
    """
    names = [name for name, *_ in texts]
    strangers = Counter(d.version for d in log.decisions if d.version not in names)
    found = [
        Issue(
            "decisions-of-another-version",
            Phrase(
                "{count} decisiones son sobre «{version}», que no es una versión de este proceso "
                "(hay: {known}); no cuentan. Si sólo cambió de nombre, devuélveselo",
                count=count,
                version=version,
                known=", ".join(names),
            ),
            source=NAME,
        )
        for version, count in sorted(strangers.items())
    ]
    return found + [
        Issue(
            "correction-unfit",
            Phrase("corrección hecha en la mesa de revisión: {why}", why=why),
            source=NAME,
        )
        for why in unfit
    ]
