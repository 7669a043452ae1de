"""Cells that programs spoiled on the way: accents decoded twice, formulas that failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, zip_longest

from tracer.sources.cells import Cell

FAILED = frozenset((
    "#N/A", "#N/D", "#REF!", "#¡REF!", "#VALUE!", "#¡VALOR!", "#NAME?", "#¿NOMBRE?", "#DIV/0!",
    "#¡DIV/0!", "#NUM!", "#¡NUM!", "#NULL!", "#¡NULO!", "#SPILL!", "#CALC!", "#GETTING_DATA",
))  # fmt: skip
"""What Excel shows, in English and Spanish, where a formula gives nothing."""
_TWICE = ("Ã", "Â", "â€", "ðŸ")
"""How UTF-8 that was read as Windows-1252 and saved again begins."""
_OPEN = re.compile("[\x81\x8d\x8f\x90\x9d]")
"""Bytes that Windows-1252 leaves open; programs pass them through."""


def mended(cells: Sequence[Cell]) -> tuple[Sequence[Cell], tuple[str, ...]]:
    """Give a row with its spoiled cells put right, and what was put right in it.

    Returns
    -------
    cells : sequence of Cell
        The same object where nothing was spoiled.
    flaws : tuple of str
        Among ``error-cell`` (now empty) and ``decoded-twice`` (``Ã³`` is ``ó`` again).
    """
    flaws: list[str] = []
    found: list[Cell] | None = None
    for place, cell in enumerate(cells):
        if not isinstance(cell, str) or not cell:
            continue
        better = cell
        if cell[0] == "#" and cell.strip() in FAILED:
            better, flaw = "", "error-cell"
        elif not cell.isascii() and any(mark in cell for mark in _TWICE):
            better, flaw = decoded_once(cell), "decoded-twice"
        if better != cell:
            found = found or list(cells)
            found[place] = better
            flaws.append(flaw)
    return (cells, ()) if found is None else (found, tuple(dict.fromkeys(flaws)))


def decoded_once(text: str) -> str:
    """Undo that UTF-8 was read as Windows-1252, if that accounts for every character.

    A text that is right in one place stays as it is: «MAÇÃ” has an Ã that is meant.
    """
    try:
        pieces = [piece.encode("cp1252") for piece in _OPEN.split(text)]
        between = [found.encode("latin-1") for found in _OPEN.findall(text)]
        return b"".join(chain(*zip_longest(pieces, between, fillvalue=b""))).decode("utf-8")
    except UnicodeError:
        return text
