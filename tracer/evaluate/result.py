"""What a suite gives: measures, and published ones to hold them against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracer.evaluate.measures import Rows


@dataclass(frozen=True, slots=True)
class Reference:
    """What something else reached on the same data."""

    name: str
    values: Mapping[str, float]
    """Metric → value, under the names that the suite's own rows have."""


@dataclass(frozen=True, slots=True)
class Case:
    """One item of a suite small enough to be read item by item."""

    id: str
    expected: str
    found: str
    right: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What measuring one kind of suite gives."""

    rows: Rows
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The outcome of `run_suite`."""

    suite: str
    titles: Mapping[str, str]
    """By language, ``es`` and ``en``."""
    encoder: str
    """`tracer.encode.Encoder.identity`."""
    rows: Rows
    references: tuple[Reference, ...] = ()
    cases: tuple[Case, ...] = field(default=())
