"""What whoever does the heavy work offers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Found = TypeVar("Found")


class Workers(Protocol):
    """Applies a function to the pieces that a stage was cut into."""

    @property
    def pieces(self) -> int:
        """Into how many pieces a stage is best cut, so that all have something to do; 1 or more."""
        ...

    def map(
        self,
        function: Callable[[Shared, Piece], Found],
        pieces: Iterable[Piece],
        *,
        shared: Shared,
    ) -> Generator[Found, None, None]:
        """Give ``function(shared, piece)`` for every piece, in the order of the pieces.

        Pieces are taken as they are needed, a few ahead of the result that is given: memory holds
        those few, however many there are. Who doesn't ask for all results closes the generator.

        Parameters
        ----------
        function : callable
            Of a module, so that other processes can import it, and pure: a piece whose worker died
            is done again elsewhere.
        pieces : iterable
            Each can be pickled, as can what `function` makes of it.
        shared : object
            What every piece needs, such as an encoder or an index; can be pickled. It is sent to a
            process once for all pieces.

        Raises
        ------
        TracerError
            The first, in the order of the pieces, that `function` raises; a piece that raises it
            isn't tried again.
        ClusterError
            If no one is left to do the work.
        """
        ...
