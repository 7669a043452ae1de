"""Suite ``sts``: whether cosines order pairs of sentences as people do."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracer.encode.protocol import Progress
from tracer.errors import FormatError
from tracer.evaluate.encoding import Encode
from tracer.evaluate.measures import Measure, statistic_measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and how alike people find them."""

    genre: str
    score: float
    """0 (unrelated) to 4 (the same)."""
    first: str
    second: str


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("pairs")
    return measure(read_pairs(suite.file("pairs")), encode=encode)


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Read ``genre, score_0_4, sentence1, sentence2``, tab-separated.

    Raises
    ------
    FormatError
        If a row is something else.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return tuple(
            Pair(r["genre"], float(r["score_0_4"]), r["sentence1"], r["sentence2"]) for r in rows
        )
    except (KeyError, ValueError, TypeError) as error:
        raise FormatError(
            "{name}: se esperaban las columnas genre, score_0_4, sentence1 y sentence2, separadas "
            "por tabuladores ({error!r})",
            name=path.name, error=error,
        ) from error  # fmt: skip


def measure(pairs: Sequence[Pair], *, encode: Encode) -> Findings:
    """Rank correlation (Spearman) of cosine and score, over all pairs and by genre."""
    first, second = encode([p.first for p in pairs]), encode([p.second for p in pairs])
    cosines = np.einsum("ij,ij->i", first, second, dtype=np.float64)
    scores = np.array([p.score for p in pairs])
    genres = np.array([p.genre for p in pairs])
    rows = {"Spearman · all": _spearman(cosines, scores)}
    for genre in sorted(set(genres.tolist())):
        own = genres == genre
        rows[f"Spearman · {genre}"] = _spearman(cosines[own], scores[own])
    return Findings(rows)


def _spearman(cosines: np.ndarray, scores: np.ndarray) -> Measure:
    from scipy.stats import spearmanr

    def correlation(drawn: np.ndarray) -> float:
        if not np.ptp(cosines[drawn]) or not np.ptp(scores[drawn]):
            return float("nan")
        return float(spearmanr(cosines[drawn], scores[drawn]).statistic)

    return statistic_measure(correlation, len(scores))
