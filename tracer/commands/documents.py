"""``tracer parse`` and ``tracer align``: documents alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from tracer.commands.engine import DONE, NOTHING, engine, existing, list_issues, listed
from tracer.console import note, said, say, spoken, watching
from tracer.errors import InputError
from tracer.messages import catalogue
from tracer.records import FATES, Constitution, Issue


def parse(args: argparse.Namespace) -> int:
    """``tracer parse``: a constitution as a table of provisions, or as Akoma Ntoso."""
    from tracer import tables
    from tracer.constitution import akoma_xml, provision_rows
    from tracer.constitution.wording import issue_line
    from tracer.output import check_format, write_bytes, write_table

    if args.references:
        check_format(args.references)
    document = document_of(args.document, args)
    rows = provision_rows(document)
    if Path(args.output).suffix.lower() == ".xml":
        write_bytes(akoma_xml(document), args.output)
    else:
        write_table(rows, args.output, tables.PROVISIONS)
    _tell_contents(document)
    issues = document.issues
    if args.references:
        issues = (*issues, *_write_references(document, args.references))
    list_issues(issues, tell=lambda issue: issue_line(issue, tell=said))
    note(notices=listed(issues))
    return NOTHING if issues or not rows else DONE


def _tell_contents(document: Constitution) -> None:
    from tracer.constitution import summary
    from tracer.constitution.wording import left_out_line, summary_line

    found = summary(document)
    note(
        document=found.name, provisions=found.levels, repealed=found.repealed, pages=found.pages,
        left_out=[
            {"kind": gone.kind, "lines": gone.count, "page": gone.page}
            for gone in document.left_out
        ],
    )  # fmt: skip
    say("{line}", shown={"line": summary_line(found, tell=said)})
    if document.left_out:
        say("{line}", shown={"line": left_out_line(document.left_out, tell=said)})


def align(args: argparse.Namespace) -> int:
    """``tracer align``: what became of each provision of an older version."""
    from collections import Counter

    from tracer import tables
    from tracer.constitution import units
    from tracer.output import write_table
    from tracer.stages import lineage_of

    old = units(document_of(args.old, args), level=args.level)
    new = units(document_of(args.new, args), level=args.level)
    with engine(args) as loaded:
        pairs = lineage_of(old, new, encode=loaded.watched(loaded.watch), stage=loaded.watch.stage)
    write_table(tables.lineage_rows(pairs), args.output, tables.LINEAGE)
    fates = Counter(pair.fate for pair in pairs)
    note(fates=dict(sorted(fates.items())), pairs=len(pairs))
    words = catalogue(spoken())
    told = ", ".join(f"{words[f'fate_{fate}']} {fates[fate]}" for fate in FATES if fates[fate])
    say("{fates}", shown={"fates": told or said("no hay artículos que comparar")})
    return DONE if pairs else NOTHING


def document_of(path: str, args: argparse.Namespace) -> Constitution:
    """Read a document by the grammar that the arguments name, or by that of the house."""
    existing(path)
    if Path(path).is_dir():
        raise InputError(
            "{path} es una carpeta; se esperaba un documento: indica el archivo", path=path
        )
    with watching(quiet=args.quiet) as watch:
        watch.stage(f"leer: {path}")
        from tracer.constitution import read_constitution, read_style

        if args.style:
            return read_constitution(path, style=read_style(args.style))
        return read_constitution(path)


def _write_references(document: Constitution, path: str) -> tuple[Issue, ...]:
    """Write the references from provision to provision; give those that lead nowhere."""
    from tracer.constitution.references.find import (
        COLUMNS,
        cross_references,
        reference_counts,
        reference_issues,
        reference_rows,
    )
    from tracer.output import write_table

    found = cross_references(document)
    write_table(reference_rows(found), path, COLUMNS)
    counts = reference_counts(found)
    note(references=counts)
    say(
        "{total} remisiones: {internal} dentro del texto, {external} a otras leyes, {missing} a lo "
        "que no existe",
        shown=counts,
    )
    return reference_issues(document, found)
