"""The judged texts of three suites, with the signals of every unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.evaluate.judgements import read_judged
from tracer.evaluate.links import Judged
from tracer.evaluate.muestra import read_sample
from tracer.evaluate.suite import read_suite
from tracer.match.dense import Encode
from tracer.match.pieces import candidates
from tracer.match.signals import compare, index_document
from tracer.match.space import encode_contributions
from tracer.process import LEVELS
from tracer.records import Contribution, Unit

SUITES = ("cdmx", "chile")


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Texts against the units of one document."""

    name: str
    weight: float
    """Of all its texts together."""
    signals: np.ndarray
    """Shape (6, n_texts, n_units)."""
    grades: np.ndarray
    """Shape (n_texts, n_units): mean grade of the readers, -1 to 3."""
    every_grade: tuple[tuple[float, ...], ...]
    """Of each text, also of units that can't be listed."""

    @property
    def untouched(self) -> np.ndarray:
        """Units that don't even speak of a text's subject: shape (n_texts, n_units), bool."""
        return np.asarray(self.grades <= 0)

    @property
    def all_allowed(self) -> np.ndarray:
        """Every unit: shape (n_texts, n_units), bool."""
        return np.ones(self.grades.shape, bool)

    def rows(self, chosen: np.ndarray) -> JudgedSet:
        """The texts at the places `chosen`; they weigh as much as all."""
        return replace(
            self,
            signals=self.signals[:, chosen],
            grades=self.grades[chosen],
            every_grade=tuple(self.every_grade[row] for row in chosen),
        )


def read_sets() -> list[JudgedSet]:
    """Suites ``cdmx`` and ``chile``, each of weight 1, and both versions of the sample, of 1/2."""
    encoder = load_encoder()
    with VectorCache(default_cache_path()) as cache:

        def encode(texts: object) -> np.ndarray:
            return cached_encode(encoder, texts, cache)

        return [*suite_sets(encode), *sample_sets(encode)]


def suite_sets(encode: Encode) -> list[JudgedSet]:
    """The suites of real judgements."""
    sets = []
    for name in SUITES:
        suite = read_suite(name)
        level = suite.keys.one_of("level", LEVELS, "section")
        texts = read_judged(suite.file("document"), suite.file("judgements"), level=level)
        sets.append(judged_set(name, 1.0, texts.contributions, texts.units, texts.judged, encode))
    return sets


def sample_sets(encode: Encode) -> list[JudgedSet]:
    """Both versions of the sample."""
    sample = read_sample(read_suite("muestra"))
    return [
        judged_set(f"muestra/{v.name}", 0.5, sample.contributions, v.sections, v.judged, encode)
        for v in sample.versions
    ]


def judged_set(
    name: str,
    weight: float,
    contributions: tuple[Contribution, ...],
    units: tuple[Unit, ...],
    judged: tuple[Judged, ...],
    encode: Encode,
) -> JudgedSet:
    """Signals and grades of the contributions that were judged."""
    possible = candidates(units)
    index = index_document(possible, encode=encode)
    texts = encode_contributions(contributions, encode=encode)
    signals = np.concatenate(
        [chunk.signals for chunk in compare(index, contributions, texts)], axis=1
    )
    grades = {text.id: text.grades for text in judged}
    rows = [row for row, c in enumerate(contributions) if c.id in grades]
    of_row = [grades[contributions[row].id] for row in rows]
    return JudgedSet(
        name,
        weight,
        signals[:, rows].astype(np.float64),
        np.array([[own.get(unit.citation, 0.0) for unit in possible] for own in of_row]),
        tuple(tuple(own.values()) for own in of_row),
    )
