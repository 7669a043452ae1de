"""The map of themes: near things near, and the same on every machine."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr
from threadpoolctl import threadpool_limits

from tracer.errors import ShapeError
from tracer.records import Contribution, Member, Theme
from tracer.themes.layout import distances, placed_themes, plane

TOPICS = 9


def given(seed: int = 5):  # type: ignore[no-untyped-def]
    """Nine themes around nine directions, one of them broad above the first two."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(TOPICS, 24))
    centres[1] = centres[0] + 0.3 * rng.normal(size=24)
    names = [f"T{n}" for n in range(TOPICS)]
    contributions, members, rows = [], [], []
    for n in range(TOPICS * 6):
        row = centres[n % TOPICS] + 0.4 * rng.normal(size=24)
        rows.append(row / np.linalg.norm(row))
        contributions.append(Contribution(f"c{n:02}", "algo"))
        members.append(Member(f"c{n:02}", names[n % TOPICS], 1.0))
    themes = [Theme(name, "", name, (), 6, 6.0, "c00") for name in names]
    themes[0], themes[1] = (replace(t, parent_id="B") for t in themes[:2])
    themes.append(Theme("B", "", "B", (), 12, 12.0, "c00"))
    return themes, members, contributions, np.array(rows, np.float32)


def apart(themes: tuple[Theme, ...], one: str, other: str) -> float:
    at = {t.id: (t.x, t.y) for t in themes}
    return float(np.hypot(at[one][0] - at[other][0], at[one][1] - at[other][1]))


def test_themes_that_ask_for_near_things_are_near_on_the_map() -> None:
    found = placed_themes(*given())
    assert apart(found, "T0", "T1") < min(apart(found, "T0", f"T{n}") for n in range(2, TOPICS))


def test_a_broad_theme_lies_among_those_below_it() -> None:
    found = placed_themes(*given())
    assert apart(found, "B", "T0") < apart(found, "T0", "T4")
    assert apart(found, "B", "T1") < apart(found, "T1", "T4")


def test_distances_on_a_plane_are_kept_exactly() -> None:
    points = np.array([[0, 0], [3, 0], [0, 4], [5, 6], [-2, 1]], float)
    far = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    placed = plane(far)
    now = np.sqrt(((placed[:, None] - placed[None]) ** 2).sum(axis=2))
    assert np.allclose(now / now.max(), far / far.max(), atol=1e-3)
    assert np.abs(placed).max() == 1.0


def test_places_mean_more_than_chance_where_a_plane_cannot_hold_them() -> None:
    rng = np.random.default_rng(1)
    sums = (1000 * rng.normal(size=(30, 40))).astype(np.int64)
    far, upper = distances(sums), np.triu_indices(30, 1)
    placed = plane(far)
    now = np.sqrt(((placed[:, None] - placed[None]) ** 2).sum(axis=2))
    assert spearmanr(now[upper], far[upper])[0] > 0.4


def test_the_map_depends_neither_on_the_order_of_rows_nor_on_threads() -> None:
    themes, members, contributions, vectors = given()
    before = {t.id: (t.x, t.y) for t in placed_themes(themes, members, contributions, vectors)}
    order = np.random.default_rng(2).permutation(len(contributions))
    with threadpool_limits(limits=2):
        after = placed_themes(
            themes[::-1], members[::-1], [contributions[i] for i in order], vectors[order]
        )
    assert {t.id: (t.x, t.y) for t in after} == before
    assert [t.id for t in after] == [t.id for t in themes[::-1]]


def test_last_bits_of_the_vectors_do_not_move_the_map() -> None:
    themes, members, contributions, vectors = given()
    nudged = np.nextafter(vectors, np.float32(1))
    assert placed_themes(themes, members, contributions, nudged) == placed_themes(
        themes, members, contributions, vectors
    )


def test_the_map_is_the_same_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_themes_layout import given;"
        "from tracer.themes.layout import placed_themes;"
        "print([(t.id, t.x, t.y) for t in placed_themes(*given())])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
        ).stdout
        for seed, threads in (("1", "1"), ("2", "4"))
    }  # fmt: skip
    assert len(seen) == 1 and "T8" in seen.pop()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_themes_have_places_too(count: int) -> None:
    _, members, contributions, vectors = given()
    themes = [Theme(f"T{n}", "", "", (), 6, 6.0, "c00") for n in range(count)]
    found = placed_themes(themes, members, contributions, vectors)
    assert len({(t.x, t.y) for t in found}) == count
    assert all(-1 <= value <= 1 for t in found for value in (t.x, t.y))


def test_vectors_of_other_contributions_are_refused() -> None:
    themes, members, contributions, vectors = given()
    with pytest.raises(ShapeError, match="54 contributions, got 53"):
        placed_themes(themes, members, contributions, vectors[1:])
