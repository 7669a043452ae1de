"""Identifiers of elements, ``art_16__para_3``, by the Akoma Ntoso Naming Convention 1.0."""

from __future__ import annotations

import re

from tracer.text import nfc

REFERENCES = {
    "article": "art", "chapter": "chp", "section": "sec", "paragraph": "para",
}  # fmt: skip
"""Abbreviations that the convention lays down; every other element goes by its own name."""


def identifier(element: str, number: str, prefix: str, used: set[str]) -> str:
    """Give an element its ``eId``, and note it in `used`.

    Parameters
    ----------
    element : str
        Name of the element.
    number : str
        As cited, ``12 bis``; empty for an element without one, which is counted as ``nn_1``.
    prefix : str
        The identifier of the element within which it is numbered; empty where it is numbered
        through the document.
    used : set of str
        The identifiers given so far.
    """
    own = REFERENCES.get(element, element)
    context = f"{prefix}__" if prefix else ""
    clean = _clean(number)
    unique = first = f"{context}{own}_{clean or 'nn_1'}"
    times = 1
    while unique in used:
        times += 1
        unique = f"{first}_{times}" if clean else f"{context}{own}_nn_{times}"
    used.add(unique)
    return unique


def _clean(number: str) -> str:
    """A number without white space and punctuation, its words joined by a hyphen."""
    return "-".join(re.findall(r"\w+", nfc(number)))
