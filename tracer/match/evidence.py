"""The words on both sides that carry a link."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tracer.match.pieces import Piece
from tracer.records import Contribution, Span
from tracer.text import fold, nfc

if TYPE_CHECKING:
    import numpy as np

QUOTED = 90.0
"""Of 100, rapidfuzz's partial ratio: at least nine in ten characters in the same order."""
QUOTED_LENGTH = 40
"""Code points: shorter stretches coincide by chance ("derecho a la vivienda")."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The best pair of stretches of a contribution and a unit."""

    contribution: str
    """NFC."""
    provision: str
    """NFC."""
    contribution_span: Span
    provision_span: Span
    quoted: bool
    """The contribution repeats the provision nearly word for word."""


def best_pair(
    contribution: Contribution,
    spans: tuple[Span, ...],
    cut: tuple[Piece, ...],
    similarities: np.ndarray,
) -> Evidence:
    """Choose the stretches that are most alike.

    Parameters
    ----------
    contribution : Contribution
    spans : tuple of Span
        Its segments.
    cut : tuple of Piece
        The unit's pieces.
    similarities : ndarray of shape (n_segments, n_pieces)
        Higher is more alike; the first of equals wins.
    """
    segment, piece = divmod(int(similarities.argmax()), similarities.shape[1])
    span, found = spans[segment], cut[piece]
    said = nfc(contribution.text[span.start : span.end])
    norm = nfc(found.text)
    return Evidence(said, norm, span, found.span, is_quotation(said, norm))


def is_quotation(said: str, norm: str) -> bool:
    """Tell whether a contribution's words repeat a provision's nearly word for word."""
    from rapidfuzz import fuzz

    if min(len(said), len(norm)) < QUOTED_LENGTH:
        return False
    return bool(fuzz.partial_ratio(_folded(said), _folded(norm), score_cutoff=QUOTED))


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    """Fold a stretch: a piece is compared with every text, a segment with ten units."""
    return fold(text)
