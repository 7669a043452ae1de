"""What people said, and where a reader stumbled."""

from __future__ import annotations

from dataclasses import dataclass

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
    source: str = ""
    line: int | None = None
    """1-based row or line of the source, where known."""
    page: int | None = None
    """1-based page of the source, where known."""


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
