"""Six opinions on how well each unit answers each contribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.encode.geometry import cosines
from tracer.match.dense import (
    DenseUnits,
    Encode,
    best_by_unit,
    encode_units,
    mean_by_text,
)
from tracer.match.lexical import LexicalIndex, bm25_scores, index_units, ngram_cosines
from tracer.match.pieces import Piece, blocks_of, pieces
from tracer.match.space import DenseTexts
from tracer.records import Contribution, Unit

if TYPE_CHECKING:
    import numpy as np

SIGNALS = (
    "ngrams", "lemmas", "text_unit", "text_piece", "segment_unit", "segment_piece",
)  # fmt: skip
CHUNK = 256
"""Contributions compared at a time: memory, not results."""


@dataclass(frozen=True, slots=True)
class Index:
    """A document ready to be matched against."""

    units: tuple[Unit, ...]
    first_block: np.ndarray
    """Shape (n_units,), int: where the blocks of each unit begin. Signals are taken of blocks (see
    `tracer.match.pieces.blocks_of`), and a unit has those of its best."""
    pieces: tuple[Piece, ...]
    lexical: LexicalIndex
    dense: DenseUnits

    def piece_range(self, unit: int) -> tuple[int, int]:
        """First and past-the-last row of `unit` among the pieces."""
        first = self.dense.first_piece[self.first_block]
        last = first[unit + 1] if unit + 1 < len(first) else len(self.pieces)
        return int(first[unit]), int(last)


@dataclass(frozen=True, slots=True)
class Compared:
    """The signals of a chunk of contributions."""

    first: int
    """Row of the chunk's first contribution."""
    signals: np.ndarray
    """Shape (6, n_contributions, n_units), in the order of `SIGNALS`; higher is better."""
    pairs: np.ndarray
    """Shape (n_segments, n_pieces): cosines of every segment with every piece."""
    first_segment: np.ndarray
    """Shape (n_contributions + 1,): where each contribution's rows of `pairs` begin."""


def index_document(units: Sequence[Unit], *, encode: Encode) -> Index:
    """Make `units`, which must not be empty, ready to be matched against."""
    import numpy as np

    by_unit = [blocks_of(unit) for unit in units]
    blocks = [block for found in by_unit for block in found]
    cut = pieces(blocks)
    return Index(
        units=tuple(units),
        first_block=np.cumsum([0, *(len(found) for found in by_unit[:-1])]),
        pieces=cut,
        lexical=index_units(blocks),
        dense=encode_units(blocks, cut, encode=encode),
    )


def compare(
    index: Index, contributions: Sequence[Contribution], texts: DenseTexts
) -> Iterator[Compared]:
    """Compare `contributions` with every unit of `index`, a chunk at a time."""
    for first in range(0, len(contributions), CHUNK):
        last = min(first + CHUNK, len(contributions))
        yield compare_chunk(index, contributions[first:last], texts, first)


def compare_chunk(
    index: Index, contributions: Sequence[Contribution], texts: DenseTexts, first: int = 0
) -> Compared:
    """Compare `contributions`, whose rows of `texts` begin at `first`, with every unit."""
    import numpy as np

    last = first + len(contributions)
    low, high = texts.first_segment[first], texts.first_segment[last]
    starts = texts.first_segment[first : last + 1] - low
    whole, segments = texts.whole[first:last], texts.segments[low:high]
    dense = index.dense
    pairs = cosines(segments, dense.pieces)
    words = [contribution.text for contribution in contributions]
    signals = np.stack(
        [
            ngram_cosines(index.lexical, words),
            bm25_scores(index.lexical, words),
            cosines(whole, dense.whole),
            best_by_unit(cosines(whole, dense.pieces), dense.first_piece),
            mean_by_text(cosines(segments, dense.whole), starts),
            mean_by_text(best_by_unit(pairs, dense.first_piece), starts),
        ]
    )
    best = np.maximum.reduceat(signals, index.first_block, axis=2)
    return Compared(first, best, pairs, starts)
