"""Time as a ratio: beside a fixed piece of Python in the same process, never in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STEPS = 300_000
"""Of one beat: some hundredths of a second on the machines of 2026, under whatever load."""


@contextmanager
def within(beats: float) -> Iterator[None]:
    """Fail where the block takes more processor time than `beats` times the fixed piece.

    The piece is timed before and after, so that a slow or busy machine slows both. Limits are far
    above what the block needs: they tell a text read in proportion to its length from one that is
    gone through again for each of its characters.
    """
    before = _beat()
    began = time.process_time()
    yield
    taken = time.process_time() - began
    beat = max(before, _beat())
    assert taken < beats * beat, f"{taken:.2f} s are {taken / beat:.0f} beats, of {beats} allowed"


def in_proportion(work: Callable[[int], object], sizes: tuple[int, int], times: float) -> bool:
    """Tell whether `work` takes under `times` as long for the second size, once in three tries."""
    return any(
        _taken(work, sizes[1]) < times * max(_taken(work, sizes[0]), _beat() / 2) for _ in range(3)
    )


def _beat() -> float:
    return _taken(_piece, STEPS)


def _taken(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began


def _piece(steps: int) -> int:
    total = 0
    for step in range(steps):
        total += step % 7
    return total
