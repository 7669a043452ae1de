"""The numbers of provisions, as the document prints them or as their citations give them."""

from __future__ import annotations

import re

from tracer.constitution.akoma.characters import collapse
from tracer.records import Constitution, Provision
from tracer.text import nfc

LONGEST = 80
"""Code points; what is longer is no number alone."""

_WORDS = (
    (re.compile(r"Parte (.+)"), "Parte {}"),
    (re.compile(r"Lib\. (.+)"), "Libro {}"),
    (re.compile(r"Tít\. (.+)"), "Título {}"),
    (re.compile(r"Cap\. (.+)"), "Capítulo {}"),
    (re.compile(r"Art\. (.+)"), "Artículo {}"),
    (re.compile(r"Trans\. (.+)"), "Transitorio {}"),
    (re.compile(r"frac\. (.+)"), "{}."),
    (re.compile(r"(\d+|[A-ZÑ])( .*)?"), "{}."),
    (re.compile(r"([a-zñ])( .*)?"), "{})"),
)
"""How the last part of a citation is worded; any other stands as it is."""


def printed_number(constitution: Constitution, provision: Provision) -> str:
    """The label that the document prints before the heading of `provision`; empty for none.

    A table prints none: its offsets count within its cells.
    """
    if not constitution.text or not 0 <= provision.opens < provision.start:
        return ""
    label = collapse(nfc(constitution.text[provision.opens : provision.start]))
    heading = collapse(nfc(provision.heading))
    if heading:
        at = label.find(heading)
        label = label[:at] if at >= 0 else ""
    label = label.strip(" #*_")
    return label if len(label) <= LONGEST and any(c.isalnum() or c == "§" for c in label) else ""


def cited_number(citation: str) -> str:
    """The number that a citation gives its provision, worded: ``Artículo 5`` for ``Art. 5``."""
    part = citation.rsplit(", ", 1)[-1]
    for shape, worded in _WORDS:
        found = shape.fullmatch(part)
        if found:
            return worded.format("".join(group for group in found.groups() if group))
    return part


def bare_number(citation: str) -> str:
    """The number alone, for identifiers: ``12 bis`` of ``Art. 12 bis``."""
    part = citation.rsplit(", ", 1)[-1]
    if part in ("Transitorios", "Preámbulo", "Exposición de motivos"):
        return ""
    return re.sub(r"\A(?:Parte|Lib|Tít|Cap|Art|Trans|Disp|frac|párr|par|Decreto|§)\.?\s", "", part)
