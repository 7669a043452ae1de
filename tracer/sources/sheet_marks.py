"""What the XML of a sheet says besides its cells: merged ones, hidden rows, unvalued formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tracer.sources.table import Merged

_PIECE = 1 << 20
_LONGEST = 1 << 24
"""Bytes after which a stretch without the end of a row is let go of."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row (?:[^<>]* )?hidden="(?:1|true)"[^<>]*>')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_UNVALUED = re.compile(
    rb'<(?:\w+:)?c (?:[^<>]* )?r="([A-Z]{1,3}\d{1,7})"[^<>]*>'
    rb"<(?:\w+:)?f(?:/>| [^<>]*/>|(?: [^<>]*)?>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in a sheet."""

    merged: tuple[Merged, ...]
    """Those over several rows, of one column or more."""
    hidden: tuple[int, ...]
    """Rows, from 1, hidden by hand or by a filter."""
    unvalued: tuple[str, ...]
    """Cells, ``B12``, with a formula and no value kept: programs write them, Excel doesn't."""


def marks_of(sheet: BinaryIO) -> Marks:
    """Go through the XML of a sheet, holding no more of it than some rows."""
    merged: list[Merged] = []
    hidden: list[int] = []
    unvalued: list[str] = []
    for piece in _whole_rows(sheet):
        for left, top, right, bottom in _MERGED.findall(piece):
            if int(bottom) > int(top) and left == right:
                merged.append(Merged(_column(left), int(top), int(bottom)))
        for row in _HIDDEN.findall(piece):
            hidden += [int(number) for number in _NUMBER.findall(row)[:1]]
        unvalued += [cell.decode() for cell in _UNVALUED.findall(piece)]
    return Marks(tuple(merged), tuple(hidden), tuple(unvalued))


def _whole_rows(sheet: BinaryIO) -> Iterator[bytes]:
    rest = b""
    with sheet:
        while piece := sheet.read(_PIECE):
            rest += piece
            cut = max(rest.rfind(b"</row>"), rest.rfind(b"<mergeCell "))
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST:
                rest = b""
    yield rest


def _column(letters: bytes) -> int:
    """0-based number of a column: A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
