"""A review desk played over: some texts' links are judged, the others' are measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from tracer.evaluate.links import CONFIDENT
from tracer.evaluate.metrics import calibration_error
from tracer.match.recalibrate import Calibration, fit_calibration

HELD_OUT = 4
"""One text in so many is measured; people judge links of the others."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Links proposed for some texts, best first; both of shape (n_texts, n_listed)."""

    stated: np.ndarray
    """Confidence before people judged."""
    right: np.ndarray
    grants: np.ndarray
    """Whether the unit grants just what is asked, as ``adopta`` says."""

    def rows(self, chosen: np.ndarray) -> Proposed:
        """Those of the texts at the places `chosen`."""
        return Proposed(self.stated[chosen], self.right[chosen], self.grants[chosen])


@dataclass(frozen=True, slots=True)
class Played:
    """What one split gave, before and after the refit: each of shape (2,) unless said."""

    measured: np.ndarray
    """The texts measured, shape (n_measured,)."""
    losses: np.ndarray
    """Log loss of each, shape (2, n_measured)."""
    brier: np.ndarray
    error: np.ndarray
    shown: np.ndarray
    """Links of confidence .5 and more."""
    right: np.ndarray
    """And how many of them are."""


Order = Callable[[np.ndarray, np.random.Generator], np.ndarray]
"""From confidences (n_texts, n_listed) to places among them all in the order of judging."""


def at_random(stated: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """Any link, one as likely as another."""
    return draws.permutation(stated.size)


def uncertain_first(stated: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """The links whose confidence is nearest to .5."""
    return np.argsort(np.abs(stated.ravel() - CONFIDENT), kind="stable")


def half_and_half(stated: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """By turns the link nearest .5 and any, none of them twice."""
    turns = np.stack([uncertain_first(stated, draws), at_random(stated, draws)], axis=1).ravel()
    _, first = np.unique(turns, return_index=True)
    return np.asarray(turns[np.sort(first)])


def first_ranked(stated: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """The first link of every text, then the second."""
    texts = draws.permutation(stated.shape[0])
    return np.concatenate([texts * stated.shape[1] + place for place in range(stated.shape[1])])


ORDERS: dict[str, Order] = {
    "at random": at_random,
    "nearest .5": uncertain_first,
    "half and half": half_and_half,
    "first ranked": first_ranked,
}


def refit(judged: Proposed, order: Order, verdicts: int, prior: float, seed: int) -> Calibration:
    """Calibration after the first `verdicts` in an `order`, however few."""
    places = order(judged.stated, np.random.default_rng(seed))[:verdicts]
    stated, right = judged.stated.ravel()[places], judged.right.ravel()[places]
    pairs = list(zip(stated.tolist(), right.tolist(), strict=True))
    return fit_calibration(pairs, prior=prior, least=1)


def corrected(stated: np.ndarray, calibration: Calibration) -> np.ndarray:
    """`tracer.match.recalibrate.corrected_confidence` of an array."""
    return np.asarray(expit(calibration.intercept + calibration.slope * logit(stated)))


def split(texts: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places of the texts that are measured, and of those whose links people judge."""
    shuffled = np.random.default_rng(seed).permutation(texts)
    return shuffled[: texts // HELD_OUT], shuffled[texts // HELD_OUT :]


def play(proposed: Proposed, order: Order, verdicts: int, prior: float, seed: int) -> Played:
    """Split the texts, judge links of most and measure those of the others."""
    measured, judged = split(len(proposed.stated), seed)
    found = refit(proposed.rows(judged), order, verdicts, prior, seed)
    own = proposed.rows(measured)
    both = [own.stated, corrected(own.stated, found)]
    shown = [stated >= CONFIDENT for stated in both]
    return Played(
        measured=measured,
        losses=np.array([log_loss(stated, own.right).mean(axis=1) for stated in both]),
        brier=np.array([((stated - own.right) ** 2).mean() for stated in both]),
        error=np.array([calibration_error(p.ravel(), own.right.ravel()) for p in both]),
        shown=np.array([sure.sum() for sure in shown]),
        right=np.array([own.right[sure].sum() for sure in shown]),
    )


def log_loss(stated: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Minus the logarithm of the probability given to what is so; same shape."""
    return np.asarray(-np.log(np.where(right, stated, 1.0 - stated)))


def change_by_text(played: Sequence[Played], texts: int) -> np.ndarray:
    """Mean change of each text's log loss over the splits that measured it: shape (texts,)."""
    total, count = np.zeros(texts), np.zeros(texts)
    for one in played:
        total[one.measured] += one.losses[1] - one.losses[0]
        count[one.measured] += 1
    return total / np.maximum(count, 1)
