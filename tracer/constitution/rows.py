"""Provisions as rows of a table, and what there is in a document, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tracer.records import Constitution, Issue, LeftOut
from tracer.text import nfc

COLUMNS = (
    "citation", "level", "heading", "text", "parent", "page", "start", "end", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document holds."""

    name: str
    levels: dict[str, int]
    """Provisions of each level, in the order in which levels first appear."""
    repealed: dict[str, int]
    """Those of them that are repealed."""
    pages: int | None
    """Last page on which a provision begins; None for formats without pages."""
    issues: tuple[Issue, ...]
    left_out: tuple[LeftOut, ...] = ()


def provision_rows(constitution: Constitution) -> list[dict[str, object]]:
    """Give one row per provision, with the keys of `COLUMNS`, all text in NFC.

    ``start`` and ``end`` count code points of the text as extracted, which NFC may shorten.
    """
    rows: list[dict[str, object]] = []
    for provision in constitution.provisions:
        row: dict[str, object] = {}
        for column in COLUMNS:
            value = getattr(provision, column)
            row[column] = nfc(value) if isinstance(value, str) else value
        rows.append(row)
    return rows


def summary(constitution: Constitution) -> Summary:
    """Count the provisions of `constitution` by level, for a person to check against the text."""
    provisions = constitution.provisions
    return Summary(
        name=constitution.name,
        levels=dict(Counter(p.level for p in provisions)),
        repealed=dict(Counter(p.level for p in provisions if p.status == "repealed")),
        pages=max((p.page for p in provisions if p.page is not None), default=None),
        issues=constitution.issues,
        left_out=constitution.left_out,
    )
