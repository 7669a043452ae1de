"""How many words and word parts a contribution shares with each unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tracer.match.pieces import words_of
from tracer.records import Unit
from tracer.text import fold, lemmas, nfc

if TYPE_CHECKING:
    import numpy as np

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza 2009)."""
NGRAMS = (3, 5)


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The units of one document, ready to be searched by words; see `index_units`."""

    size: int
    _vectorizer: Any
    _ngram_rows: Any
    _bm25: Any


def index_units(units: Sequence[Unit]) -> LexicalIndex:
    """Index `units` by lemmas (BM25) and by character n-grams (TF-IDF)."""
    import bm25s
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [words_of(unit) for unit in units]
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=NGRAMS, sublinear_tf=True, preprocessor=_prepared
    )
    rows = vectorizer.fit_transform(texts)
    bm25 = bm25s.BM25(k1=K1, b=B)
    bm25.index([lemmas(text) or [""] for text in texts], show_progress=False)
    return LexicalIndex(len(units), vectorizer, rows, bm25)


def ngram_cosines(index: LexicalIndex, texts: Sequence[str]) -> np.ndarray:
    """TF-IDF cosines of character n-grams.

    Returns
    -------
    ndarray of shape (n_texts, n_units), float64
        0 to 1.
    """
    import numpy as np

    rows = index._vectorizer.transform(texts)
    return np.asarray((rows @ index._ngram_rows.T).toarray())


def bm25_scores(index: LexicalIndex, texts: Sequence[str]) -> np.ndarray:
    """BM25 scores of lemmas, divided by the most that the text could reach.

    Returns
    -------
    ndarray of shape (n_texts, n_units), float64
        0 or more; a short unit that holds every lemma of the text comes near 1.
    """
    import numpy as np

    scores = np.zeros((len(texts), index.size))
    for row, text in enumerate(texts):
        known = [lemma for lemma in _lemmas(text) if lemma in index._bm25.vocab_dict]
        if known:
            found = index._bm25.get_scores(known).astype(np.float64)
            scores[row] = found / len(known)
    return scores


@lru_cache(maxsize=8_192)
def _lemmas(text: str) -> tuple[str, ...]:
    """Lemmas of a text: a stretch of a corpus is compared with one document after another."""
    return tuple(lemmas(text))


def _prepared(text: str) -> str:
    return fold(nfc(text))
