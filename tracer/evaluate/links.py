"""Links held against judged provisions: ranking, abstention, calibration.

The definitions are those of the judgements that the suites use: relevance is the mean grade of the
readers, relevant is a mean of 1.5 or more, and "nothing answers this" is predicted by a row of rank
0, by no row, or by no confidence of .5 or more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracer.evaluate.measures import (
    Measure,
    detection_measures,
    mean_measure,
    ratio_measure,
    statistic_measure,
)
from tracer.evaluate.metrics import (
    calibration_error,
    graded_gain,
    ndcg,
    precision_at_1,
    reciprocal_rank,
)
from tracer.records import Link

RELEVANT = 1.5
CONFIDENT = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A text and the provisions that readers found for it."""

    id: str
    grades: Mapping[str, float]
    """Citation → mean grade, -1 to 3; an absent citation is 0."""

    @property
    def relevant(self) -> frozenset[str]:
        """Citations of the provisions that answer it."""
        return frozenset(c for c, grade in self.grades.items() if grade >= RELEVANT)

    @property
    def touched(self) -> frozenset[str]:
        """Citations of the provisions that answer it or at least speak of its subject."""
        return frozenset(c for c, grade in self.grades.items() if grade > 0)


def roll_up(citation: str, known: Collection[str]) -> str:
    """Cut a citation down to the judged unit it lies in; leave it where it lies in none."""
    shorter = citation
    while shorter not in known:
        shorter, comma, _ = shorter.rpartition(", ")
        if not comma:
            return citation
    return shorter


def listed_links(links: Iterable[Link], known: Collection[str]) -> dict[str, list[Link]]:
    """Gather the links of each text, best first, at the level of the judged units.

    Parameters
    ----------
    links : iterable of Link
    known : collection of str
        Citations of all units that were judged, relevant or not.

    Returns
    -------
    dict of str to list of Link
        By contribution. Finer citations are rolled up and repeats dropped, the first kept; a row
        of rank 0 stays, with its empty citation.
    """
    found: dict[str, dict[str, Link]] = {}
    for link in sorted(links, key=lambda link: link.rank):
        unit = roll_up(link.citation, known) if link.citation else ""
        found.setdefault(link.contribution_id, {}).setdefault(unit, replace(link, citation=unit))
    return {id_: list(rows.values()) for id_, rows in found.items()}


def says_nothing(rows: Sequence[Link]) -> bool:
    """Tell whether the links of a text say that nothing answers it."""
    confident = any(row.rank > 0 and row.confidence >= CONFIDENT for row in rows)
    return not confident or any(row.rank == 0 for row in rows)


def ranking_measures(
    judged: Sequence[Judged], listed: Mapping[str, Sequence[Link]]
) -> dict[str, Measure]:
    """nDCG@10, MRR and P@1 over the texts that something answers.

    Parameters
    ----------
    judged : sequence of Judged
    listed : mapping of str to sequence of Link
        From `listed_links`. What is not listed counts as not found, also for MRR.
    """
    texts = sorted((text for text in judged if text.relevant), key=lambda text: text.id)
    gains, hits = [], []
    for text in texts:
        units = [row.citation for row in listed.get(text.id, ()) if row.rank > 0]
        ideal = [graded_gain(grade) for grade in text.grades.values()]
        gains.append(ndcg([graded_gain(text.grades.get(u, 0.0)) for u in units], ideal))
        hits.append([unit in text.relevant for unit in units])
    return {
        "nDCG@10": mean_measure(gains),
        "MRR": mean_measure([reciprocal_rank(row) for row in hits]),
        "P@1": mean_measure([precision_at_1(row) for row in hits]),
    }


def abstention_measures(
    judged: Sequence[Judged],
    listed: Mapping[str, Sequence[Link]],
    reduced: Mapping[str, Sequence[Link]] | None = None,
) -> dict[str, Measure]:
    """Precision, recall and F1 of "nothing answers this".

    Parameters
    ----------
    judged : sequence of Judged
    listed : mapping of str to sequence of Link
    reduced : mapping of str to sequence of Link, optional
        Links of the same texts to a document without the provisions that touch them, which
        nothing in it can answer. With them, the measures of the doubled set follow those of the
        texts alone, in which few are unanswered.
    """
    texts = sorted(judged, key=lambda text: text.id)
    silent = np.array([says_nothing(listed.get(text.id, ())) for text in texts], dtype=bool)
    unanswered = np.array([not text.relevant for text in texts], dtype=bool)
    alone = detection_measures(silent, unanswered)
    measures = {f"abstention {name}": measure for name, measure in alone.items()}
    if reduced is not None:
        again = np.array([says_nothing(reduced.get(text.id, ())) for text in texts], dtype=bool)
        both = detection_measures(
            np.concatenate([silent, again]),
            np.concatenate([unanswered, np.ones(len(texts), dtype=bool)]),
        )
        measures |= {f"abstention {name} · doubled": measure for name, measure in both.items()}
    return measures


def confidence_measures(
    judged: Sequence[Judged], listed: Mapping[str, Sequence[Link]]
) -> dict[str, Measure]:
    """Whether confidences mean what they say: calibration error, and precision from .5 upwards."""
    texts = sorted(judged, key=lambda text: text.id)
    rows = [[row for row in listed.get(text.id, ()) if row.rank > 0] for text in texts]
    stated = [np.array([row.confidence for row in own], dtype=float) for own in rows]
    right = [
        np.array([row.citation in text.relevant for row in own], dtype=bool)
        for text, own in zip(texts, rows, strict=True)
    ]
    sure = [confidence >= CONFIDENT for confidence in stated]

    def error(drawn: np.ndarray) -> float:
        return calibration_error(
            np.concatenate([stated[i] for i in drawn]), np.concatenate([right[i] for i in drawn])
        )

    over_texts = statistic_measure(error, len(texts))
    hits = np.array([int((r & s).sum()) for r, s in zip(right, sure, strict=True)], dtype=int)
    tried = np.array([int(s.sum()) for s in sure], dtype=int)
    return {
        "ECE": replace(over_texts, n=sum(len(own) for own in rows)),
        "precision at confidence ≥ .5": ratio_measure(hits, tried),
    }
