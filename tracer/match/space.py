"""Contributions in the encoder's space: cut into segments, each channel centred on its own mean.

A corpus is gone through twice and never lies in memory as vectors: once for the centres, which
depend on all texts, once to compare each stretch of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode.geometry import Total, added, centred_on, drawn, group_totals, mean_vector
from tracer.match.dense import Encode
from tracer.match.pieces import contribution_segments
from tracer.records import Contribution, Span

if TYPE_CHECKING:
    import numpy as np

REGISTER_TEXTS = 5.0
"""The centre of a file is drawn towards that of `register_texts` as if it held this many of them:
a file with one petition would otherwise be its own centre, and every cosine 0."""
FILE_TEXTS = 100.0
"""The centre of a channel is drawn towards the file's as if it held this many more texts."""
STRETCH = 4096
"""Contributions whose vectors lie in memory at a time: memory, not results."""


@dataclass(frozen=True, slots=True)
class TextSpace:
    """What has to be known of a whole corpus before a part of it can be compared."""

    whole: Mapping[str, np.ndarray]
    """By channel, the centre of its texts: shape (d,), float64."""
    segments: Mapping[str, np.ndarray]
    """The same of their segments."""
    bounds: np.ndarray
    """Shape (n_segments, 2), int64: where each segment begins and ends in its text."""
    first_segment: np.ndarray
    """Shape (n_contributions + 1,), int64."""

    def spans(self, row: int) -> tuple[Span, ...]:
        """Segments of the contribution at `row`."""
        low, high = self.first_segment[row], self.first_segment[row + 1]
        return tuple(Span(int(start), int(end)) for start, end in self.bounds[low:high])


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


def text_space(
    contributions: Sequence[Contribution],
    *,
    encode: Encode,
    progress: Callable[[int], None] | None = None,
) -> TextSpace:
    """Cut and encode contributions, and find the centre of each channel.

    Each channel is centred on its own mean, as far as it has texts enough: petitions and one-line
    answers differ in register more than in subject. A text's links can so move a little when
    others join it, but never with their order.

    Parameters
    ----------
    contributions : sequence of Contribution
    encode : callable
        Texts to an array of shape (n, d), rows of length 1.
    progress : callable, optional
        Called with the number of contributions done since the last call.
    """
    import numpy as np

    wholes: dict[str, Total] = {}
    parts: dict[str, Total] = {}
    bounds: list[np.ndarray] = [np.zeros((0, 2), np.int64)]
    counts: list[int] = []
    for start, end in stretches(len(contributions), size=STRETCH):
        some = contributions[start:end]
        spans = [contribution_segments(c) for c in some]
        own = np.array([len(found) for found in spans])
        channels = np.array([c.channel for c in some])
        _add(wholes, encode([c.text for c in some]), channels)
        _add(parts, encode(_segment_texts(some, spans)), np.repeat(channels, own))
        bounds.append(np.array([(s.start, s.end) for found in spans for s in found], np.int64))
        counts += own.tolist()
        if progress:
            progress(len(some))
    register = mean_vector(encode(register_texts()))
    return TextSpace(
        whole=_centres(wholes, register),
        segments=_centres(parts, register),
        bounds=np.concatenate(bounds),
        first_segment=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    )


def dense_texts(
    space: TextSpace, contributions: Sequence[Contribution], first: int, *, encode: Encode
) -> DenseTexts:
    """Place some contributions of a corpus in its space.

    Parameters
    ----------
    space : TextSpace
    contributions : sequence of Contribution
        Consecutive ones of the corpus that `space` was made of.
    first : int
        Row of the first of them in it.
    encode : callable
    """
    import numpy as np

    last = first + len(contributions)
    spans = tuple(space.spans(row) for row in range(first, last))
    channels = np.array([c.channel for c in contributions])
    firsts = space.first_segment[first : last + 1] - space.first_segment[first]
    texts = _segment_texts(contributions, spans)
    return DenseTexts(
        whole=centred_on(encode([c.text for c in contributions]), channels, centres=space.whole),
        segments=centred_on(
            encode(texts), np.repeat(channels, np.diff(firsts)), centres=space.segments
        ),
        first_segment=firsts,
        spans=spans,
    )


def encode_contributions(contributions: Sequence[Contribution], *, encode: Encode) -> DenseTexts:
    """Place all contributions of a corpus at once: `text_space`, then `dense_texts`."""
    space = text_space(contributions, encode=encode)
    return dense_texts(space, contributions, 0, encode=encode)


def stretches(n: int, *, size: int) -> Iterator[tuple[int, int]]:
    """First and past-the-last row of each stretch of `n` contributions."""
    for first in range(0, n, size):
        yield first, min(first + size, n)


def register_texts() -> tuple[str, ...]:
    """Some fifty texts in the register of petitions, answers and comments.

    Fixed, so that the same file gives the same links next year; written for the project.
    """
    path = Path(__file__).parent / "register.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines())


def _segment_texts(
    contributions: Sequence[Contribution], spans: Sequence[Sequence[Span]]
) -> list[str]:
    return [
        c.text[span.start : span.end]
        for c, found in zip(contributions, spans, strict=True)
        for span in found
    ]


def _add(totals: dict[str, Total], vectors: np.ndarray, groups: np.ndarray) -> None:
    for group, total in group_totals(vectors, groups).items():
        totals[group] = added(totals[group], total) if group in totals else total


def _centres(totals: Mapping[str, Total], register: np.ndarray) -> dict[str, np.ndarray]:
    if not totals:
        return {}
    everything = drawn(added(*totals.values()), towards=register, weight=REGISTER_TEXTS)
    return {
        channel: drawn(total, towards=everything, weight=FILE_TEXTS)
        for channel, total in sorted(totals.items())
    }
