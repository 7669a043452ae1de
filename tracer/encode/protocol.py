"""What every encoder offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np

Progress = Callable[[int], None]
"""Called with the number of texts done since the last call."""


class Encoder(Protocol):
    """Turns texts into vectors; the same text always into the same bits on the same machine."""

    @property
    def identity(self) -> str:
        """Name, version and numeric backend: vectors of one identity may be compared and cached."""
        ...

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        """Encode `texts`.

        Returns
        -------
        ndarray of shape (n_texts, dimension), float32
            Rows have length 1. A row depends on its own text only: not on its neighbours, their
            order, their number or the number of threads.
        """
        ...


@runtime_checkable
class Resting(Protocol):
    """An encoder that can give back the memory of its model."""

    def rest(self) -> None:
        """Unload the model; it is loaded again when something is encoded."""
        ...
