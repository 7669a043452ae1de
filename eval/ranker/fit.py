"""Fit the constants of ``tracer/match/confidence.py`` and say how they fare on other texts.

Run by hand, from a checkout with ``../shared`` beside it::

    python eval/ranker/fit.py > eval/results/ranker.md

Data: the judged texts of the suites ``cdmx``, ``chile`` and ``muestra``, each text once against its
document and once against what is left of it without the units that touch the text. Every figure
comes from constants fitted without the texts it is measured on: in five parts of the texts, three
times over (``5-fold``), or without the whole suite (``other suites``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from figures import Listing, figures, listing, titles
from judged_sets import SUITES, JudgedSet, read_sets

from tracer.evaluate.links import RELEVANT
from tracer.match.confidence import standing_out
from tracer.match.signals import SIGNALS

STRENGTH = 0.1
"""Inverse strength of the penalty on the weights: the signals are alike, the texts few."""
REDUCED = 0.25
"""Weight in the curves of a text held against what doesn't touch it. Without them the curve would
never have seen a document that says nothing on a subject; with as many as there are texts it
would expect that of every second text."""
SAMPLE = 0.3
"""Weight of the sample in the curves: its author wrote both sides."""
GRANTS = 2.5
"""Mean grade from which a unit grants just what is asked."""
TOP, FOLDS, REPEATS = 10, 5, 3


@dataclass(frozen=True, slots=True)
class Constants:
    """What is fitted."""

    weights: np.ndarray
    """Shape (n_signals_used,), of sum 1."""
    answers: tuple[float, float]
    adopts: tuple[float, float]


def main() -> None:
    """Print the figures in Markdown, then the constants."""
    sets = read_sets()
    print(f"| fitted on | signals | suite | {' | '.join(titles())} |")
    print("|---" * (3 + len(titles())) + "|")
    everything = list(range(len(SIGNALS)))
    report("5-fold", "all six", cross_fitted(sets, everything))
    report("other suites", "all six", fitted_elsewhere(sets, everything))
    for at, name in enumerate(SIGNALS):
        report("5-fold", f"without {name}", cross_fitted(sets, [i for i in everything if i != at]))
    for at, name in enumerate(SIGNALS):
        report("5-fold", f"{name} alone", cross_fitted(sets, [at]))
    found = fit(sets, everything)
    print(f"\nWEIGHTS = {tuple(round(float(w), 3) for w in found.weights)}")
    print(f"ANSWERS = {found.answers}\nADOPTS = {found.adopts}")
    print(f"typical (mean, deviation): {typical(sets)}")


def report(fitted_on: str, signals: str, found: dict[str, list[Listing]]) -> None:
    """Print one row a suite."""
    for name, listings in found.items():
        shown = " | ".join(figures(listings))
        print(f"| {fitted_on} | {signals} | {name} | {shown} |", flush=True)


def cross_fitted(sets: Sequence[JudgedSet], used: list[int]) -> dict[str, list[Listing]]:
    """Listings of each suite, one for each repeat, by constants fitted on other texts."""
    found: dict[str, list[Listing]] = {name: [] for name in SUITES}
    for repeat in range(REPEATS):
        draws = np.random.default_rng(repeat)
        fold = {s.name: draws.permutation(len(s.grades)) % FOLDS for s in sets if s.name in SUITES}
        parts: dict[str, list[Listing]] = {name: [] for name in SUITES}
        for held_out in range(FOLDS):
            kept = [
                s.rows(np.flatnonzero(fold[s.name] != held_out)) if s.name in fold else s
                for s in sets
            ]
            constants = fit(kept, used)
            for s in sets[: len(SUITES)]:
                rows = np.flatnonzero(fold[s.name] == held_out)
                parts[s.name].append(listed(s.rows(rows), constants, used))
        for name, own in parts.items():
            found[name].append(Listing.joined(own))
    return found


def fitted_elsewhere(sets: Sequence[JudgedSet], used: list[int]) -> dict[str, list[Listing]]:
    """One listing of each suite, by constants fitted on the other suites."""
    return {
        s.name: [listed(s, fit([o for o in sets if o is not s], used), used)]
        for s in sets[: len(SUITES)]
    }


def fit(sets: Sequence[JudgedSet], used: list[int]) -> Constants:
    """Weights of the signals, then the two curves over what the weighted signals list."""
    from sklearn.linear_model import LogisticRegression

    features, relevant, worth = [], [], []
    for s in sets:
        for allowed in (s.all_allowed, s.untouched):
            features.append(standing_out(s.signals, allowed)[used][:, allowed].T)
            relevant.append(s.grades[allowed] >= RELEVANT)
            worth.append(np.full(allowed.sum(), s.weight / len(s.grades)))
    weighed = np.concatenate(worth)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        np.concatenate(features), np.concatenate(relevant), sample_weight=weighed / weighed.mean()
    )
    weights = np.maximum(model.coef_[0], 0.0)
    weights = weights / weights.sum()
    answers, adopts = (curve(sets, weights, used, grade) for grade in (RELEVANT, GRANTS))
    return Constants(weights, answers, adopts)


def curve(
    sets: Sequence[JudgedSet], weights: np.ndarray, used: list[int], grade: float
) -> tuple[float, float]:
    """Intercept and slope of the log-odds of `grade` among the units listed."""
    from sklearn.linear_model import LogisticRegression

    x, y, worth = [], [], []
    for s in sets:
        own = (s.weight if s.name in SUITES else s.weight * SAMPLE) / len(s.grades)
        for allowed, share in ((s.all_allowed, 1.0), (s.untouched, REDUCED)):
            score = np.tensordot(weights, standing_out(s.signals, allowed)[used], 1)
            order, real = top(score, allowed)
            x.append(np.take_along_axis(score, order, 1)[real])
            y.append(np.take_along_axis(s.grades, order, 1)[real] >= grade)
            worth.append(np.full(real.sum(), own * share))
    weighed = np.concatenate(worth)
    model = LogisticRegression(C=1e6).fit(
        np.concatenate(x)[:, None], np.concatenate(y), sample_weight=weighed / weighed.mean()
    )
    return round(float(model.intercept_[0]), 3), round(float(model.coef_[0, 0]), 3)


def listed(s: JudgedSet, constants: Constants, used: list[int]) -> Listing:
    """What would be listed for the texts of `s`, with and without the units that touch them."""
    found = []
    for allowed in (s.all_allowed, s.untouched):
        score = np.tensordot(constants.weights, standing_out(s.signals, allowed)[used], 1)
        order, real = top(score, allowed)
        found.append((np.take_along_axis(score, order, 1), order, real))
    return listing(s, found[0], found[1], constants.answers)


def top(score: np.ndarray, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the `TOP` best allowed units, and which of them are allowed at all."""
    order = np.argsort(-np.where(allowed, score, -np.inf), axis=1, kind="stable")[:, :TOP]
    return order, np.take_along_axis(allowed, order, 1)


def typical(sets: Sequence[JudgedSet]) -> list[tuple[float, float]]:
    """Median over texts of mean and deviation over units, of each signal."""
    means = np.concatenate([s.signals.mean(axis=2) for s in sets], axis=1)
    deviations = np.concatenate([s.signals.std(axis=2) for s in sets], axis=1)
    return [
        (round(float(np.median(m)), 3), round(float(np.median(d)), 3))
        for m, d in zip(means, deviations, strict=True)
    ]


if __name__ == "__main__":
    main()
