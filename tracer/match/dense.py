"""Provisions in the encoder's space at two sizes, and how near texts lie to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode.geometry import centred, drawn_mean, mean_vector
from tracer.match.pieces import Piece, words_of
from tracer.records import Unit

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

NORM_TEXTS = 5.0
"""The centre of a document's units, and of its pieces, is drawn towards that of `norm_texts` as if
it held this many of them: a document of one article would otherwise be its own centre."""


@dataclass(frozen=True, slots=True)
class DenseUnits:
    """Centred vectors of one document."""

    whole: np.ndarray
    """Shape (n_units, d): each unit's heading and words as one text."""
    pieces: np.ndarray
    """Shape (n_pieces, d), unit by unit."""
    first_piece: np.ndarray
    """Shape (n_units,), int: where each unit's pieces begin."""


def encode_units(units: Sequence[Unit], cut: Sequence[Piece], *, encode: Encode) -> DenseUnits:
    """Encode a document's units, whole and in pieces, each size centred on its own mean."""
    import numpy as np

    whole = encode([words_of(unit) for unit in units])
    parts = encode([piece.encoded_as for piece in cut])
    owners = np.array([piece.unit for piece in cut])
    norms = mean_vector(encode(norm_texts()))
    return DenseUnits(
        whole=centred(whole, drawn_mean(whole, towards=norms, weight=NORM_TEXTS)),
        pieces=centred(parts, drawn_mean(parts, towards=norms, weight=NORM_TEXTS)),
        first_piece=np.searchsorted(owners, np.arange(len(units))),
    )


def norm_texts() -> tuple[str, ...]:
    """Some fifty provisions, in the register of constitutions; fixed, written for the project."""
    path = Path(__file__).parent / "norms.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines())


def best_by_unit(scores: np.ndarray, first_piece: np.ndarray) -> np.ndarray:
    """Largest score among each unit's pieces: (n, n_pieces) to (n, n_units)."""
    import numpy as np

    return np.asarray(np.maximum.reduceat(scores, first_piece, axis=1))


def mean_by_text(scores: np.ndarray, first_segment: np.ndarray) -> np.ndarray:
    """Mean over each text's segments: (n_segments, n_units) to (n_texts, n_units), float64.

    `reduceat` adds row after row within a text, so the neighbours don't change a bit.
    """
    import numpy as np

    counts = np.diff(first_segment)[:, None]
    return np.asarray(np.add.reduceat(scores.astype(np.float64), first_segment[:-1]) / counts)
