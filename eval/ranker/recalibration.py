"""What a refit to people's verdicts does to the confidences of texts that they did not judge.

Run by hand, from a checkout with ``../shared`` beside it::

    python eval/ranker/recalibration.py > TABLES.md

``eval/results/recalibration.md`` holds the tables with what they mean. Data: the judged texts of
the suites ``cdmx`` and ``chile``. The confidences that people would see come from constants fitted
on the other suites only (``other suites``: a document that nobody judged before) or on other texts
of both (``5-fold``: as right as the shipped constants can be).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from desk import ORDERS, Played, Proposed, change_by_text, corrected, log_loss, play, refit, split
from fit import FOLDS, GRANTS, REPEATS, Constants, fit, top
from judged_sets import SUITES, JudgedSet, read_sets

from tracer.evaluate.links import CONFIDENT, RELEVANT
from tracer.evaluate.metrics import bootstrap_interval
from tracer.match.confidence import adopting, probability, standing_out
from tracer.match.recalibrate import PRIOR
from tracer.match.signals import SIGNALS

SPLITS = 200
VERDICTS = (20, 50, 100, 200)
PRIORS = (10.0, 20.0, 40.0, 80.0, 160.0)
LINES = {
    "as shipped": (0.0, 1.0, 0.0),
    "promised too much": (-1.0, 1.0, 0.0),
    "promised too little": (1.0, 1.0, 0.0),
    "too sure": (-0.3, 0.6, 0.0),
    "bent": (0.8, 1.0, -0.3),
}
"""Of simulated texts: true log-odds are a + b·x + c·x², x being what was stated."""
BLIND = ("at random", "nearest .5", "half and half")
"""Orders that look at no more than the confidence."""
SPREAD = 0.7
"""Deviation of the log-odds between simulated texts: links of one text go together."""
Started = Mapping[tuple[str, str], Sequence[Proposed]]


def main() -> None:
    """Print four tables in Markdown."""
    started = before(read_sets())
    priors_table(started)
    verdicts_table(started)
    strength_table(started)
    simulated_table()


def before(sets: Sequence[JudgedSet]) -> Started:
    """Links by suite and by what the constants were fitted on; one entry for each repeat."""
    everything = list(range(len(SIGNALS)))
    found: dict[tuple[str, str], list[Proposed]] = {}
    for s in sets[: len(SUITES)]:
        elsewhere = fit([o for o in sets if o is not s], everything)
        found[s.name, "other suites"] = [proposed(s, elsewhere)]
    for repeat in range(REPEATS):
        for name, own in cross_fitted(sets, repeat).items():
            found.setdefault((name, "5-fold"), []).append(own)
    return found


def cross_fitted(sets: Sequence[JudgedSet], repeat: int) -> dict[str, Proposed]:
    """Links of each suite by constants fitted on other texts of both, as in ``fit.py``."""
    draws = np.random.default_rng(repeat)
    real = sets[: len(SUITES)]
    fold = {s.name: draws.permutation(len(s.grades)) % FOLDS for s in real}
    parts: dict[str, list[Proposed]] = {s.name: [] for s in real}
    for held_out in range(FOLDS):
        kept = [s.rows(np.flatnonzero(fold[s.name] != held_out)) for s in real]
        constants = fit([*kept, *sets[len(SUITES) :]], list(range(len(SIGNALS))))
        for s in real:
            own = s.rows(np.flatnonzero(fold[s.name] == held_out))
            parts[s.name].append(proposed(own, constants))
    return {name: joined(own) for name, own in parts.items()}


def proposed(s: JudgedSet, constants: Constants) -> Proposed:
    """The ten links that would be listed for each text of `s`."""
    score = np.tensordot(constants.weights, standing_out(s.signals, s.all_allowed), 1)
    order, _ = top(score, s.all_allowed)
    stated = probability(np.take_along_axis(score, order, 1), constants.answers)
    grades = np.take_along_axis(s.grades, order, 1)
    return Proposed(stated, grades >= RELEVANT, grades >= GRANTS)


def joined(parts: Sequence[Proposed]) -> Proposed:
    """All texts of several."""
    return Proposed(
        np.concatenate([part.stated for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.grants for part in parts]),
    )


def splits(starts: Sequence[Proposed], order: str, verdicts: int, prior: float) -> list[Played]:
    """`SPLITS` splits, the repeats by turns."""
    return [
        play(starts[seed % len(starts)], ORDERS[order], verdicts, prior, seed)
        for seed in range(SPLITS)
    ]


def priors_table(started: Started) -> None:
    """Print the mean change of log loss under each prior, over all orders and numbers."""
    print(f"| suite | fitted on | {' | '.join(f'prior {p:.0f}' for p in PRIORS)} |")
    print("|---" * (2 + len(PRIORS)) + "|")
    for (suite, fitted_on), starts in started.items():
        cells = []
        for prior in PRIORS:
            played = [
                splits(starts, order, verdicts, prior) for order in ORDERS for verdicts in VERDICTS
            ]
            changes = [one.losses[1] - one.losses[0] for own in played for one in own]
            cells.append(f"{np.mean(changes):+.4f}")
        print(f"| {suite} | {fitted_on} | {' | '.join(cells)} |", flush=True)


def verdicts_table(started: Started) -> None:
    """Print what each number of verdicts, in each order, does under the shipped prior."""
    heads = (
        "suite", "fitted on", "judged", "verdicts", "log loss", "change, 95 %", "Brier", "ECE",
        "shown at ≥ .5", "right of them",
    )  # fmt: skip
    print(f"\n| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for (suite, fitted_on), starts in started.items():
        for order in ORDERS:
            for verdicts in VERDICTS:
                played = splits(starts, order, verdicts, PRIOR)
                cells = " | ".join(changes(played, len(starts[0].stated)))
                print(f"| {suite} | {fitted_on} | {order} | {verdicts} | {cells} |", flush=True)


def changes(played: Sequence[Played], texts: int) -> list[str]:
    """Figures before → after, means over splits; the interval is over texts."""
    by_text = change_by_text(played, texts)
    low, high = bootstrap_interval(lambda drawn: float(by_text[drawn].mean()), texts)
    loss = np.mean([one.losses.mean(axis=1) for one in played], axis=0)
    brier, error, shown, right = (
        np.mean([getattr(one, name) for one in played], axis=0)
        for name in ("brier", "error", "shown", "right")
    )
    return [
        f"{loss[0]:.3f} → {loss[1]:.3f}",
        f"{by_text.mean():+.4f} [{low:+.4f}, {high:+.4f}]",
        f"{brier[0]:.3f} → {brier[1]:.3f}",
        f"{error[0]:.3f} → {error[1]:.3f}",
        f"{shown[0]:.1f} → {shown[1]:.1f}",
        f"{right[0]:.1f} → {right[1]:.1f}",
    ]


def strength_table(started: Started) -> None:
    """Print how the strength ``adopta`` fares, which follows the confidence; nobody judged it."""
    print("\n| suite | fitted on | log loss | named | right of them |\n|---|---|---|---|---|")
    for (suite, fitted_on), starts in started.items():
        found = [named(starts[seed % len(starts)], seed) for seed in range(SPLITS)]
        loss, count, right = np.mean(found, axis=0)
        shown = (f"{loss[0]:.3f} → {loss[1]:.3f}", f"{count[0]:.1f} → {count[1]:.1f}",
                 f"{right[0]:.1f} → {right[1]:.1f}")  # fmt: skip
        print(f"| {suite} | {fitted_on} | {' | '.join(shown)} |", flush=True)


def named(start: Proposed, seed: int) -> np.ndarray:
    """Log loss, links named ``adopta`` and right ones, before and after 100 verdicts: (3, 2)."""
    rows, others = split(len(start.stated), seed)
    measured, judged = start.rows(rows), start.rows(others)
    found = refit(judged, ORDERS["nearest .5"], 100, PRIOR, seed)
    both = [np.vectorize(adopting)(p) for p in (measured.stated, corrected(measured.stated, found))]
    sure = [adopts >= CONFIDENT for adopts in both]
    return np.array(
        [
            [log_loss(adopts, measured.grants).mean() for adopts in both],
            [own.sum() for own in sure],
            [measured.grants[own].sum() for own in sure],
        ]
    )


def simulated_table() -> None:
    """Print how far refitted confidences of simulated texts stay from the true probabilities."""
    print(f"\n| truth | verdicts | before | {' | '.join(BLIND)} |\n{'|---' * 6}|")
    for name, line in LINES.items():
        for verdicts in VERDICTS:
            found = np.mean([excess(line, verdicts, seed) for seed in range(SPLITS)], axis=0)
            print(f"| {name} | {verdicts} | {' | '.join(f'{v:.4f}' for v in found)} |", flush=True)


def excess(line: tuple[float, float, float], verdicts: int, seed: int) -> list[float]:
    """Log loss on 500 new texts above the best line's: before, and after in each `BLIND` order."""
    draws = np.random.default_rng(seed)
    judged, new = simulated(line, 60, draws), simulated(line, 500, draws)
    best = refit(new, ORDERS["at random"], new.stated.size, 1e-6, seed)
    after = [
        corrected(new.stated, refit(judged, ORDERS[order], verdicts, PRIOR, seed))
        for order in BLIND
    ]
    least = log_loss(corrected(new.stated, best), new.right).mean()
    return [float(log_loss(p, new.right).mean() - least) for p in (new.stated, *after)]


def simulated(line: tuple[float, float, float], texts: int, draws: np.random.Generator) -> Proposed:
    """Ten links a text, stated about as often high and low as in the suites."""
    odds = np.sort(draws.normal(-1.5, 1.5, (texts, 10)), axis=1)[:, ::-1]
    own = draws.normal(0.0, SPREAD, (texts, 1))
    true = line[0] + line[1] * odds + line[2] * odds**2 + own
    right = draws.random(odds.shape) < 1.0 / (1.0 + np.exp(-true))
    return Proposed(1.0 / (1.0 + np.exp(-odds)), right, right)


if __name__ == "__main__":
    main()
