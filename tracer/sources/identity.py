"""Ids that tell contributions apart, whatever the order of the rows."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

from tracer.records import Contribution, Issue


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of a source gives: a contribution, or one for every answer."""

    id: str
    """The id cell; empty where the row has none."""
    answers: tuple[tuple[str, Contribution], ...]
    """Suffix of the id (empty, or ``#column``) and contribution."""

    @property
    def row(self) -> int:
        return self.answers[0][1].row


def distinguish(
    entries: Sequence[Entry], *, source: str
) -> tuple[list[Contribution], list[Issue], list[Issue]]:
    """Give every row an id of its own.

    A row with the id *and* words of another is set aside as a repeat: the one with the greatest
    weight stays. Rows with one id and different words all stay, ordered by their words: the first
    keeps the id, the others become ``id~2``, ``id~3``. A row without id gets one made of its words,
    ``sin-id-1a2b3c4d``: a row number would change when the file is sorted.

    Returns
    -------
    contributions : list of Contribution
        In the order of `entries`.
    rejected, issues : list of Issue
        Repeats; new ids.
    """
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.id or _id_of_words(entry)].append(entry)
    ids: dict[int, str] = {}
    rejected: list[Issue] = []
    issues: list[Issue] = []
    for id, group in groups.items():
        if len(group) == 1:
            ids[group[0].row] = id
            continue
        kept, repeats = _set_repeats_aside(sorted(group, key=_order), source)
        rejected += repeats
        ids |= _number(id, kept, groups.keys())
        if len(kept) > 1:
            issues.append(_renamed(id, kept, source))
    nameless = [entry.row for entry in entries if not entry.id]
    if nameless:
        message = f"{len(nameless)} filas sin id: se les dio uno hecho con su texto (sin-id-…)"
        issues.append(Issue("missing-id", message, source=source, line=nameless[0]))
    rejected.sort(key=lambda issue: issue.line or 0)
    contributions = [
        _identified(contribution, ids[entry.row] + suffix)
        for entry in entries
        if entry.row in ids
        for suffix, contribution in entry.answers
    ]
    return contributions, rejected, issues


def natural_key(id: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which ``9`` comes before ``10`` and ``a2`` before ``a10``."""
    chunks = re.findall(r"[0-9]+|[^0-9]+", id)
    # Digits are compared by length, then as text: int() refuses very long ones.
    return (*map(_chunk_key, chunks), (-1, 0, id))


def _chunk_key(chunk: str) -> tuple[int, int, str]:
    digits = chunk.lstrip("0")
    return (0, len(digits), digits) if chunk[0] in "0123456789" else (1, 0, chunk)


def _identified(given: Contribution, id: str) -> Contribution:
    # dataclasses.replace takes three times as long, and surveys have hundreds of thousands of rows
    return Contribution(
        id, given.text, given.channel, given.weight, given.source, given.row, given.question,
        given.date, given.borough, given.neighbourhood, given.gender, given.age, given.anchor,
        given.parts,
    )  # fmt: skip


def _words(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((suffix, contribution.text) for suffix, contribution in entry.answers)


def _order(entry: Entry) -> tuple[object, ...]:
    first = entry.answers[0][1]
    others = (first.date, first.borough, first.neighbourhood, first.gender, first.age)
    return (_words(entry), -first.weight, first.channel, first.question, others, entry.row)


def _id_of_words(entry: Entry) -> str:
    words = "\0".join(part for pair in _words(entry) for part in pair)
    return "sin-id-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def _set_repeats_aside(group: list[Entry], source: str) -> tuple[list[Entry], list[Issue]]:
    """Keep the first of each run of equal words; people without id who agree are not repeats."""
    kept: list[Entry] = []
    repeats = []
    for entry in group:
        if not entry.id or not kept or _words(kept[-1]) != _words(entry):
            kept.append(entry)
            continue
        message = (
            f"fila de datos {entry.row}: repite el id {entry.id} y el texto de la fila "
            f"{kept[-1].row}"
        )
        if entry.answers[0][1].weight != kept[-1].answers[0][1].weight:
            message += f", que se conserva por tener más apoyos ({kept[-1].answers[0][1].weight:g})"
        repeats.append(Issue("repeated-row", message, source=source, line=entry.row))
    return kept, repeats


def _number(id: str, kept: list[Entry], taken: Container[str]) -> dict[int, str]:
    numbered = {kept[0].row: id}
    k = 1
    for entry in kept[1:]:
        k += 1
        while f"{id}~{k}" in taken:
            k += 1
        numbered[entry.row] = f"{id}~{k}"
    return numbered


def _renamed(id: str, kept: list[Entry], source: str) -> Issue:
    rows = ", ".join(str(entry.row) for entry in kept[:10])
    message = (
        f"el id {id} está en {len(kept)} filas con textos distintos (filas de datos {rows}"
        f"{', …' if len(kept) > 10 else ''}): se distinguen como {id}, {id}~2, …"
    )
    return Issue("repeated-id", message, source=source, line=min(entry.row for entry in kept))
