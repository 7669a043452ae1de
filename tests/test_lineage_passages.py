"""Short provisions inside long ones."""

from __future__ import annotations

import numpy as np
from test_lineage import _unit

from tracer.lineage.passages import passage_likeness
from tracer.lineage.similarity import word_bags

SHORT = "Los extranjeros avecindados por más de cinco años podrán votar según fije la ley."
LONG = (
    "El sufragio es universal, igualitario, libre, directo, personal y secreto. Es obligatorio "
    "para los mayores de edad y voluntario para quienes tengan dieciséis años.\n"
    "Los extranjeros avecindados en el país por más de cinco años podrán votar en los casos y "
    "en la forma que determine la ley. Ninguna autoridad podrá impedir su ejercicio."
)
OTHER = "El agua es un bien común. La ley fijará los casos en que podrá darse en concesión."


def likeness(old: list[str], new: list[str]) -> np.ndarray:
    olds = [_unit(k, text) for k, text in enumerate(old, 1)]
    news = [_unit(k, text) for k, text in enumerate(new, 1)]
    return passage_likeness(olds, news, bags=word_bags(olds, news))


def test_a_provision_is_found_in_the_middle_of_a_long_one() -> None:
    found = likeness([SHORT], [OTHER, LONG])
    assert found[0, 1] > 0.5 > 2 * found[0, 0]


def test_each_new_provision_has_its_own_best_passage() -> None:
    found = likeness([SHORT, OTHER], [LONG, "", OTHER])
    assert found.shape == (2, 3)
    assert found[1, 2] == 1.0
    assert found[:, 1].tolist() == [0.0, 0.0]


def test_without_words_nothing_is_alike() -> None:
    assert likeness([SHORT], ["", ""]).tolist() == [[0.0, 0.0]]
    assert likeness(["", ""], [LONG]).max() == 0.0
    assert likeness(["…"], ["—"]).max() == 0.0
