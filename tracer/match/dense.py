"""How near contributions lie to provisions in the encoder's space, at two sizes on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode.geometry import centred, centred_by_group, drawn_mean, mean_vector
from tracer.match.pieces import Piece, contribution_segments, words_of
from tracer.records import Contribution, Span, Unit

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

REGISTER_TEXTS = 5.0
"""The centre of a file is drawn towards that of `register_texts` as if it held this many of them:
a file with one petition would otherwise be its own centre, and every cosine 0."""
NORM_TEXTS = 5.0
"""The centre of a document's units, and of its pieces, is drawn towards that of `norm_texts` as if
it held this many of them: a document of one article would otherwise be its own centre."""
FILE_TEXTS = 100.0
"""The centre of a channel is drawn towards the file's as if it held this many more texts."""


@dataclass(frozen=True, slots=True)
class DenseUnits:
    """Centred vectors of one document."""

    whole: np.ndarray
    """Shape (n_units, d): each unit's heading and words as one text."""
    pieces: np.ndarray
    """Shape (n_pieces, d), unit by unit."""
    first_piece: np.ndarray
    """Shape (n_units,), int: where each unit's pieces begin."""


@dataclass(frozen=True, slots=True)
class DenseTexts:
    """Centred vectors of contributions."""

    whole: np.ndarray
    """Shape (n_contributions, d)."""
    segments: np.ndarray
    """Shape (n_segments, d), contribution by contribution."""
    first_segment: np.ndarray
    """Shape (n_contributions + 1,), int."""
    spans: tuple[tuple[Span, ...], ...]
    """Of each contribution's segments."""

    def part(self, first: int, last: int) -> DenseTexts:
        """Those of the contributions from row `first` to before `last`."""
        low, high = self.first_segment[first], self.first_segment[last]
        return DenseTexts(
            whole=self.whole[first:last],
            segments=self.segments[low:high],
            first_segment=self.first_segment[first : last + 1] - low,
            spans=self.spans[first:last],
        )


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


def encode_contributions(contributions: Sequence[Contribution], *, encode: Encode) -> DenseTexts:
    """Encode contributions, whole and in segments.

    Each channel is centred on its own mean, as far as it has texts enough: petitions and one-line
    answers differ in register more than in subject. A text's links can so move a little when
    others join it, but never with their order.

    Parameters
    ----------
    contributions : sequence of Contribution
    encode : callable
        Texts to an array of shape (n, d), rows of length 1.
    """
    import numpy as np

    spans = tuple(tuple(contribution_segments(c)) for c in contributions)
    counts = [len(found) for found in spans]
    segment_texts = [
        c.text[span.start : span.end]
        for c, found in zip(contributions, spans, strict=True)
        for span in found
    ]
    channels = np.array([c.channel for c in contributions])
    register = mean_vector(encode(register_texts()))
    return DenseTexts(
        whole=_centred_by(channels, encode([c.text for c in contributions]), register),
        segments=_centred_by(np.repeat(channels, counts), encode(segment_texts), register),
        first_segment=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        spans=spans,
    )


def register_texts() -> tuple[str, ...]:
    """Some fifty texts in the register of petitions, answers and comments.

    Fixed, so that the same file gives the same links next year; written for the project.
    """
    return _lines("register.txt")


def norm_texts() -> tuple[str, ...]:
    """Some fifty provisions, in the register of constitutions; fixed, written for the project."""
    return _lines("norms.txt")


def _lines(name: str) -> tuple[str, ...]:
    return tuple((Path(__file__).parent / name).read_text(encoding="utf-8").splitlines())


def _centred_by(groups: np.ndarray, vectors: np.ndarray, register: np.ndarray) -> np.ndarray:
    file_centre = drawn_mean(vectors, towards=register, weight=REGISTER_TEXTS)
    return centred_by_group(vectors, groups, centre=file_centre, weight=FILE_TEXTS)


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
