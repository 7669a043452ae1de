"""Suite ``growth``: deliveries one after another, and whether what is new is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from tracer.deliveries import Delivered, first_delivery, next_delivery
from tracer.encode.protocol import Progress
from tracer.evaluate.answers import Answer, drawn_answers
from tracer.evaluate.encoding import Encode
from tracer.evaluate.measures import Measure, half_sample_measure, share_measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import lot
from tracer.evaluate.themes import theme_of_each
from tracer.records import Contribution
from tracer.themes.growth import Memory

CUTS = (0.5, 0.75)
"""Half of the answers come first, then a quarter, then the last."""
LOT = 3
"""Another lot than that by which the answers were drawn."""


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("answers", "topics", "n", "seed", "meetings", "kept_out")
    meetings = suite.keys.probability("meetings", 1.0)
    kept_out = suite.keys.integer("kept_out", 2, least=0)
    rows: dict[str, Measure] = {}
    for topic, answers in drawn_answers(suite, meetings=meetings).items():
        own = measure_deliveries(answers, encode=encode)
        own |= measure_novelty(answers, encode=encode, concepts=kept_out)
        rows |= {f"{name} · topic {topic}": value for name, value in own.items()}
    return Findings(rows)


def measure_deliveries(answers: Sequence[Answer], *, encode: Encode) -> dict[str, Measure]:
    """Three deliveries of the same process.

    Returns
    -------
    dict
        ``ids kept``: themes that still have id and name after the next delivery. ``places kept``:
        placed answers that stay where they were. ``AMI of deliveries``, of the second and third
        with the concepts, beside ``AMI at once`` of the same answers when all are grouped together.
        ``waiting``: those of them in no theme.
    """
    parts: list[list[Answer]] = [[], [], []]
    for answer in answers:
        parts[sum(lot(answer.id, seed=LOT) >= cut for cut in CUTS)].append(answer)
    memories = [_first(parts[0], encode).memory]
    memories += [_next(memories[-1], parts[1], encode).memory]
    memories += [_next(memories[-1], parts[2], encode).memory]
    pairs = list(pairwise(memories))
    late = [answer for part in parts[1:] for answer in part]
    at_once = theme_of_each(answers, encode([a.text for a in answers]))
    found = _leading(memories[-1])
    return {
        "ids kept": share_measure(np.array([kept for pair in pairs for kept in _ids_kept(*pair)])),
        "places kept": share_measure(np.array([k for pair in pairs for k in _places_kept(*pair)])),
        "AMI of deliveries": _ami(late, found),
        "AMI at once": _ami(late, at_once),
        "waiting": share_measure(np.array([not found[a.id] for a in late])),
    }


def measure_novelty(
    answers: Sequence[Answer], *, encode: Encode, concepts: int
) -> dict[str, Measure]:
    """Keep one of the commonest concepts out of the first delivery and see where it goes.

    Returns
    -------
    dict
        ``novelty recall``: of the answers of the concept, those in a theme that is new.
        ``novelty precision``: of the answers in new themes, those of the concept.
    """
    recalled: list[bool] = []
    right: list[bool] = []
    for concept, _ in Counter(a.concept for a in answers).most_common(concepts):
        early = [a for a in answers if lot(a.id, seed=LOT) < CUTS[0] and a.concept != concept]
        known = {a.id for a in early}
        first = _first(early, encode).memory
        grown = _next(first, [a for a in answers if a.id not in known], encode).memory
        fresh = {t.id for t in grown.themes} - {t.id for t in first.themes}
        found = _leading(grown)
        recalled += [found[a.id] in fresh for a in answers if a.concept == concept]
        right += [a.concept == concept for a in answers if found[a.id] in fresh]
    return {
        "novelty recall": share_measure(np.array(recalled)),
        "novelty precision": share_measure(np.array(right)),
    }


def _contributions(answers: Sequence[Answer]) -> list[Contribution]:
    return [Contribution(a.id, a.text) for a in answers]


def _first(answers: Sequence[Answer], encode: Encode) -> Delivered:
    return first_delivery(_contributions(answers), encode=encode, encoder="", seed=1)


def _next(memory: Memory, answers: Sequence[Answer], encode: Encode) -> Delivered:
    return next_delivery(memory, _contributions(answers), encode=encode, encoder="", seed=1)


def _leading(memory: Memory) -> dict[str, str]:
    return {key: one.themes[0][0] if one.themes else "" for key, one in memory.seen.items()}


def _ids_kept(before: Memory, after: Memory) -> list[bool]:
    named = {theme.id: theme.label for theme in after.themes}
    return [named.get(theme.id) == theme.label for theme in before.themes]


def _places_kept(before: Memory, after: Memory) -> list[bool]:
    return [after.seen[key].themes == one.themes for key, one in before.seen.items() if one.themes]


def _ami(answers: Sequence[Answer], found: Mapping[str, str]) -> Measure:
    from sklearn.metrics import adjusted_mutual_info_score

    gold = np.array([a.concept for a in answers])
    themes = np.array([found[a.id] for a in answers])
    return half_sample_measure(
        lambda d: float(adjusted_mutual_info_score(gold[d], themes[d])), len(gold)
    )
