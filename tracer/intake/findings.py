"""What was found in the files that were given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tracer.sources import Layout


@dataclass(frozen=True, slots=True)
class Choice:
    """A column taken for something, and why."""

    column: str
    why: str
    """Key of the catalogue: ``init_by_name`` or ``init_by_content``."""
    others: tuple[str, ...] = ()
    """Columns that could be it as well."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column of a table was taken for."""

    texts: tuple[str, ...] = ()
    """Read together, as one contribution a row."""
    questions: tuple[str, ...] = ()
    """Read apart; where there are some, `texts` is empty."""
    named: bool = True
    """Whether texts or questions are known by their names, and not only by what they hold."""
    roles: dict[str, Choice] = field(default_factory=dict)
    """id, weight, channel, date, borough, neighbourhood, gender, age → its column."""
    other_texts: tuple[str, ...] = ()
    """Free text that was left out."""
    personal: tuple[str, ...] = ()
    """Columns that say who somebody is; never read."""
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table's header stands."""

    line: int | None = None
    """As `tracer.sources.Layout.header`; None where it is the first line that isn't blank."""
    titles: tuple[str, ...] = ()
    """What stands above it."""


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """A file or folder of contributions."""

    path: Path
    kind: str
    """``table``, ``events``, ``threads`` or ``folder``."""
    channel: str = ""
    channel_why: str = ""
    """Key of the catalogue."""
    rows: int = 0
    """Of a table."""
    layout: Layout = field(default_factory=Layout)
    titles: tuple[str, ...] = ()
    form: str = ""
    """Encoding and delimiter, in words that need no translation."""
    roles: Roles = field(default_factory=Roles)
    samples: dict[str, float] = field(default_factory=dict)
    """Column → words of a cell, on average."""
    repeated_ids: int = 0
    sheets: tuple[str, ...] = ()
    """Other sheets of the workbook that hold tables."""
    two_headers: bool = False
    """Whether the first row goes on with the header, as some survey programs write it."""


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """A constitution or draft."""

    path: Path
    articles: int
    issues: int = 0
    """What its reading leaves doubtful."""
    date: str = ""
    """``2022-05-14``, ``2022-05``, ``2022`` or nothing."""
    date_why: str = ""
    """Key of the catalogue."""
    stage: int | None = None
    """Place of a word of its name (draft … final) among those that tell the order."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that is neither, and why."""

    path: Path
    reason: str
    """In Spanish, with what to do."""


Finding = FoundTexts | FoundVersion | Unusable
