"""Fit the two curves of ``tracer/match/confidence.py`` and say how they fare elsewhere.

Run by hand, from a checkout with ``../shared`` beside it::

    python eval/fit_confidence.py > eval/results/fit_confidence.txt

Data: the ten units listed for each judged text of the suites ``cdmx``, ``chile`` and ``muestra``
(both versions), each of the first two weighing as much as both versions of the sample together.
The curve has one feature, prominence, so it needs little. Every figure for a suite comes from a
curve fitted without that suite; the constants to copy come from all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.evaluate.judgements import read_judged
from tracer.evaluate.links import Judged
from tracer.evaluate.metrics import calibration_error
from tracer.evaluate.muestra import read_sample
from tracer.evaluate.suite import read_suite
from tracer.match.confidence import probability, prominence
from tracer.match.dense import Encode, encode_contributions
from tracer.match.fuse import fuse_ranks
from tracer.match.pieces import candidates
from tracer.match.signals import compare, index_document
from tracer.records import Contribution, Unit

TOP = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """Prominence and mean grade of the units listed for each text: shape (n_texts, TOP)."""

    name: str
    weight: float
    prominence: np.ndarray
    grade: np.ndarray


def main() -> None:
    """Print the cross-fitted figures, then the constants."""
    encoder = load_encoder()
    with VectorCache(default_cache_path()) as cache:
        sets = read_sets(lambda texts: cached_encode(encoder, texts, cache))
    for threshold in (1.5, 2.5):
        print(f"mean grade >= {threshold}")
        for held_out in sets[:2]:
            curve = fit([s for s in sets if s is not held_out], threshold)
            p = probability(held_out.prominence, curve).ravel()
            y = (held_out.grade >= threshold).ravel()
            sure = p >= 0.5
            print(
                f"  {held_out.name:8s} fitted elsewhere: {curve[0]:.3f} {curve[1]:.3f}  "
                f"ECE {calibration_error(p, y):.3f}  links at .5: {sure.sum()}, right "
                f"{y[sure].mean() if sure.any() else float('nan'):.3f}, base rate {y.mean():.3f}"
            )
        intercept, slope = fit(sets, threshold)
        print(f"  all sets: ({intercept:.3f}, {slope:.3f})")


def read_sets(encode: Encode) -> list[Listed]:
    """The judged texts of three suites."""
    sets = []
    for name in ("cdmx", "chile"):
        suite = read_suite(name)
        texts = read_judged(suite.file("document"), suite.file("judgements"), level="section")
        sets.append(listed(name, 1.0, texts.contributions, texts.units, texts.judged, encode))
    sample = read_sample(read_suite("muestra"))
    for version in sample.versions:
        name = f"muestra/{version.name}"
        sets.append(
            listed(name, 0.5, sample.contributions, version.sections, version.judged, encode)
        )
    return sets


def listed(
    name: str,
    weight: float,
    contributions: tuple[Contribution, ...],
    units: tuple[Unit, ...],
    judged: tuple[Judged, ...],
    encode: Encode,
) -> Listed:
    """Prominence and grade of what would be listed for the judged contributions."""
    possible = candidates(units)
    index = index_document(possible, encode=encode)
    texts = encode_contributions(contributions, encode=encode)
    signals = np.concatenate(
        [chunk.signals for chunk in compare(index, contributions, texts)], axis=1
    )
    grades = {text.id: text.grades for text in judged}
    rows = [row for row, c in enumerate(contributions) if c.id in grades]
    signals = signals[:, rows]
    order = np.argsort(-fuse_ranks(signals), axis=1, kind="stable")[:, :TOP]
    allowed = np.ones(signals.shape[1:], bool)
    return Listed(
        name,
        weight,
        np.take_along_axis(prominence(signals, allowed), order, axis=1),
        np.array(
            [
                [grades[contributions[row].id].get(possible[unit].citation, 0.0) for unit in units_]
                for row, units_ in zip(rows, order, strict=True)
            ]
        ),
    )


def fit(sets: list[Listed], threshold: float) -> tuple[float, float]:
    """Intercept and slope by logistic regression, each set weighing what it should."""
    from sklearn.linear_model import LogisticRegression

    x = np.concatenate([s.prominence.ravel() for s in sets])[:, None]
    y = np.concatenate([(s.grade >= threshold).ravel() for s in sets])
    weights = np.concatenate([np.full(s.grade.size, s.weight / s.grade.size) for s in sets])
    model = LogisticRegression(C=1e6).fit(x, y, sample_weight=weights / weights.mean())
    return float(model.intercept_[0]), float(model.coef_[0, 0])


if __name__ == "__main__":
    Path("eval/results").mkdir(exist_ok=True)
    main()
