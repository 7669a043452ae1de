"""Work for the workers of a test's cluster: functions of a module, so that they can import them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tracer.errors import EncoderError


def times(shared: int, piece: int) -> int:
    """The product."""
    return shared * piece


def here(seconds: float, piece: int) -> tuple[int, int]:
    """The piece and the process that did it, after a while."""
    time.sleep(seconds)
    return piece, os.getpid()


def poisoned(tally: str, piece: int) -> int:
    """Note in a file that it was begun; 3 can't be done."""
    with Path(tally).open("a", encoding="utf-8") as stream:
        stream.write(f"{piece}\n")
    if piece == 3:
        raise EncoderError("el trozo 3 no se puede")
    return piece


def deadly(shared: None, piece: int) -> int:
    """End the process at 3."""
    if piece == 3:
        os._exit(1)
    return piece


class Sealed:
    """Something shared that notes in a file each time a process opens it."""

    def __init__(self, tally: str) -> None:
        self.tally = tally

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return opened, (self.tally,)


def opened(tally: str) -> Sealed:
    """Open it."""
    with Path(tally).open("a", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()}\n")
    return Sealed(tally)


def process(shared: Sealed, piece: int) -> int:
    """Which process did it."""
    return os.getpid()
