"""Partitions of a graph: who belongs, who is left out, and what the seed changes."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from tracer.themes.cluster import Partition, agree, core_density, partition
from tracer.themes.communities import divide, number_by_first
from tracer.themes.graph import Graph
from tracer.themes.hierarchy import broad_groups
from tracer.themes.membership import memberships, without_small
from tracer.themes.select import representatives
from tracer.themes.stability import theme_stability


def two_cliques(size: int) -> Graph:
    """Two cliques of `size` nodes and one node with one edge into each."""
    pairs = [
        (a + base, b + base) for base in (0, size) for a in range(size) for b in range(a + 1, size)
    ]
    pairs += [(0, 2 * size), (size, 2 * size)]
    rows, cols = np.array(sorted(pairs), dtype=np.int64).T
    return Graph(2 * size + 1, rows, cols, np.ones(len(rows)))


def test_cliques_are_themes_and_a_node_between_them_has_half_of_each() -> None:
    found = partition(two_cliques(8), resolution=1.0, min_size=3, runs=8, seed=1)
    assert found.shares.shape == (17, 2)
    assert found.shares[:8].argmax(axis=1).tolist() == [0] * 8
    assert found.shares[8:16].argmax(axis=1).tolist() == [1] * 8
    assert found.shares[16].tolist() == [0.5, 0.5]


def test_density_is_high_inside_cliques() -> None:
    graph = two_cliques(8)
    agreement = agree(graph, resolution=1.0, runs=8, seed=1)
    assert core_density(graph, agreement, min_size=3)[:16].min() > 0.5


def test_the_number_of_threads_changes_nothing_and_is_left_as_it_was() -> None:
    import networkit

    graph, labels = two_cliques(15), np.array([0] * 15 + [1] * 15 + [-1])
    found = []
    before = networkit.getMaxNumberOfThreads()
    for threads in (1, 4):
        networkit.setNumberOfThreads(threads)
        whole = partition(graph, resolution=1.0, min_size=3, runs=12, seed=1)
        holds = theme_stability(graph, labels, resolution=1.0, seed=1)
        found.append((whole.shares.tolist(), whole.density.tolist(), holds.tolist()))
        assert networkit.getMaxNumberOfThreads() == threads
    networkit.setNumberOfThreads(before)
    assert found[0] == found[1]


def test_a_seed_gives_the_same_communities_whatever_was_divided_before() -> None:
    random = np.random.default_rng(1)
    pairs = np.unique(np.sort(random.integers(0, 300, (2500, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    graph = Graph(301, pairs[:, 0], pairs[:, 1], random.random(len(pairs)) + 0.1)
    together = list(divide(graph, resolution=1.0, seeds=(5, 6, 7)))
    assert any((together[0] != other).any() for other in together[1:])
    (again,) = divide(graph, resolution=1.0, seeds=(6,))
    assert again.tolist() == together[1].tolist()
    assert again[300] == -1, "a node without edges is in no community"


def test_partitions_are_the_same_in_another_process() -> None:
    code = (
        "import numpy as np\n"
        "from tracer.themes.cluster import agree\n"
        "from tracer.themes.graph import Graph\n"
        "r = np.random.default_rng(1)\n"
        "pairs = np.unique(np.sort(r.integers(0, 200, (1500, 2)), axis=1), axis=0)\n"
        "pairs = pairs[pairs[:, 0] < pairs[:, 1]]\n"
        "g = Graph(200, pairs[:, 0], pairs[:, 1], np.ones(len(pairs)))\n"
        "print(agree(g, resolution=1.0, runs=5, seed=3).tolist())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(p for p in sys.path if p)},
        ).stdout
        for salt in ("1", "2")
    }
    assert len(runs) == 1 and len(runs.pop()) > 100


def test_labels_are_numbered_by_their_first_node() -> None:
    assert number_by_first(np.array([7, -1, 2, 7, 0])).tolist() == [0, -1, 1, 0, 2]


def test_noise_between_themes_is_left_out_and_firm_noise_stays() -> None:
    shares = np.array([[0.24, 0.2], [0.24, 0.2], [0.6, 0.2], [0.45, 0.4]])
    density = np.array([0.0, 0.5, 0.0, 1.0])
    given = memberships(Partition(shares, density), copies=[1, 1, 1, 1], min_size=3)
    assert [[b.theme for b in own] for own in given] == [[], [0], [0], [0, 1]]
    assert [b.strength for b in given[3]] == [0.45, 0.4]


def test_a_theme_that_few_would_choose_is_dropped() -> None:
    found = Partition(np.array([[0.6, 0.4, 0.0]] * 3 + [[0.4, 0.5, 0.0]]), np.ones(4))
    assert without_small(found, min_size=2).shares.tolist() == [[0.6]] * 3 + [[0.4]]


def test_a_left_out_campaign_gets_a_theme_of_its_own() -> None:
    found = Partition(np.array([[0.1], [0.9]]), np.zeros(2))
    given = memberships(found, copies=[50, 1], min_size=3)
    assert [own[0].theme for own in given] == [1, 0]


def test_the_medoid_is_the_middle_and_the_next_is_far_from_it() -> None:
    angles = np.radians([0, 40, 45, 50, 90])
    rows = np.rint(2048 * np.column_stack([np.cos(angles), np.sin(angles)])).astype(np.float32)
    chosen = representatives([0, 1, 2, 3, 4], np.ones(5), rows)
    assert chosen[0] == 2 and chosen[1] == 0


def test_a_weak_member_represents_nobody() -> None:
    angles = np.radians([0, 40, 42, 45, 47, 50, 90])
    rows = np.rint(2048 * np.column_stack([np.cos(angles), np.sin(angles)])).astype(np.float32)
    strengths = np.array([0.1, 1, 1, 1, 1, 1, 0.1])
    assert not {0, 6} & set(representatives(list(range(7)), strengths, rows))


def test_themes_whose_members_are_neighbours_share_a_broad_one() -> None:
    shares = np.full((6, 6), 0.01) + 0.7 * np.eye(6)
    for a, b in ((0, 1), (2, 3), (4, 5)):
        shares[a, b] = shares[b, a] = 0.25
    assert broad_groups(shares, range(6), 6) == ((0, 1), (2, 3), (4, 5))


def test_few_themes_need_no_broad_ones() -> None:
    assert broad_groups(np.eye(3), range(3), 3) == ()
