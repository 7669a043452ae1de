"""What suites need of an encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]
"""From n texts to an array of shape (n, dimension), float32, rows of length 1."""


def remembering(encode: Encode) -> Encode:
    """Keep the vectors of this run in memory: suites encode the same provisions many times."""
    import numpy as np

    known: dict[str, np.ndarray] = {}

    def recall(texts: Sequence[str]) -> np.ndarray:
        missing = sorted({text for text in texts if text not in known})
        if missing or not texts:
            vectors = encode(missing)
            known.update(zip(missing, vectors, strict=True))
            if not texts:
                return vectors
        return np.stack([known[text] for text in texts])

    return recall
