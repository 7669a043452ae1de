"""What each kind of knowledge says of which concept a text is about, as log-probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Opinion = Callable[[Sequence[str], "np.ndarray"], "np.ndarray"]
"""From n texts and their centred vectors to log-probabilities of shape (n, n_concepts)."""

SHARPNESS = 12.5
"""Of a cosine with a concept's name, so that the probabilities are about right."""
VECTOR_FREEDOM, WORD_FREEDOM = 5.0, 10.0
"""Inverse strength of the penalty on the classifiers."""
MOST_WORDS = 20_000
"""Words and pairs that count, the most frequent ones: time grows with them, accuracy doesn't."""
ROUNDS = 300
LEAST = -12.0
"""No opinion gives a concept less than e to this."""


def by_name(names: np.ndarray) -> Opinion:
    """How near a text lies to what a concept is called.

    Parameters
    ----------
    names : ndarray of shape (n_concepts, d), float32
        Centred, of length 1.
    """

    def opinion(texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        from scipy.special import log_softmax

        from tracer.encode.geometry import cosines

        found: np.ndarray = log_softmax(SHARPNESS * cosines(vectors, names).astype(float), axis=1)
        return found

    return opinion


def by_meaning(examples: np.ndarray, labels: np.ndarray) -> Opinion:
    """A linear classifier of vectors.

    Parameters
    ----------
    examples : ndarray of shape (n_examples, d), float32
        Centred, of length 1.
    labels : ndarray of shape (n_examples,), int
        Place of the concept of each; every concept at least once.
    """
    model = _classifier(VECTOR_FREEDOM).fit(examples.astype(float), labels)
    return lambda texts, vectors: _told(model, vectors.astype(float))


def by_words(examples: Sequence[str], labels: np.ndarray) -> Opinion:
    """A linear classifier of words and pairs of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(
        strip_accents="unicode", ngram_range=(1, 2), sublinear_tf=True, max_features=MOST_WORDS
    )
    model = _classifier(WORD_FREEDOM).fit(words.fit_transform(examples), labels)
    return lambda texts, vectors: _told(model, words.transform(texts))


def _classifier(freedom: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=freedom, max_iter=ROUNDS, tol=1e-3)


def _told(model: Any, rows: Any) -> np.ndarray:
    import numpy as np

    return np.asarray(np.maximum(model.predict_log_proba(rows), LEAST))
