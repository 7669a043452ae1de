"""What a document in Akoma Ntoso can't say by itself, found by reading it as a stranger would."""

from __future__ import annotations

from typing import Any

from tracer.constitution.akoma.characters import escape
from tracer.constitution.akoma.names import own
from tracer.constitution.akoma.read import records
from tracer.constitution.akoma.units import read_elements
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.records import Provision

HINTED = ("citation", "level", "heading", "parent", "status")


def add_hints(root: Any, written: list[tuple[Provision, Any]]) -> None:
    """Add attributes to the elements of `root` that read otherwise than what was written.

    A hint may change how the elements below are read, so it is done again until nothing changes;
    as every hint is final, that ends.
    """
    while _add_missing(root, written):
        pass


def _add_missing(root: Any, written: list[tuple[Provision, Any]]) -> int:
    reading = read_elements(root, style=SPANISH_AMERICAN)
    read = dict(zip((found.element for found in reading.found), records(reading), strict=True))
    added = 0
    for provision, element in written:
        found = read.get(element)
        for name in HINTED:
            right = getattr(provision, name)
            if found is None or getattr(found, name) != right:
                added += _hint(element, name, right)
    return added


def _hint(element: Any, name: str, value: str) -> int:
    if element.get(own(name)) is not None:
        return 0
    element.set(own(name), escape(value))
    return 1
