"""How stages tell how far they are; whoever starts them decides who hears it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Is called with the steps done since the last call."""
Stage = Callable[[str, int | None], Progress]
"""Begins a stage with a name and, where it is known, its number of steps."""


def unheard(steps: int) -> None:
    """Tell nobody."""


def unwatched(name: str, total: int | None = None) -> Progress:
    """Begin a stage that nobody watches."""
    return unheard
