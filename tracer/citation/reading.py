"""Where a reader stands among the phrases of a citation, and what it has read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tracer.citation.address import Address, part_level
from tracer.citation.order import Parts
from tracer.citation.phrase import Phrase
from tracer.citation.tokens import LARGER_WORDS

HOLDERS = tuple(kind for kind in LARGER_WORDS if kind != "decree")
"""Larger units, outermost first."""
NAMED = ("preamble", "motives", "transitories")
FIRST = ("article", "transitory", "disposition")
Base = Callable[[Phrase, Sequence[Address]], Sequence[Address]]
"""Gives what «el artículo anterior» points at, knowing what was read before it."""


@dataclass(slots=True)
class Composed:
    """What phrases say together."""

    addresses: list[Address] = field(default_factory=list)
    loose: list[Parts] = field(default_factory=list)
    """Parts that no article goes with: «la fracción II»."""
    assumed: list[str] = field(default_factory=list)
    explicit: bool = False
    """Whether a word says what is cited; a number alone may be anything."""
    transversal: bool = False


@dataclass(slots=True)
class Reading:
    """Where the reader stands among the phrases."""

    phrases: Sequence[Phrase]
    base: Base
    result: Composed = field(default_factory=Composed)
    current: Address | None = None
    listing: bool = False
    """Whether a bare number may be one more article of a plural."""


def begin(reading: Reading, address: Address) -> None:
    """Close the address being read and begin another."""
    close(reading)
    reading.current = address
    reading.listing = False


def close(reading: Reading) -> None:
    """Close the address being read."""
    if reading.current is not None:
        reading.result.addresses.append(reading.current)
    reading.current = None


def add_part(reading: Reading, text: str) -> None:
    """Put a part under the address being read, or beside the part of its level."""
    current = reading.current
    if current is None:
        return
    levels = [_list_of(p) for p in current.parts[1:]]
    level = _list_of(text)
    kept = 1 + levels.index(level) if level in levels else len(current.parts)
    if kept < len(current.parts):
        close(reading)
    reading.current = Address(current.kind, (*current.parts[:kept], text), current.within)


def _list_of(part: str) -> str:
    """The level of a part; «1)» within an inciso is in a list of its own."""
    level = part_level(part)
    return "nested" if level == "numeral" and ")" in part.split(" ")[0] else level
