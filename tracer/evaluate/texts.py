"""Plain texts as the records that the stages take, and drawing some of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from tracer.records import Provision, Unit

T = TypeVar("T")


def unit_of(citation: str, text: str) -> Unit:
    """Make a text an article of its own, as a row of a table of provisions is."""
    provision = Provision(citation, "article", "", text, "", None, 0, len(text))
    return Unit(citation, citation, "", "", (provision,))


def lot(key: str, *, seed: int = 1) -> float:
    """Draw a number from 0 to 1 that depends on `key` and `seed` alone, not on any order."""
    return int.from_bytes(sha256(f"{seed}\0{key}".encode()).digest()[:8], "big") / 2**64


def draw(items: Iterable[T], size: int, *, key: Callable[[T], str], seed: int = 1) -> list[T]:
    """Draw `size` of the items, or all where there are no more; in the order of their lots."""
    return sorted(items, key=lambda item: (lot(key(item), seed=seed), key(item)))[:size]
