"""Stages joined: the same however a corpus is cut."""

from __future__ import annotations

import numpy as np
import pytest
from evaluate_toys import LetterEncoder

from tracer.records import Contribution
from tracer.stages import _quantised, centred_texts, themes_of
from tracer.themes.neighbours import quantise

ENCODE = LetterEncoder().encode
ASKED = tuple(
    Contribution(f"{at:03}", f"Que haya {what} {at}", channel=channel, question=question)
    for at, (what, channel, question) in enumerate(
        (what, channel, question)
        for what in ("agua potable", "salud mental", "metro seguro", "vivienda", "museos", "!!")
        for channel in ("survey", "petition")
        for question in ("", "q1", "q2")
    )
)


@pytest.mark.parametrize("size", [1, 7, 30])
def test_vectors_are_the_same_however_the_corpus_is_cut(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = centred_texts(ASKED, encode=ENCODE)
    monkeypatch.setattr("tracer.stages.BLOCK", size)
    assert np.array_equal(_quantised(whole.worded, encode=ENCODE), quantise(whole.vectors))


def test_themes_are_the_same_however_the_corpus_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = themes_of(ASKED, encode=ENCODE, seed=1)
    monkeypatch.setattr("tracer.stages.BLOCK", 5)
    assert themes_of(ASKED, encode=ENCODE, seed=1) == whole


def test_a_corpus_without_words_has_no_themes() -> None:
    themes, members = themes_of([Contribution("a", "!!")], encode=ENCODE, seed=1)
    assert not themes and [member.theme_id for member in members] == [""]
    assert themes_of([], encode=ENCODE, seed=1) == ((), ())
