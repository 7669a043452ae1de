"""What people said, and where a reader stumbled."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.errors import Phrase

CHANNELS = ("petition", "survey", "comment", "event")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch of a contribution that came from one column or field of its source."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a reader met that a person should know of; never raised, always reported."""

    code: str
    """Short, stable, in kebab case: ``empty-row``, ``number-gap``."""
    message: str
    """In Spanish; as a reader makes it a `tracer.errors.Phrase`, which other languages have too."""
    source: str = ""
    line: int | None = None
    """1-based row or line of the source, where known."""
    page: int | None = None
    """1-based page of the source, where known."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row (or answer, comment, item) of a source that became no contribution."""

    code: str
    """Short, stable, in kebab case: ``empty-row``, ``repeated-row``, ``unreadable-line``."""
    reason: str
    """In Spanish; a `tracer.errors.Phrase`, unless it was redacted beyond recognition."""
    file: str = ""
    row: int = 0
    """1-based data row, comment or item of the file."""
    place: str = ""
    """Where a person finds it: the line of a text on which it begins, sheet and row of a workbook
    (``Hoja1!12``), the number of the record elsewhere."""
    id: str = ""
    """As it stands in the row; empty where it has none."""
    text: str = ""
    """The beginning of its words."""
    source: str = ""
    """Name of the source in the process; else the file."""

    @property
    def message(self) -> str:
        """The whole of it in one sentence."""
        if not self.id:
            return Phrase("fila de datos {row}: {reason}", row=self.row, reason=self.reason)
        return Phrase(
            "fila de datos {row} (id {id}): {reason}",
            row=self.row, id=self.id, reason=self.reason,
        )  # fmt: skip

    @property
    def issue(self) -> Issue:
        """The same among other things met in reading."""
        named = self.source and self.source != self.file
        where = f"{self.source} ({self.file})" if named else self.file
        return Issue(self.code, self.message, where, self.row)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of a source; see `adds_up`."""

    source: str
    rows: int
    """Data rows read; comments of threads, items of events."""
    set_aside: int
    """Rows that became no contribution."""
    more_answers: int
    """Contributions beyond the first of their row, where each answer is one of its own."""
    not_drawn: int
    """Contributions that a limit left out of the sample."""
    contributions: int

    @property
    def adds_up(self) -> bool:
        """Whether every row is accounted for."""
        made = self.rows - self.set_aside + self.more_answers
        return made == self.contributions + self.not_drawn


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that one person or group asked for, in their own words."""

    id: str
    """The id cell as it stands, or the 1-based row number where there is none."""
    text: str
    """All text columns, in the order asked for, joined by a line break. As extracted."""
    channel: str = ""
    """One of `CHANNELS`, or empty where nothing says it."""
    weight: float = 1.0
    """Signatures, supports or votes; 1 where the source counts none."""
    source: str = ""
    """Name of the file it came from."""
    row: int = 0
    """1-based data row of that file (the header not counted)."""
    question: str = ""
    """The survey question or column it answers, when questions are kept apart."""
    date: str = ""
    """ISO 8601 date, or empty."""
    borough: str = ""
    neighbourhood: str = ""
    gender: str = ""
    age: str = ""
    anchor: str = ""
    """For a comment: the passage of the essay it is anchored to."""
    parts: tuple[Part, ...] = ()
