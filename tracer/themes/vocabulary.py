"""Words of the contributions: their lemmas, how they were written, and how telling they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

import numpy as np

from tracer.text import lemmas, nfc

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORD = re.compile(r"[^\W\d_]+")
TAG = re.compile(r"<[^>]{0,500}>|&[a-zA-Z]{2,8};|&#\d{1,6};|https?://\S+|www\.\S+")
WEIGHT_STEPS = 1024
"""A row of lexical weights has this length; integer products of two rows stay exact."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a text."""

    lemma: str
    start: int
    end: int


def readable(text: str) -> str:
    """Bring `text` to NFC and blank out markup and links, which would otherwise pass for words."""
    return TAG.sub(" ", nfc(text))


@lru_cache(maxsize=400_000)
def _lemma_of(word: str) -> str:
    found = lemmas(word)
    return found[0] if found else ""


def content_words(text: str) -> tuple[Word, ...]:
    """Content words of `text` (see `tracer.text.lemmas`), with offsets into it, in order."""
    found = ((_lemma_of(m.group().lower()), m) for m in WORD.finditer(text))
    return tuple(Word(lemma, m.start(), m.end()) for lemma, m in found if lemma)


def lemmas_of(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Lemmas of the content words of each text, in order; equal ones are one object."""
    return tuple(tuple(intern(word.lemma) for word in content_words(text)) for text in texts)


def lexical_weights(documents: Sequence[Sequence[str]]) -> csr_matrix:
    """Weigh the lemmas of each document by TF-IDF, as integers.

    Parameters
    ----------
    documents : sequence of sequences of str
        Lemmas of each document.

    Returns
    -------
    csr_matrix of shape (n_documents, n_lemmas), int32
        Columns in alphabetical order; rows of length about `WEIGHT_STEPS`, or empty. A lemma of a
        single document says nothing about its likeness to others and has no column.
    """
    from scipy.sparse import csr_matrix

    frequency = Counter(lemma for document in documents for lemma in set(document))
    vocabulary = sorted(lemma for lemma, count in frequency.items() if count > 1)
    column = {lemma: i for i, lemma in enumerate(vocabulary)}
    rarity = [math.log((1 + len(documents)) / (1 + frequency[v])) + 1 for v in vocabulary]
    data: list[int] = []
    indices: list[int] = []
    starts = [0]
    for document in documents:
        counts = Counter(column[lemma] for lemma in document if lemma in column)
        row = {c: (1 + math.log(counts[c])) * rarity[c] for c in sorted(counts)}
        length = math.sqrt(math.fsum(weight * weight for weight in row.values()))
        indices += row
        data += [round(WEIGHT_STEPS * weight / length) for weight in row.values()]
        starts.append(len(data))
    return csr_matrix(
        (np.array(data, dtype=np.int32), np.array(indices, dtype=np.int32), starts),
        shape=(len(documents), len(vocabulary)),
    )
