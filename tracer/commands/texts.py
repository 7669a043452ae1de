"""``tracer match`` and ``tracer assign``: contributions against provisions or concepts."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tracer.commands.documents import document_of
from tracer.commands.engine import (
    DONE,
    NOTHING,
    Engine,
    engine,
    existing,
    list_issues,
    listed,
    personal_of,
    read_texts,
    write_rejected,
)
from tracer.console import note, say, warn

if TYPE_CHECKING:
    from tracer.linking import LinkedText
    from tracer.records import Contribution, Link, Unit


def match(args: argparse.Namespace) -> int:
    """``tracer match``: contributions against one document."""
    from tracer import tables
    from tracer.constitution import units
    from tracer.linking import judged_links
    from tracer.match import Calibration
    from tracer.output import write_table

    read = read_texts(args)
    found = units(document_of(args.against, args), level=args.level)
    told = Counter[bool]()
    with engine(args) as loaded:
        linked = _linked(read.contributions, found, loaded, args)
    links = judged_links(
        linked, calibration=Calibration(), min_confidence=args.min_confidence,
        precision=args.precision or 0.0, standings=(), version=args.against,
    )  # fmt: skip
    write_table(tables.link_rows(_counted(links, told)), args.output, tables.LINKS)
    linked.store.prune()
    write_rejected(read.rejected, args.output)
    say(
        "{contributions} aportaciones contra {units} unidades; {unanswered} sin respuesta clara",
        contributions=len(read.contributions), units=len(found), unanswered=told[False],
    )  # fmt: skip
    return DONE if told[True] else NOTHING


def _linked(
    contributions: Sequence[Contribution],
    found: Sequence[Unit],
    loaded: Engine,
    args: argparse.Namespace,
) -> LinkedText:
    """Match a stretch at a time and keep each on disk, where a killed command finds it again."""
    from tracer.encode import Encoding
    from tracer.linking import link_corpus
    from tracer.match import text_space
    from tracer.store import Store, default_store_path

    encode = Encoding(loaded.encoder, loaded.cache, workers=loaded.workers)
    n, name = len(contributions), args.against
    space = text_space(contributions, encode=encode, progress=loaded.watch.stage("vectores", n))
    return link_corpus(
        contributions, space, {name: found}, encode=encode, encoder=loaded.encoder.identity,
        store=Store(default_store_path()), top=args.top,
        progress=loaded.watch.stage("enlaces", n), workers=loaded.linkers,
    )[name]  # fmt: skip


def _counted(links: Iterable[Link], told: Counter[bool]) -> Iterator[Link]:
    """Pass links on, and count those that name a unit and the rows that say there is none."""
    for link in links:
        told[link.rank > 0] += 1
        yield link


def assign(args: argparse.Namespace) -> int:
    """``tracer assign``: contributions to the concepts of a list."""
    from tracer import tables
    from tracer.output import write_table
    from tracer.sources import read_concepts
    from tracer.taxonomy import assign_concepts

    existing(args.concepts)
    own = read_concepts(args.concepts, personal=personal_of(args))
    if own.issues:
        warn("avisos de la lista de conceptos: {count}", shown={"count": len(own.issues)})
        list_issues(own.issues)
    note(list_notices=listed(own.issues))
    read, concepts = read_texts(args), own.concepts
    with engine(args) as loaded:
        found = assign_concepts(
            read.contributions, concepts, encode=loaded.watched(loaded.watch), top=args.top
        )
    write_table(tables.assignment_rows(found), args.output, tables.ASSIGNMENTS)
    write_rejected(read.rejected, args.output)
    examples = sum(len(concept.examples) for concept in concepts)
    say(
        "{contributions} aportaciones entre {concepts} conceptos, con {examples} ejemplos",
        contributions=len(read.contributions), concepts=len(concepts), examples=examples,
    )  # fmt: skip
    return DONE if any(a.rank for a in found) else NOTHING
