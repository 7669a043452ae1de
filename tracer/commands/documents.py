"""``tracer parse`` and ``tracer align``: documents alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from tracer.commands.engine import DONE, NOTHING, engine, list_issues
from tracer.console import say
from tracer.records import Constitution, Issue


def parse(args: argparse.Namespace) -> int:
    """``tracer parse``: a constitution as a table of provisions, or as Akoma Ntoso."""
    from tracer import tables
    from tracer.constitution import akoma_xml, provision_rows, summary
    from tracer.constitution.wording import issue_line, left_out_line, summary_line
    from tracer.output import check_format, write_bytes, write_table

    if args.references:
        check_format(args.references)
    document = document_of(args.document, args.style)
    rows = provision_rows(document)
    if Path(args.output).suffix.lower() == ".xml":
        write_bytes(akoma_xml(document), args.output)
    else:
        write_table(rows, args.output, tables.PROVISIONS)
    say(summary_line(summary(document)))
    if document.left_out:
        say(left_out_line(document.left_out))
    issues = document.issues
    if args.references:
        issues = (*issues, *_write_references(document, args.references))
    list_issues(issues, tell=issue_line)
    return NOTHING if issues or not rows else DONE


def align(args: argparse.Namespace) -> int:
    """``tracer align``: what became of each provision of an older version."""
    from collections import Counter

    from tracer import tables
    from tracer.constitution import units
    from tracer.output import write_table
    from tracer.stages import lineage_of

    old = units(document_of(args.old, args.style), level=args.level)
    new = units(document_of(args.new, args.style), level=args.level)
    with engine(args) as loaded:
        pairs = lineage_of(old, new, encode=loaded.watched(loaded.watch))
    write_table(tables.lineage_rows(pairs), args.output, tables.LINEAGE)
    fates = Counter(pair.fate for pair in pairs)
    say(", ".join(f"{fate} {count}" for fate, count in sorted(fates.items())))
    return DONE if pairs else NOTHING


def document_of(path: str, style: str) -> Constitution:
    """Read a document by the grammar named, or by that of the house."""
    from tracer.constitution import read_constitution, read_style

    return read_constitution(path, style=read_style(style)) if style else read_constitution(path)


def _write_references(document: Constitution, path: str) -> tuple[Issue, ...]:
    """Write the references from provision to provision; give those that lead nowhere."""
    from tracer.constitution.references.find import (
        COLUMNS,
        cross_references,
        reference_issues,
        reference_rows,
        reference_summary,
    )
    from tracer.output import write_table

    found = cross_references(document)
    write_table(reference_rows(found), path, COLUMNS)
    say(reference_summary(found))
    return reference_issues(document, found)
