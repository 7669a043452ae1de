"""Themes beside BERTopic on the same answers and vectors, in one run::

    python eval/benchmarks/themes.py > eval/results/themes_bertopic.md

Needs ``pip install bertopic``. Answers are from meetings that the bundled encoder was not trained
on; the concepts that participants chose are the gold. Vectors are at hand before the clock runs.

``BERTopic, same vectors`` gets the vectors that tracer clusters, ``BERTopic as it comes`` those
that the encoder gives, not centred (its own default model is on a hub that isn't reachable here).
Both are its default recipe: UMAP to 5 dimensions, HDBSCAN with 10 texts at least, c-TF-IDF.
``two samples``: ARI of the themes of two random 80 % of the answers, on those in both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.encode.geometry import centre_on_mean
from tracer.evaluate.answers import Answer, drawn_answers
from tracer.evaluate.suite import read_suite
from tracer.evaluate.texts import lot
from tracer.evaluate.themes import SAMPLED, theme_of_each


def main() -> None:
    """Print a table in Markdown."""
    warm_up()
    print("| topic | n | method | AMI | ARI | V | themes | unassigned | two samples | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    suite = read_suite("themes")
    meetings = suite.keys.probability("meetings", 1.0)
    for topic, answers in drawn_answers(suite, meetings=meetings).items():
        vectors = encoded([a.text for a in answers])
        for name, find, rows in (
            ("tracer", ours, vectors),
            ("BERTopic, same vectors", bertopic, centre_on_mean(vectors)),
            ("BERTopic as it comes", bertopic, vectors),
        ):
            report(topic, answers, name, find, rows)


def encoded(texts: Sequence[str]) -> np.ndarray:
    """Vectors from the cache or the encoder."""
    with VectorCache(default_cache_path()) as cache:
        return cached_encode(load_encoder(), texts, cache)


def ours(answers: Sequence[Answer], vectors: np.ndarray) -> list[str]:
    """Strongest theme of each answer; empty for none."""
    found = theme_of_each(answers, vectors)
    return [found[a.id] for a in answers]


def bertopic(answers: Sequence[Answer], vectors: np.ndarray) -> list[str]:
    """BERTopic's topics with its default recipe; empty for -1."""
    from bertopic import BERTopic
    from umap import UMAP

    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=1)
    model = BERTopic(umap_model=reducer, language="multilingual")
    topics, _ = model.fit_transform([a.text for a in answers], embeddings=vectors)
    return ["" if topic < 0 else str(topic) for topic in topics]


def warm_up() -> None:
    """Compile and import before the clock runs."""
    random = np.random.default_rng(0)
    n = 5_000  # UMAP compiles its approximate search for more than 4,096 texts only
    answers = [Answer(str(k), "", "", f"agua {k % 7} escuela {k % 11}", "") for k in range(n)]
    vectors = centre_on_mean(random.normal(size=(n, 32)).astype(np.float32))
    ours(answers, vectors), bertopic(answers, vectors)


Find = Callable[[Sequence[Answer], np.ndarray], list[str]]


def report(
    topic: str, answers: Sequence[Answer], method: str, find: Find, vectors: np.ndarray
) -> None:
    """Run one method and print its row; texts left out are one class."""
    began = time.perf_counter()
    found = find(answers, vectors)
    seconds = time.perf_counter() - began
    gold = [a.concept for a in answers]
    scores = [
        score(gold, found)
        for score in (adjusted_mutual_info_score, adjusted_rand_score, v_measure_score)
    ]
    shown = " | ".join(f"{s:.3f}" for s in scores)
    out = found.count("") / len(found)
    print(
        f"| {topic} | {len(answers):,} | {method} | {shown} | {len(set(found) - {''})} | {out:.3f} "
        f"| {two_samples(answers, vectors, find):.3f} | {seconds:.1f} |",
        flush=True,
    )
    print(f"{topic} {method} done", file=sys.stderr)


def two_samples(answers: Sequence[Answer], vectors: np.ndarray, find: Find) -> float:
    """ARI of the themes of two random 80 % of the answers, on those in both."""
    found = []
    for seed in (1, 2):
        rows = [row for row, a in enumerate(answers) if lot(a.id, seed=seed) < SAMPLED]
        themes = find([answers[row] for row in rows], vectors[rows])
        found.append(dict(zip(rows, themes, strict=True)))
    shared = sorted(found[0].keys() & found[1].keys())
    return float(adjusted_rand_score(*([one[row] for row in shared] for one in found)))


if __name__ == "__main__":
    main()
