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
from tracer.records import Contribution, Member
from tracer.themes import find_themes


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("answers", "topics", "n", "seed")
    return measure(drawn_answers(suite), encode=encode)


def measure(topics: Mapping[str, Sequence[Answer]], *, encode: Encode) -> Findings:
    """Find the themes of each topic and compare them with its concepts."""
    rows: dict[str, Measure] = {}
    for topic, answers in topics.items():
        contributions = [Contribution(a.id, a.text) for a in answers]
        vectors = centre_on_mean(encode([a.text for a in answers]))
        _, members = find_themes(contributions, vectors, seed=1)
        found = leading_themes(members)
        own = agreement_measures(
            [a.concept for a in answers], [found.get(a.id, "") for a in answers]
        )
        rows |= {f"{name} · topic {topic}": value for name, value in own.items()}
    return Findings(rows)


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
        ``AMI`` and ``ARI`` (1 the same, 0 what chance gives), ``themes`` (how many), and
        ``unassigned`` (share of texts without a theme).
    """
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    classes, groups = np.array(gold), np.array(found)

    def scored(score: Callable[[np.ndarray, np.ndarray], float]) -> Measure:
        return half_sample_measure(
            lambda drawn: float(score(classes[drawn], groups[drawn])), len(classes)
        )

    return {
        "AMI": scored(adjusted_mutual_info_score),
        "ARI": scored(adjusted_rand_score),
        "themes": Measure(float(len(set(found) - {""})), len(classes)),
        "unassigned": share_measure(groups == ""),
    }
