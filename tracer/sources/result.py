"""What every reader of contributions hands back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracer.records import Contribution, Issue

LISTED = 10
"""How many rows or values a message names before it only counts them."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The contributions of a source, and everything that did not become one.

    Attributes
    ----------
    contributions : tuple of Contribution
        In the order of the file; ids are unique.
    rejected : tuple of Issue
        One per row (or answer, comment, item) that was set aside, with its 1-based data row in
        `line` and the reason, in Spanish, in `message`.
    issues : tuple of Issue
        What was read, but not as it stands: cells that could not be interpreted, repaired rows,
        renamed ids. In Spanish.
    numbered : bool
        Whether ids are row numbers, there being no column of ids: they know nobody again.
    """

    contributions: tuple[Contribution, ...]
    rejected: tuple[Issue, ...] = ()
    issues: tuple[Issue, ...] = ()
    numbered: bool = False


def listing(items: Iterable[object]) -> str:
    """Name the first few of `items` and count the rest: ``3, 8, 12 y 40 más``."""
    names = [str(item) for item in items]
    shown = ", ".join(names[:LISTED])
    return shown if len(names) <= LISTED else f"{shown} y {len(names) - LISTED} más"


def summary(code: str, message: str, rows: Sequence[int], *, source: str) -> Issue:
    """Make one issue of something that was met in many rows, so that none drowns the others."""
    where = f"fila de datos {rows[0]}" if len(rows) == 1 else f"filas de datos {listing(rows)}"
    return Issue(code, f"{message} ({where})", source=source, line=rows[0])
