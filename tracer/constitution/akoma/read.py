"""The door for Akoma Ntoso: a path in, provisions out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tracer.constitution.akoma.characters import unescape
from tracer.constitution.akoma.names import own
from tracer.constitution.akoma.parse import akoma_root
from tracer.constitution.akoma.reading import Found, Reading
from tracer.constitution.akoma.units import read_elements
from tracer.constitution.blocks import Block
from tracer.constitution.doubt.checks import check
from tracer.constitution.grammar.style import Style
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.records import Constitution, Provision
from tracer.text import nfc

_LEVELS = {"motives": "preamble", "transitories": "division"}


def read_akoma(path: Path, *, style: Style = SPANISH_AMERICAN) -> Constitution:
    """Read an Akoma Ntoso document of any version and maker into provisions.

    The structure is taken from the elements, the citations from their numbers. Words that stand
    in no unit are listed as issues; those of cover page, preface and conclusions are only part
    of the text.

    Parameters
    ----------
    path : Path
    style : Style
        How the printed numbers of articles, titles and their like are written.

    Returns
    -------
    Constitution
        Its text is that of the document, a line for each block; the spans index it. It may have
        no article, where the document marks none.

    Raises
    ------
    FormatError
        If the file is no Akoma Ntoso, is damaged or declares entities.
    """
    return constitution_of(akoma_root(path), name=path.name, style=style)


def constitution_of(root: Any, *, name: str, style: Style = SPANISH_AMERICAN) -> Constitution:
    """Make records of the document below `root`."""
    reading = read_elements(root, style=style)
    read = Constitution(name, "".join(reading.pieces), records(reading))
    blocks = [Block(one.opens, one.end, page=one.page, line=one.line) for one in reading.found]
    issues = [*reading.issues, *check(read, blocks)]
    issues.sort(key=lambda issue: (issue.page or 0, issue.line or 0))
    return replace(read, issues=tuple(issues))


def records(reading: Reading) -> tuple[Provision, ...]:
    """Make a record of each unit found, in order."""
    text = "".join(reading.pieces)
    repealed: dict[Found | None, bool] = {None: False}
    provisions = []
    for found in reading.found:
        words = text[found.start : found.end]
        marked = reading.style.repealed.match(nfc(words or found.heading)) is not None
        repealed[found] = found.repealed or marked or repealed[found.parent]
        provisions.append(_record(found, words, repealed=repealed[found]))
    return tuple(provisions)


def _record(found: Found, words: str, *, repealed: bool) -> Provision:
    parent = found.parent.citation if found.parent else ""
    status = "repealed" if repealed else "in_force"
    return Provision(
        citation=found.citation,
        level=_LEVELS.get(found.level, found.level),
        heading=_said(found, "heading", found.heading),
        text=words,
        parent=_said(found, "parent", parent),
        page=found.page,
        start=found.start,
        end=found.end,
        status=_said(found, "status", status),
        opens=found.opens,
    )


def _said(found: Found, name: str, derived: str) -> str:
    """What tracer's own attribute says where it wrote one, or else what the document shows."""
    said = None if found.element is None else found.element.get(own(name))
    return derived if said is None else unescape(said)
