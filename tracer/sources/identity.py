"""Ids that tell contributions apart, whatever the order of the rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracer.errors import Phrase
from tracer.records import Contribution, Issue, Rejected
from tracer.sources.result import rejected as rejected_row


class Entry(NamedTuple):
    """What one row of a source gives: a contribution, or one for every answer."""

    id: str
    """The id cell; empty where the row has none."""
    line: int
    """See `tracer.sources.table.Row`."""
    answers: tuple[Contribution, ...]
    """Their ids are the row's, with ``#column`` behind it where it has several."""

    @property
    def row(self) -> int:
        return self.answers[0].row


def distinguish(
    entries: Sequence[Entry], *, source: str, sheet: str = ""
) -> tuple[list[Contribution], list[Rejected], list[Issue]]:
    """Give every row an id of its own.

    A row with the id *and* words of another is set aside as a repeat: the one with the greatest
    weight stays. Rows with one id and different words all stay, ordered by their words: the first
    keeps the id, the others become ``id~2``, ``id~3``. A row without id gets one made of its words,
    ``sin-id-1a2b3c4d``: a row number would change when the file is sorted.

    Returns
    -------
    contributions : list of Contribution
        In the order of `entries`.
    rejected, issues : list of Rejected, list of Issue
        Repeats; new ids.
    """
    shared = _shared_ids(entries)
    taken = {entry.id for entry in entries if "~" in entry.id}
    renamed = {at: _id_of_words(entry) for at, entry in enumerate(entries) if not entry.id}
    out: set[int] = set()
    rejected: list[Rejected] = []
    issues: list[Issue] = []
    for id, places in shared.items():
        kept, repeats = _set_repeats_aside(entries, sorted(places, key=_order_in(entries)))
        for at, like in repeats.items():
            out.add(at)
            rejected.append(_repeat(entries[at], entries[like], source, sheet))
        renamed |= _number(id, kept, taken)
        if len(kept) > 1:
            issues.append(_renamed(id, sorted(entries[at].row for at in kept), source))
    nameless = [entry.row for entry in entries if not entry.id]
    if nameless:
        message = Phrase(
            "{count} filas sin id: se les dio uno hecho con su texto (sin-id-…)",
            count=len(nameless),
        )
        issues.append(Issue("missing-id", message, source=source, line=nameless[0]))
    contributions = [
        contribution if at not in renamed else _identified(contribution, entry.id, renamed[at])
        for at, entry in enumerate(entries)
        if at not in out
        for contribution in entry.answers
    ]
    return contributions, rejected, issues


def _shared_ids(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Places of the entries under each id that several have."""
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        id = entry.id or _id_of_words(entry)
        before = first.setdefault(id, at)
        if before != at:
            shared.setdefault(id, [before]).append(at)
    return shared


def natural_key(id: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which ``9`` comes before ``10`` and ``a2`` before ``a10``."""
    chunks = re.findall(r"[0-9]+|[^0-9]+", id)
    # Digits are compared by length, then as text: int() refuses very long ones.
    return (*map(_chunk_key, chunks), (-1, 0, id))


def _chunk_key(chunk: str) -> tuple[int, int, str]:
    digits = chunk.lstrip("0")
    return (0, len(digits), digits) if chunk[0] in "0123456789" else (1, 0, chunk)


def _identified(given: Contribution, before: str, id: str) -> Contribution:
    return replace(given, id=id + given.id[len(before) :])


def _words(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((answer.id[len(entry.id) :], answer.text) for answer in entry.answers)


def _order_in(entries: Sequence[Entry]) -> Callable[[int], tuple[object, ...]]:
    def order(at: int) -> tuple[object, ...]:
        entry = entries[at]
        first = entry.answers[0]
        others = (first.date, first.borough, first.neighbourhood, first.gender, first.age)
        return (_words(entry), -first.weight, first.channel, first.question, others, entry.row)

    return order


def _id_of_words(entry: Entry) -> str:
    words = "\0".join(part for pair in _words(entry) for part in pair)
    return "sin-id-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def _set_repeats_aside(
    entries: Sequence[Entry], ordered: Sequence[int]
) -> tuple[list[int], dict[int, int]]:
    """Keep the first of each run of equal words; people without id who agree are not repeats.

    Returns
    -------
    kept : list of int
        Places of entries.
    repeats : dict of int to int
        Place of an entry → of the one that it repeats.
    """
    kept: list[int] = []
    repeats: dict[int, int] = {}
    for at in ordered:
        if not entries[at].id or not kept or _words(entries[kept[-1]]) != _words(entries[at]):
            kept.append(at)
        else:
            repeats[at] = kept[-1]
    return kept, repeats


def _repeat(entry: Entry, like: Entry, source: str, sheet: str) -> Rejected:
    reason = Phrase(
        "repite el id {id} y el texto de la fila de datos {row}", id=entry.id, row=like.row
    )
    weight = like.answers[0].weight
    if entry.answers[0].weight != weight:
        reason = Phrase(
            "{repeats}, que se conserva por tener más apoyos ({weight:g})",
            repeats=reason, weight=weight,
        )  # fmt: skip
    words = entry.answers[0].text
    return rejected_row(
        "repeated-row", reason, file=source, sheet=sheet, row=entry.row, line=entry.line,
        id=entry.id, text=words,
    )  # fmt: skip


def _number(id: str, kept: list[int], taken: Container[str]) -> dict[int, str]:
    numbered = {kept[0]: id}
    k = 1
    for at in kept[1:]:
        k += 1
        while f"{id}~{k}" in taken:
            k += 1
        numbered[at] = f"{id}~{k}"
    return numbered


def _renamed(id: str, rows: list[int], source: str) -> Issue:
    message = Phrase(
        "el id {id} está en {count} filas con textos distintos (filas de datos {rows}): se "
        "distinguen como {id}, {id}~2, …",
        id=id, count=len(rows),
        rows=", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else ""),
    )  # fmt: skip
    return Issue("repeated-id", message, source=source, line=rows[0])
