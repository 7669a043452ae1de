"""Suite ``table1``: the published table of petitions and the articles they became."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracer.citation import parse_citation
from tracer.citation.address import Address
from tracer.constitution import read_constitution, units
from tracer.encode.protocol import Progress
from tracer.errors import ColumnError
from tracer.evaluate.encoding import Encode
from tracer.evaluate.links import listed_links, says_nothing
from tracer.evaluate.measures import share_measure
from tracer.evaluate.result import Case, Findings
from tracer.evaluate.suite import Suite
from tracer.match import match_provisions
from tracer.records import Constitution, Contribution, Link, Unit
from tracer.sources import read_contributions

FIRST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Petition:
    """A row of the table."""

    id: str
    published: str
    """As cited, or as the suite corrects it."""
    units: frozenset[str]
    """Citations of the units that it names; empty for a petition that was removed."""
    articles: frozenset[str]


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only(
        "document", "petitions", "id_column", "text_column", "citation_column",
        "top", "override",
    )  # fmt: skip
    keys = suite.keys
    document, path = read_constitution(suite.file("document")), suite.file("petitions")
    overrides = keys.table("override")
    corrected = {id_: overrides.text(id_) for id_ in overrides.values}
    id_column = keys.text("id_column", "id")
    found = units(document, level="section")
    cited = {
        **_read_citations(path, id_column, keys.text("citation_column", "citation")),
        **corrected,
    }
    read = read_contributions(
        path,
        id_column=id_column,
        text_columns=(keys.text("text_column", "titulo"),),
    )
    petitions = [_petition(id_, text, found, document) for id_, text in cited.items()]
    top = keys.integer("top", 10, least=1)
    return measure(read.contributions, petitions, found, encode=encode, top=top, progress=progress)


def _read_citations(path: Path, id_column: str, citation_column: str) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [c for c in (id_column, citation_column) if c not in (rows.fieldnames or ())]
        if missing:
            raise ColumnError(
                "{name} no tiene la columna «{column}» (tiene: {columns})",
                name=path.name, column=missing[0], columns=", ".join(rows.fieldnames or ()),
            )  # fmt: skip
        return {row[id_column]: row[citation_column] for row in rows}


def _petition(id_: str, published: str, found: Sequence[Unit], document: Constitution) -> Petition:
    addresses = parse_citation(published).addresses
    cited = frozenset().union(*(cited_units(a, found, document) for a in addresses))
    return Petition(
        id_, published, cited, frozenset(u.article for u in found if u.citation in cited)
    )


def cited_units(address: Address, found: Sequence[Unit], document: Constitution) -> frozenset[str]:
    """Give the citations of the units that a published address names.

    Returns
    -------
    frozenset of str
        The section that it lies in; where it names no section, or one that doesn't exist, every
        unit of the article; of a title or chapter every unit in it.
    """
    citation = str(address)
    if address.kind not in ("article", "transitory"):
        return frozenset(u.citation for u in found if citation in _above(u, document))
    known = {unit.citation for unit in found}
    nearest: Address | None = address
    while nearest and len(nearest.parts) > 1:
        if str(nearest) in known:
            return frozenset({str(nearest)})
        nearest = nearest.parent
    return frozenset(u.citation for u in found if u.article == address.article)


def _above(unit: Unit, document: Constitution) -> list[str]:
    parents = {p.citation: p.parent for p in document.provisions}
    chain, citation = [], unit.provisions[0].citation
    while citation:
        chain.append(citation)
        citation = parents.get(citation, "")
    return chain


def measure(
    contributions: Sequence[Contribution],
    petitions: Sequence[Petition],
    found: Sequence[Unit],
    *,
    encode: Encode,
    top: int = 10,
    progress: Progress | None = None,
) -> Findings:
    """Match the petitions and compare with what was published."""
    links = match_provisions(contributions, found, encode=encode, top=top, progress=progress)
    return compare(petitions, listed_links(links, {unit.citation for unit in found}))


def compare(petitions: Sequence[Petition], listed: Mapping[str, Sequence[Link]]) -> Findings:
    """Count where the published articles stand in the lists.

    Petitions that name no provision were removed: for them it is counted apart whether the engine
    says that nothing answers them.
    """
    kept = [p for p in petitions if p.units]
    removed = [p for p in petitions if not p.units]
    first = {p.id: _units_of(p, listed)[:1] for p in petitions}
    rows = {
        "published article within first five": share_measure(
            [not p.articles.isdisjoint(first_articles(listed.get(p.id, ()))) for p in kept]
        ),
        "published unit first": share_measure([not p.units.isdisjoint(first[p.id]) for p in kept]),
    }
    silent = np.array([says_nothing(listed.get(p.id, ())) for p in removed], dtype=bool)
    if removed:
        rows["removed petition abstained"] = share_measure(silent)
    right = {p.id: not p.units.isdisjoint(first[p.id]) for p in kept}
    right |= {p.id: bool(s) for p, s in zip(removed, silent, strict=True)}
    cases = [Case(p.id, p.published, "".join(first[p.id]), right[p.id]) for p in petitions]
    return Findings(rows, tuple(cases))


def first_articles(rows: Sequence[Link]) -> list[str]:
    """Give the first `FIRST_ARTICLES` distinct articles of a list of links."""
    articles = dict.fromkeys(row.article for row in rows if row.rank > 0)
    return list(articles)[:FIRST_ARTICLES]


def _units_of(petition: Petition, listed: Mapping[str, Sequence[Link]]) -> list[str]:
    return [row.citation for row in listed.get(petition.id, ()) if row.rank > 0]
