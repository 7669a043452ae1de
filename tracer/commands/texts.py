"""``tracer match`` and ``tracer assign``: contributions against provisions or concepts."""

from __future__ import annotations

import argparse

from tracer.commands.documents import document_of
from tracer.commands.engine import (
    DONE,
    NOTHING,
    engine,
    existing,
    list_issues,
    listed,
    personal_of,
    read_texts,
    write_rejected,
)
from tracer.console import note, say, warn


def match(args: argparse.Namespace) -> int:
    """``tracer match``: contributions against one document."""
    from tracer import tables
    from tracer.constitution import units
    from tracer.match import links_at_precision, match_provisions
    from tracer.output import write_table

    read = read_texts(args)
    found = units(document_of(args.against, args), level=args.level)
    with engine(args) as loaded:
        encode = loaded.watched(loaded.watch)
        progress = loaded.watch.stage("enlaces", len(read.contributions))
        links = match_provisions(
            read.contributions, found, encode=encode, top=args.top,
            min_confidence=args.min_confidence, progress=progress, workers=loaded.linkers,
        )  # fmt: skip
    if args.precision is not None:
        links = links_at_precision(links, args.precision)
    write_table(tables.link_rows(links), args.output, tables.LINKS)
    write_rejected(read.rejected, args.output)
    unanswered = sum(link.rank == 0 for link in links)
    say(
        "{contributions} aportaciones contra {units} unidades; {unanswered} sin respuesta clara",
        contributions=len(read.contributions), units=len(found), unanswered=unanswered,
    )  # fmt: skip
    return DONE if any(link.rank for link in links) else NOTHING


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
