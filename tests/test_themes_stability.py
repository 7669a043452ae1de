"""How well themes hold when texts are missing."""

from __future__ import annotations

import numpy as np
from test_themes_cluster import two_cliques

from tracer.records import UNSTABLE
from tracer.themes.graph import Graph
from tracer.themes.stability import part, theme_stability


def test_cliques_hold_and_a_mixture_of_both_does_not() -> None:
    graph = two_cliques(20)
    true = np.array([0] * 20 + [1] * 20 + [-1])
    assert theme_stability(graph, true, resolution=1.0, seed=1).min() > 0.9
    mixed = np.arange(41) % 2
    assert theme_stability(graph, mixed, resolution=1.0, seed=1).max() < UNSTABLE


def test_the_same_seed_gives_the_same_figures() -> None:
    graph = two_cliques(12)
    labels = np.array([0] * 12 + [1] * 12 + [-1])
    runs = [theme_stability(graph, labels, resolution=1.0, seed=3).tolist() for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]


def test_a_part_keeps_the_edges_among_its_nodes() -> None:
    graph = Graph(4, np.array([0, 0, 2]), np.array([1, 3, 3]), np.array([1.0, 2.0, 3.0]))
    found = part(graph, np.array([True, False, True, True]))
    assert (found.n_nodes, found.rows.tolist(), found.cols.tolist()) == (3, [0, 1], [2, 2])
    assert found.weights.tolist() == [2.0, 3.0]


def test_a_graph_without_edges_holds_nothing() -> None:
    empty = Graph(6, np.array([], int), np.array([], int), np.array([]))
    assert theme_stability(empty, np.zeros(6, int), resolution=1.0, seed=1).tolist() == [0.0]
    assert len(theme_stability(empty, np.full(6, -1), resolution=1.0, seed=1)) == 0
