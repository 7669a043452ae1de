"""Suite ``themes``: whether themes found without help are the concepts that people chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tracer.encode.geometry import centre_on_mean
from tracer.encode.protocol import Progress
from tracer.evaluate.answers import Answer, drawn_answers
from tracer.evaluate.encoding import Encode
from tracer.evaluate.measures import Measure, half_sample_measure, share_measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import lot
from tracer.records import Contribution, Member
from tracer.themes import find_themes

OTHER_SEED = 2
SAMPLED = 0.8
"""Share of the answers in each of two samples."""


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("answers", "topics", "n", "seed", "meetings")
    meetings = suite.keys.probability("meetings", 1.0)
    return measure(drawn_answers(suite, meetings=meetings), encode=encode)


def measure(topics: Mapping[str, Sequence[Answer]], *, encode: Encode) -> Findings:
    """Find the themes of each topic and compare them with its concepts and with each other."""
    rows: dict[str, Measure] = {}
    for topic, answers in topics.items():
        vectors = encode([a.text for a in answers])
        found = theme_of_each(answers, vectors)
        own = agreement_measures([a.concept for a in answers], [found[a.id] for a in answers])
        own |= _repeats(answers, vectors, found)
        rows |= {f"{name} · topic {topic}": value for name, value in own.items()}
    return Findings(rows)


def theme_of_each(
    answers: Sequence[Answer], vectors: np.ndarray, *, seed: int = 1
) -> dict[str, str]:
    """Find themes and give the strongest of each answer by its id; empty where it has none.

    `vectors`, of shape (n, d), are the encoder's own, not centred.
    """
    contributions = [Contribution(a.id, a.text) for a in answers]
    _, members = find_themes(contributions, centre_on_mean(vectors), seed=seed)
    return leading_themes(members)


def _repeats(
    answers: Sequence[Answer], vectors: np.ndarray, found: Mapping[str, str]
) -> dict[str, Measure]:
    """ARI of the themes with those of another seed, and of two samples on what they share."""
    reseeded = theme_of_each(answers, vectors, seed=OTHER_SEED)
    samples = []
    for seed in (1, 2):
        chosen = [row for row, a in enumerate(answers) if lot(a.id, seed=seed) < SAMPLED]
        samples.append(theme_of_each([answers[row] for row in chosen], vectors[chosen]))
    one, other = samples
    shared = sorted(one.keys() & other.keys())
    return {
        "ARI of two seeds": _ari([found[a.id] for a in answers], [reseeded[a.id] for a in answers]),
        "ARI of two samples": _ari([one[key] for key in shared], [other[key] for key in shared]),
    }


def _ari(one: Sequence[str], other: Sequence[str]) -> Measure:
    from sklearn.metrics import adjusted_rand_score

    a, b = np.array(one), np.array(other)
    return half_sample_measure(lambda d: float(adjusted_rand_score(a[d], b[d])), len(a))


def leading_themes(members: Sequence[Member]) -> dict[str, str]:
    """Give the strongest theme of each contribution; empty where it has none."""
    order = sorted(members, key=lambda m: (m.contribution_id, -m.strength, m.theme_id))
    found: dict[str, str] = {}
    for member in order:
        found.setdefault(member.contribution_id, member.theme_id)
    return found


def agreement_measures(gold: Sequence[str], found: Sequence[str]) -> dict[str, Measure]:
    """Compare two partitions of the same texts.

    Parameters
    ----------
    gold, found : sequence of str
        Class and theme of each text. An empty name is a class like any other: leaving texts out
        must not pay.

    Returns
    -------
    dict
        ``AMI``, ``ARI`` (1 the same, 0 what chance gives), ``V`` (which rewards many small
        themes), ``themes`` (how many), and ``unassigned`` (share of texts without a theme).
    """
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

    classes, groups = np.array(gold), np.array(found)

    def scored(score: Callable[[np.ndarray, np.ndarray], float]) -> Measure:
        return half_sample_measure(
            lambda drawn: float(score(classes[drawn], groups[drawn])), len(classes)
        )

    return {
        "AMI": scored(adjusted_mutual_info_score),
        "ARI": scored(adjusted_rand_score),
        "V": scored(v_measure_score),
        "themes": Measure(float(len(set(found) - {""})), len(classes)),
        "unassigned": share_measure(groups == ""),
    }
