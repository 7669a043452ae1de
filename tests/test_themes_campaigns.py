"""Campaigns beside the themes, and counts that count each once."""

from __future__ import annotations

import numpy as np
import pytest

from tracer.records import Contribution
from tracer.themes import find_campaigns, find_themes
from tracer.themes.duplicates import is_campaign

LETTER = "Exigimos que el agua potable llegue todos los días a cada colonia de la ciudad"
VARIANTS = (
    LETTER,
    "Soy Ana. " + LETTER,
    LETTER.upper(),
    LETTER.replace("potable", "limpia"),
    LETTER.replace("colonia", "colnia"),
)


def _given(texts: tuple[str, ...], *, weight: float = 1.0) -> list[Contribution]:
    return [Contribution(f"c{k:02}", text, weight=weight + k) for k, text in enumerate(texts)]


def test_variants_of_a_letter_are_one_campaign() -> None:
    others = ("Más camiones en la noche", "Que abran la biblioteca los domingos por la tarde")
    (found,) = find_campaigns(_given((*VARIANTS, *others)))
    assert found.members == ("c00", "c01", "c02", "c03", "c04")
    assert found.text.casefold() == LETTER.casefold()
    assert found.similarities[0] == 1.0 and min(found.similarities) > 0.8
    assert found.weight == 1 + 2 + 3 + 4 + 5


def test_short_answers_that_many_give_are_no_campaign() -> None:
    assert not find_campaigns(_given(("Educación gratuita",) * 6))
    assert not is_campaign(["Educación gratuita"] * 6)
    assert not is_campaign([LETTER])
    assert is_campaign([LETTER, LETTER])


def test_the_order_of_the_rows_changes_no_campaign() -> None:
    given = _given(VARIANTS)
    assert find_campaigns(given[::-1]) == find_campaigns(given)


def test_no_contributions_have_no_campaigns() -> None:
    assert find_campaigns([]) == ()


@pytest.mark.parametrize("copied", [LETTER, "Educación gratuita"])
def test_a_theme_counts_a_campaign_once_and_like_answers_each(copied: str) -> None:
    words = ("salud", "metro", "parque", "bache", "luz", "escuela", "ruido")
    others = tuple(f"queremos {word} mejor en la calle {k}" for k, word in enumerate(words))
    given = _given((*((copied,) * 6), *others))
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(len(given), 16)).astype(np.float32) * 0.05
    vectors[:6, 0] += 1.0
    vectors[6:, 1] += 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    themes, members = find_themes(given, vectors)
    own = next(m.theme_id for m in members if m.contribution_id == "c00")
    theme = next(t for t in themes if t.id == own)
    inside = {m.contribution_id for m in members if m.theme_id == own}
    copies = {f"c{k:02}" for k in range(6)}
    assert theme.size == len(inside) and copies <= inside
    if copied == LETTER:
        assert theme.distinct == theme.size - 5
        assert theme.distinct_weight == theme.weight - (1 + 2 + 3 + 4 + 5)
    else:
        assert (theme.distinct, theme.distinct_weight) == (theme.size, theme.weight)
