"""Figures of listed units: the same definitions as the suites of judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from judged_sets import JudgedSet

from tracer.evaluate.links import CONFIDENT, RELEVANT
from tracer.evaluate.metrics import calibration_error, graded_gain, ndcg, reciprocal_rank
from tracer.match.confidence import probability

Ranked = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Scores, places and whether a place counts, each of shape (n_texts, 10)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was listed for some texts; one entry a text, except `stated` and `right`."""

    ndcg: np.ndarray
    """Nan where nothing was to be found; `first` and `reciprocal` too."""
    reciprocal: np.ndarray
    first: np.ndarray
    stated: np.ndarray
    """Confidence of every listed unit."""
    right: np.ndarray
    silent: np.ndarray
    """Texts for which no unit was confident, first whole, then without what touches them."""
    unanswered: np.ndarray

    @staticmethod
    def joined(parts: Sequence[Listing]) -> Listing:
        """All texts of several listings."""
        names = Listing.__dataclass_fields__
        return Listing(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})


def listing(s: JudgedSet, whole: Ranked, reduced: Ranked, curve: tuple[float, float]) -> Listing:
    """Hold what was listed against the grades of `s`."""
    gains, reciprocal, first = [], [], []
    for row, grades in enumerate(s.every_grade):
        got = s.grades[row, whole[1][row]]
        known = any(grade >= RELEVANT for grade in grades)
        gains.append(ndcg([graded_gain(g) for g in got], [graded_gain(g) for g in grades]))
        reciprocal.append(reciprocal_rank(got >= RELEVANT) if known else np.nan)
        first.append(float(got[0] >= RELEVANT) if known else np.nan)
    sure = [probability(scores, curve) for scores, _, _ in (whole, reduced)]
    answered = np.array([any(g >= RELEVANT for g in own) for own in s.every_grade])
    return Listing(
        ndcg=np.where(answered, gains, np.nan),
        reciprocal=np.array(reciprocal),
        first=np.array(first),
        stated=sure[0][whole[2]],
        right=np.take_along_axis(s.grades, whole[1], 1)[whole[2]] >= RELEVANT,
        silent=np.concatenate([(p * real).max(axis=1) < CONFIDENT
                               for p, (_, _, real) in zip(sure, (whole, reduced), strict=True)]),
        unanswered=np.concatenate([~answered, np.ones(len(answered), bool)]),
    )  # fmt: skip


def titles() -> tuple[str, ...]:
    """Column heads of `figures`."""
    return ("nDCG@10", "MRR", "P@1", "ECE", "links ≥ .5", "right", "abstention F1, doubled")


def figures(listings: Sequence[Listing]) -> list[str]:
    """Means over repeats, as text."""
    values = np.mean([_values(one) for one in listings], axis=0)
    return [f"{v:.1f}" if at == 4 else f"{v:.3f}" for at, v in enumerate(values)]


def _values(one: Listing) -> list[float]:
    sure = one.stated >= CONFIDENT
    both = (one.silent & one.unanswered).sum()
    return [
        float(np.nanmean(one.ndcg)),
        float(np.nanmean(one.reciprocal)),
        float(np.nanmean(one.first)),
        calibration_error(one.stated, one.right),
        float(sure.sum()),
        float(one.right[sure].mean()) if sure.any() else float("nan"),
        float(2 * both / (one.silent.sum() + one.unanswered.sum())),
    ]
