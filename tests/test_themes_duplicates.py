"""Copies and form letters are found; texts that merely resemble each other are left alone."""

from __future__ import annotations

import random

from tracer.themes.duplicates import group_copies

LETTER = (
    "Como vecinas y vecinos de la ciudad exigimos que la Constitución reconozca el derecho de "
    "todas las familias a contar con guarderías públicas cerca de su trabajo, con personal "
    "capacitado y horarios amplios, para que nadie tenga que escoger entre cuidar y trabajar."
)
OTHERS = [
    "La educación debe ser gratuita en todos los niveles y con maestros bien pagados siempre.",
    "Queremos más parques y árboles en las avenidas principales de nuestras colonias del sur.",
    "El agua no se vende: que el servicio sea público y llegue diario a todas las casas.",
    "La educación tiene que llegar a los pueblos originarios en su propia lengua y cultura.",
]


def vary(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(3):
        words[chance.randrange(len(words))] = chance.choice(["Juana", "urgente", "hoy", "digno"])
    at = chance.randrange(len(words))
    words[at] = words[at][::-1]
    return " ".join(words)


def test_variants_of_a_letter_are_one_group_and_other_texts_stay_alone() -> None:
    chance = random.Random(4)
    groups = group_copies([*OTHERS, *(vary(LETTER, chance) for _ in range(60))]).tolist()
    assert groups[:4] == [0, 1, 2, 3]
    assert groups[4:].count(4) >= 59


def test_capitals_accents_and_punctuation_dont_hide_a_copy() -> None:
    assert group_copies(["¡Educación gratuita!", "EDUCACION GRATUITA", "otra"]).tolist() == [
        0,
        0,
        2,
    ]


def test_short_texts_are_grouped_only_word_for_word() -> None:
    assert group_copies(
        ["Educación pública", "Educación publica.", "Educación pública ya"]
    ).tolist() == [
        0,
        0,
        2,
    ]


def test_a_group_is_named_by_its_first_text() -> None:
    assert group_copies(
        [OTHERS[0], LETTER, OTHERS[1], LETTER, LETTER + " Firma: Ana"]
    ).tolist() == [
        0,
        1,
        2,
        1,
        1,
    ]


def test_texts_without_words_stand_alone() -> None:
    assert group_copies(["", "...", ""]).tolist() == [0, 1, 2]
