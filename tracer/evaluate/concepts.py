"""Suite ``concepts``: whether an answer's concept is found, with few examples of it or many."""

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
from tracer.evaluate.texts import draw, lot
from tracer.records import Concept, Contribution
from tracer.taxonomy import assign_concepts

REGULARISATION = 3.0
"""Inverse strength, for TF-IDF rows: set once, not tuned."""
ROUNDS = 200
SHOTS = (0, 8, 32, 128)
"""Examples of each concept, as far as there are so many; then all there are."""
DEPTHS = (1, 5)


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("answers", "topics", "n", "seed", "share")
    share = suite.keys.probability("share", 0.2)
    return measure(drawn_answers(suite), share=share, encode=encode)


def measure(topics: Mapping[str, Sequence[Answer]], *, share: float, encode: Encode) -> Findings:
    """Learn concepts from some meetings and name them in others.

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
        asked = [a for a in answers if lot(a.meeting) < share]
        known = [a for a in answers if lot(a.meeting) >= share]
        for shots in (*(s for s in SHOTS if s < len(known)), len(known)):
            name = f"examples {shots}" if shots < len(known) else "all examples"
            places = assigned_places(known, asked, shots, encode=encode)
            for depth in DEPTHS:
                rows[f"top-{depth} · topic {topic} · {name}"] = share_measure(places < depth)
        held_out = np.array([lot(a.meeting) < share for a in answers], dtype=bool)
        concepts = np.array([a.concept for a in answers])
        places = true_places(_word_weights([a.text for a in answers]), concepts, held_out)
        for depth in DEPTHS:
            rows[f"top-{depth} · topic {topic} · TF-IDF, all examples"] = share_measure(
                places < depth
            )
    return Findings(rows)


def assigned_places(
    known: Sequence[Answer], asked: Sequence[Answer], shots: int, *, encode: Encode
) -> np.ndarray:
    """Place of the true concept among those assigned: shape (n_asked,), int, 0 first.

    Concepts are those of `known`, under the names that the participants saw, with `shots` examples
    each, drawn by lot; a concept not assigned among the first has the largest depth as its place.
    """
    by_concept: dict[str, list[Answer]] = {a.concept: [] for a in known}
    for answer in known:
        by_concept[answer.concept].append(answer)
    concepts = [
        Concept(name, "", tuple(a.text for a in draw(own, shots, key=lambda a: a.id)))
        for name, own in sorted(by_concept.items())
    ]
    texts = [Contribution(a.id, a.text) for a in asked]
    found: dict[str, list[str]] = {}
    for assignment in assign_concepts(texts, concepts, encode=encode, top=max(DEPTHS)):
        found.setdefault(assignment.contribution_id, []).append(assignment.concept)
    return np.array(
        [found[a.id].index(a.concept) if a.concept in found[a.id] else max(DEPTHS) for a in asked],
        dtype=int,
    )


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
