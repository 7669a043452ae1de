"""Copies and form letters, found first: MinHash proposes, rapidfuzz decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracer.text import fold
from tracer.themes.vocabulary import WORD, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_WORDS = 8
"""Shorter texts are alike because there are few ways to say a thing, not because of a campaign;
among them only word-for-word copies are grouped."""
MIN_SIMILARITY = 82.0
"""rapidfuzz ratio, 0 to 100, of the folded words."""
SHINGLE = 5
"""In characters: a changed word spoils ten runs of them, of the hundreds in a letter."""
BANDS, BAND_ROWS = 25, 5
MAX_LEADERS = 8


def is_campaign(texts: Sequence[str]) -> bool:
    """Tell whether copies are a campaign: several, of a text that two don't write by chance.

    Parameters
    ----------
    texts : sequence of str
        One group of `group_copies`.
    """
    return len(texts) > 1 and len(WORD.findall(readable(texts[0]))) >= MIN_WORDS


def group_copies(texts: Sequence[str]) -> NDArray[np.int64]:
    """Group texts that are copies of one another, up to names inserted, words changed and typos.

    Parameters
    ----------
    texts : sequence of str
        In an order of the caller's choice: the groups don't depend on it for exact copies, and
        for near copies only through which text is compared first.

    Returns
    -------
    ndarray of shape (n,), int64
        Index of the first text of each text's group; its own where it stands alone.
    """
    leader = np.arange(len(texts), dtype=np.int64)
    first: dict[str, int] = {}
    for i, text in enumerate(texts):
        if words := " ".join(WORD.findall(fold(readable(text)))):
            leader[i] = first.setdefault(words, i)
    joined = {i: words for words, i in first.items() if words.count(" ") + 1 >= MIN_WORDS}
    for bucket in _buckets(joined):
        _join_bucket(bucket, joined, leader)
    return np.array([_root(leader, i) for i in range(len(texts))], dtype=np.int64)


def _buckets(texts: dict[int, str]) -> Iterator[list[int]]:
    """Indices that share a band of their MinHash signature, in order, band after band."""
    if not texts:
        return
    multipliers, offsets = _permutations(BANDS * BAND_ROWS)
    indices = np.array(list(texts), dtype=np.int64)
    signatures = np.array([_signature(text, multipliers, offsets) for text in texts.values()])
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * BAND_ROWS : (band + 1) * BAND_ROWS])
        keys = part.view(np.dtype((np.void, part.itemsize * BAND_ROWS))).ravel()
        _, group, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        order = np.argsort(group, kind="stable")
        ends = np.cumsum(sizes)
        for bucket in np.flatnonzero(sizes > 1).tolist():
            yield indices[order[ends[bucket] - sizes[bucket] : ends[bucket]]].tolist()


def _permutations(n: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.default_rng(20160205)
    multipliers = random.integers(1, 1 << 63, n, dtype=np.uint64) | np.uint64(1)
    return multipliers, random.integers(0, 1 << 63, n, dtype=np.uint64)


def _signature(
    text: str, multipliers: NDArray[np.uint64], offsets: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """MinHash over runs of `SHINGLE` characters; shape (n_permutations,)."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    shingles = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for i in range(SHINGLE):
        shingles = shingles * np.uint64(1_000_003) + codes[i : i + len(shingles)]
    # Multiply-shift: products wrap at 64 bits as intended, their high half is the hash.
    mixed = (np.unique(shingles)[:, None] * multipliers + offsets) >> np.uint64(32)
    smallest: NDArray[np.uint32] = mixed.min(axis=0).astype(np.uint32)
    return smallest


def _join_bucket(bucket: list[int], texts: dict[int, str], leader: NDArray[np.int64]) -> None:
    """Join each text to the first of the bucket's leaders that it resembles; changes `leader`."""
    from rapidfuzz.fuzz import ratio

    leaders: list[int] = []
    for i in bucket:
        for other in leaders:
            a, b = _root(leader, i), _root(leader, other)
            if a == b:
                break
            if ratio(texts[i], texts[other], score_cutoff=MIN_SIMILARITY) > 0:
                leader[max(a, b)] = min(a, b)
                break
        else:
            if len(leaders) < MAX_LEADERS:
                leaders.append(i)


def _root(leader: NDArray[np.int64], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = int(leader[i])
    return i
