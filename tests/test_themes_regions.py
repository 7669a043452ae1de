"""Regions of many texts: everyone is in one, and near ones are searched."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tracer.themes import regions as module
from tracer.themes.neighbours import comparable, nearest, quantise
from tracer.themes.regions import regions
from tracer.themes.vocabulary import lexical_weights


def gathered(n_groups: int, size: int) -> NDArray[np.float32]:
    """Unit vectors around `n_groups` random directions, group after group."""
    random = np.random.default_rng(3)
    middle = np.repeat(random.normal(size=(n_groups, 24)), size, axis=0)
    rows = middle + 0.3 * random.normal(size=middle.shape)
    return quantise((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """600 texts count as many."""
    monkeypatch.setattr(module, "WHOLE", 100)
    monkeypatch.setattr(module, "REGION_TEXTS", 30)
    monkeypatch.setattr(module, "SEARCHED", 150)


def test_few_texts_are_one_region() -> None:
    (region,) = regions(gathered(3, 5), at_least=4)
    assert region.members.tolist() == region.candidates.tolist() == list(range(15))


@pytest.mark.usefixtures("many")
def test_every_text_is_in_one_region_and_among_its_candidates() -> None:
    found = list(regions(gathered(20, 30), at_least=10))
    assert len(found) > 10
    assert sorted(np.concatenate([r.members for r in found]).tolist()) == list(range(600))
    for region in found:
        assert set(region.members.tolist()) <= set(region.candidates.tolist())
        assert np.all(np.diff(region.candidates) > 0) and len(region.candidates) >= 150


@pytest.mark.usefixtures("many")
def test_each_region_has_as_many_candidates_as_neighbours_are_wanted() -> None:
    assert all(len(r.candidates) >= 400 for r in regions(gathered(20, 30), at_least=400))


def test_neighbours_in_the_same_region_are_found_without_comparing_all(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    rows, words = gathered(20, 30), lexical_weights([[]] * 600)
    exact, _ = nearest(comparable(rows, words), n_neighbours=8, lexical_share=0.5)
    request.getfixturevalue("many")
    compared = sum(len(r.members) * len(r.candidates) for r in regions(rows, at_least=9))
    assert compared < 600 * 600 / 2
    found, _ = nearest(comparable(rows, words), n_neighbours=8, lexical_share=0.5)
    kept = [len(set(a) & set(b)) / 8 for a, b in zip(exact.tolist(), found.tolist(), strict=True)]
    assert np.mean(kept) > 0.97


@pytest.mark.usefixtures("many")
def test_copies_of_one_vector_make_empty_regions_and_lose_nobody() -> None:
    rows = np.tile(gathered(1, 1), (300, 1))
    found = list(regions(rows, at_least=5))
    assert sorted(np.concatenate([r.members for r in found]).tolist()) == list(range(300))
