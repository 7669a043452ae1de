"""What every reader of contributions hands back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from tracer.errors import Phrase
from tracer.records import Contribution, Issue, Rejected, Tally
from tracer.redaction import Redactor

SHOWN = 80
"""Characters of its words by which a row that was set aside can be known."""
LISTED = 10
"""How many rows or values a message names before it only counts them."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The contributions of a source, and everything that did not become one.

    Attributes
    ----------
    contributions : tuple of Contribution
        In the order of the file; ids are unique.
    rejected : tuple of Rejected
        One per row (or comment, item) that was set aside, in the order of the file.
    issues : tuple of Issue
        What was read, but not as it stands: cells that could not be interpreted, repaired rows,
        renamed ids. In Spanish.
    numbered : bool
        Whether ids are row numbers, there being no column of ids: they know nobody again.
    rows : int
        How many were read: data rows, comments, items.
    tallies : tuple of Tally
        What became of them, source by source, where sources were joined.
    replaced : mapping of str to mapping of str to int
        By source and kind, how much personal data was replaced; without the values.
    """

    contributions: tuple[Contribution, ...]
    rejected: tuple[Rejected, ...] = ()
    issues: tuple[Issue, ...] = ()
    numbered: bool = False
    rows: int = 0
    tallies: tuple[Tally, ...] = ()
    replaced: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def listing(items: Iterable[object]) -> str:
    """Name the first few of `items` and count the rest: ``3, 8, 12 y 40 más``."""
    names = [str(item) for item in items]
    shown = ", ".join(names[:LISTED])
    if len(names) <= LISTED:
        return shown
    return Phrase("{shown} y {count} más", shown=shown, count=len(names) - LISTED)


def summary(code: str, message: Phrase, rows: Sequence[int], *, source: str) -> Issue:
    """Make one issue of something that was met in many rows, so that none drowns the others."""
    if len(rows) == 1:
        told = Phrase("{what} (fila de datos {row})", what=message, row=rows[0])
    else:
        told = Phrase("{what} (filas de datos {rows})", what=message, rows=listing(rows))
    return Issue(code, told, source=source, line=rows[0])


def rejected(
    code: str,
    reason: Phrase,
    *,
    file: str,
    row: int,
    line: int,
    sheet: str = "",
    id: str = "",
    text: str = "",
) -> Rejected:
    """Set a row aside; its words are cut where nobody needs more to know it."""
    place = f"{sheet}!{line}" if sheet else str(line)
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return Rejected(code, reason, file, row, place, id, shown, file)


def without_personal(read: ReadResult, personal: Redactor) -> ReadResult:
    """Replace what is personal in what was noted beside the contributions, and say how much it was.

    Cells and ids come replaced already; messages quote cells, and files are called after people.
    """
    if not personal.on:
        return read
    counts = dict(sorted(personal.counts.items()))
    told, called = personal.message, {c.source for c in read.contributions}
    files = {name: personal.file(name) for name in called | {r.file for r in read.rejected}}
    contributions = read.contributions
    if any(files[name] != name for name in called):
        contributions = tuple(replace(c, source=files[c.source]) for c in contributions)
    return replace(
        read,
        contributions=contributions,
        rejected=tuple(
            replace(one, reason=told(one.reason), file=files[one.file], source=files[one.file],
                    place=told(one.place))
            for one in read.rejected
        ),
        issues=tuple(
            replace(one, message=told(one.message), source=personal.file(one.source))
            for one in read.issues
        ),
        replaced={"": counts},
    )  # fmt: skip


def tallied(reading: ReadResult, file: str) -> ReadResult:
    """Account for every row of one file."""
    made = len(reading.contributions)
    # Answers of one row stand together.
    used = sum(1 for _ in groupby(reading.contributions, key=lambda c: c.row))
    tally = Tally(file, reading.rows, len(reading.rejected), made - used, 0, made)
    replaced = {file: summed(reading.replaced)} if reading.replaced else {}
    return replace(reading, tallies=(tally,), replaced=replaced)


def summed(replaced: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Add up what was replaced in several sources, by kind."""
    kinds = sorted({kind for counts in replaced.values() for kind in counts})
    return {kind: sum(counts.get(kind, 0) for counts in replaced.values()) for kind in kinds}


def tally_of(source: str, files: Sequence[Tally], *, drawn: int) -> Tally:
    """Account for the files of a source, of whose contributions `drawn` are kept."""
    made = sum(tally.contributions for tally in files)
    return Tally(
        source,
        rows=sum(tally.rows for tally in files),
        set_aside=sum(tally.set_aside for tally in files),
        more_answers=sum(tally.more_answers for tally in files),
        not_drawn=made - drawn,
        contributions=drawn,
    )
