"""Suite ``concepts``: how well a linear classifier reads concepts off the vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tracer.encode.protocol import Progress
from tracer.evaluate.answers import Answer, drawn_answers
from tracer.evaluate.encoding import Encode
from tracer.evaluate.measures import Measure, share_measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import lot

REGULARISATION = 3.0
"""Inverse strength, of vectors of length 1 as of TF-IDF rows: set once, not tuned for either."""
ROUNDS = 200


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("answers", "topics", "n", "seed", "share")
    share = suite.keys.probability("share", 0.2)
    return measure(drawn_answers(suite), share=share, encode=encode)


def measure(topics: Mapping[str, Sequence[Answer]], *, share: float, encode: Encode) -> Findings:
    """Learn concepts from some meetings and name them in others, from vectors and from words.

    Parameters
    ----------
    topics : mapping of str to sequence of Answer
    share : float
        Of the meetings that are measured on, 0 to 1. Answers of one meeting are alike, so no
        meeting stands on both sides.
    encode : callable
    """
    rows: dict[str, Measure] = {}
    for topic, answers in topics.items():
        held_out = np.array([lot(a.meeting) < share for a in answers], dtype=bool)
        concepts = np.array([a.concept for a in answers])
        texts = [a.text for a in answers]
        for name, features in (("vectors", encode(texts)), ("TF-IDF", _word_weights(texts))):
            places = true_places(features, concepts, held_out)
            for depth in (1, 5):
                rows[f"top-{depth} · topic {topic} · {name}"] = share_measure(places < depth)
    return Findings(rows)


def true_places(features: Any, concepts: np.ndarray, held_out: np.ndarray) -> np.ndarray:
    """Learn from the rows that aren't held out and rank the concepts for those that are.

    Parameters
    ----------
    features : ndarray or sparse array of shape (n, d)
    concepts : ndarray of shape (n,), str
    held_out : ndarray of shape (n,), bool

    Returns
    -------
    ndarray of shape (n_held_out,), int
        Place of the true concept, 0 first; the number of concepts where it was never learnt.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=REGULARISATION, max_iter=ROUNDS, tol=1e-3)
    model.fit(features[~held_out], concepts[~held_out])
    ranked = np.argsort(-model.predict_proba(features[held_out]), axis=1, kind="stable")
    right = model.classes_[ranked] == concepts[held_out][:, None]
    return np.where(right.any(axis=1), right.argmax(axis=1), len(model.classes_))


def _word_weights(texts: Sequence[str]) -> Any:
    """TF-IDF of folded words and pairs of words; it sees all texts, but none of their concepts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(
        strip_accents="unicode", ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    return weights.fit_transform(texts)
