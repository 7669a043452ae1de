"""This process alone, one piece after another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from tracer.workers.protocol import Found, Piece, Shared


@dataclass(frozen=True, slots=True)
class Alone:
    """Does every piece itself; nothing is pickled."""

    pieces: int = 1

    def map(
        self,
        function: Callable[[Shared, Piece], Found],
        pieces: Iterable[Piece],
        *,
        shared: Shared,
    ) -> Generator[Found, None, None]:
        """Do each piece when its result is asked for; see `Workers.map`."""
        for piece in pieces:
            yield function(shared, piece)


ALONE = Alone()
