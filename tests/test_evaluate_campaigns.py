"""Planting form letters, and looking for them."""

from __future__ import annotations

import pytest
from rapidfuzz.fuzz import ratio

from tracer.evaluate import campaigns
from tracer.evaluate.planting import letters_of, variants

LETTERS = (
    "Exigimos que el agua potable llegue todos los días a cada colonia de la ciudad, que las "
    "tuberías viejas se cambien y que nadie pague por un servicio que no recibe en su casa",
    "Pedimos parques limpios, con árboles cuidados, bancas y juegos para los niños, y que la "
    "alcaldía no permita construir torres donde hoy los vecinos tienen un jardín abierto",
)
BACKGROUND = [
    f"respuesta número {a} sobre {b} en la que {c} pide otra cosa al gobierno del lugar"
    for a in ("uno", "dos", "tres", "cuatro", "cinco")
    for b in ("salud", "escuelas", "trenes", "mercados", "pensiones", "cárceles")
    for c in ("Rosa", "Juan")
]


def test_variants_begin_with_the_letter_and_differ() -> None:
    found = variants(LETTERS[0], 40, ["uno", "dos"], seed=3)
    assert found[0] == LETTERS[0]
    assert len(set(found)) > 30
    assert found == variants(LETTERS[0], 40, ["uno", "dos"], seed=3)
    assert found[1:] != variants(LETTERS[0], 40, ["uno", "dos"], seed=4)[1:]
    assert all(60 < ratio(LETTERS[0].lower(), text.lower()) <= 100 for text in found)


def test_letters_are_drawn_from_short_to_long() -> None:
    texts = ["x" * length for length in range(1, 41)]
    drawn = letters_of(texts, (5, 5, 5, 5), seed=1)
    assert [len(text) // 10 for text in [f"{t}"[:-1] for t in drawn]] == [0, 1, 2, 3]


def test_planted_letters_are_found_and_the_others_left_alone() -> None:
    found = campaigns.measure(BACKGROUND[:1] * 3 + BACKGROUND, LETTERS, (30, 50), seed=1)
    assert found["recall"].n == 80
    assert found["recall"].value >= 0.95
    assert found["precision"].value == 1.0


def test_a_letter_that_stands_in_the_background_is_no_false_alarm() -> None:
    found = campaigns.measure([*BACKGROUND, LETTERS[0]], LETTERS, (20, 20), seed=1)
    assert found["precision"].value == 1.0


def test_what_is_grouped_with_a_letter_costs_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    monkeypatch.setattr(campaigns, "group_copies", lambda texts: np.zeros(len(texts), int))
    found = campaigns.measure(BACKGROUND, LETTERS, (20, 20), seed=1)
    assert found["precision"].value == pytest.approx(20 / (40 + len(BACKGROUND)))
    assert found["recall"].value == 0.5
