"""Regular expressions that may take forever: found before a document is read with them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from tracer.errors import Phrase

LONGEST = 4_000
"""Code points that a pattern may have, once its pieces are put in: more is a slip."""
WIDE = 20
"""A repetition of at least this many, or without limit, is wide."""
TOO_SLOW = 0.05
"""In seconds of processor time for a text of a few letters."""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_SIZES = (*range(4, 64, 2), 80, 100, 130, 170, 220, 290, 380, 490)
"""Small steps: a time that doubles with each letter must be seen before it is endless."""


def why_slow(regex: re.Pattern[str]) -> str:
    """Say in Spanish why `regex` may take forever; empty where nothing shows it.

    Two signs: a wide repetition within a wide repetition, ``(\\w+ ?)*``, and a time that grows out
    of bounds over short texts of one or two characters. What needs a longer text to show is not
    found.
    """
    if len(regex.pattern) > LONGEST:
        return Phrase(
            "tiene {length} caracteres y se aceptan {longest}; divídela en varias",
            length=len(regex.pattern), longest=LONGEST,
        )  # fmt: skip
    parser = import_module("re._parser")
    if _is_nested(parser.parse(regex.pattern, regex.flags & ~re.UNICODE), within=False):
        return Phrase(
            "repite sin límite algo que ya se repite, como (\\w+ ?)*; limita una de las dos "
            "repeticiones, por ejemplo {0,8}"
        )
    for unit in _probes(regex):
        for size in _SIZES:
            start = time.thread_time()
            regex.match(unit * size + "\0")
            if time.thread_time() - start > TOO_SLOW:
                return Phrase(
                    "un texto como «{text}…» la detiene; limita sus repeticiones", text=unit * 4
                )
    return ""


def _is_nested(parsed: Any, *, within: bool) -> bool:
    for operation, argument in parsed:
        if str(operation) in _REPEATS:
            least, most, repeated = argument
            wide = int(most) >= WIDE
            if wide and within and _is_open(repeated, int(least), int(most)):
                return True
            if _is_nested(repeated, within=within or wide):
                return True
        elif any(_is_nested(below, within=within) for below in _below(argument)):
            return True
    return False


def _is_open(repeated: Any, least: int, most: int) -> bool:
    """Whether a repetition has a choice of how much it takes."""
    return least != most and len(repeated) > 0


def _below(argument: Any) -> Iterator[Any]:
    """Patterns inside the argument of an operation."""
    if hasattr(argument, "getwidth"):
        yield argument
    elif isinstance(argument, (list, tuple)):
        for item in argument:
            yield from _below(item)


def _probes(regex: re.Pattern[str]) -> Iterator[str]:
    letters = sorted({c for c in regex.pattern if c.isalnum()})[:24]
    marks = ["a", "A", "I", "1", " ", ".", "-", *letters]
    yield from dict.fromkeys(marks)
    for mark in ("a", "1", "I"):
        yield f"{mark} "
        yield f"{mark}."
