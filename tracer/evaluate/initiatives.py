"""Suite ``initiatives``: whether a popular initiative finds the articles it proposed itself."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.encode.protocol import Progress
from tracer.errors import FormatError
from tracer.evaluate.encoding import Encode
from tracer.evaluate.links import listed_links
from tracer.evaluate.measures import Measure, mean_measure, share_measure
from tracer.evaluate.metrics import reciprocal_rank
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import draw, lot, unit_of
from tracer.match import match_provisions
from tracer.records import Contribution

SHORTEST_QUERY = 20
SHORTEST_ARTICLES = 30
"""Characters: below, the fields hold placeholders."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """What its authors wrote into each field, by name; always with ``articulado``."""

    id: str
    fields: dict[str, str]


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("initiatives", "queries", "share", "limit", "top")
    queries = suite.keys.texts("queries") or ("problema", "titulo")
    share = suite.keys.probability("share", 0.25)
    test = [i for i in read_initiatives(suite.file("initiatives"), queries) if lot(i.id) < share]
    limit = suite.keys.integer("limit", len(test) or 1, least=1)
    chosen = sorted(draw(test, limit, key=lambda i: i.id), key=lambda i: i.id)
    top = suite.keys.integer("top", 10, least=10)
    return measure(chosen, queries, encode=encode, top=top, progress=progress)


def read_initiatives(path: Path, queries: Sequence[str]) -> tuple[Initiative, ...]:
    """Read the initiatives that propose articles (JSON Lines, gzip).

    Raises
    ------
    FormatError
        If the file is no such thing or lacks a field.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        found = [
            Initiative(str(r["id"]), {q: (r[q] or "").strip() for q in (*queries, "articulado")})
            for r in rows
        ]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            "{name}: se esperaba JSON Lines comprimido con id, articulado y {columns} ({error!r})",
            name=path.name, columns=", ".join(queries), error=error,
        ) from error  # fmt: skip
    return tuple(i for i in found if len(i.fields["articulado"]) >= SHORTEST_ARTICLES)


def measure(
    initiatives: Sequence[Initiative],
    queries: Sequence[str],
    *,
    encode: Encode,
    top: int = 10,
    progress: Progress | None = None,
) -> Findings:
    """Search, with each field of `queries`, for the articles of the same initiative among all."""
    found = [unit_of(i.id, i.fields["articulado"]) for i in initiatives]
    known = {unit.citation for unit in found}
    rows: dict[str, Measure] = {}
    for query in queries:
        asked = [
            Contribution(i.id, i.fields[query])
            for i in initiatives
            if len(i.fields[query]) >= SHORTEST_QUERY
        ]
        links = match_provisions(asked, found, encode=encode, top=top, progress=progress)
        listed = listed_links(links, known)
        own = [
            [row.citation == c.id for row in listed.get(c.id, ()) if row.rank > 0] for c in asked
        ]
        rows |= {f"{name} · {query}": value for name, value in _retrieval(own).items()}
    return Findings(rows)


def _retrieval(own: Sequence[Sequence[bool]]) -> dict[str, Measure]:
    """Measures of lists in which exactly one item is right; what isn't listed isn't found."""
    return {
        "R@1": share_measure([any(row[:1]) for row in own]),
        "R@10": share_measure([any(row[:10]) for row in own]),
        "MRR": mean_measure([reciprocal_rank(row) for row in own]),
    }
