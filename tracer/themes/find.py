"""The stages of theme finding, in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracer.errors import ShapeError
from tracer.records import Contribution, Member, Stage, Theme, unwatched
from tracer.themes.assemble import Material
from tracer.themes.cluster import neighbour_shares, partition
from tracer.themes.describe import described
from tracer.themes.graph import Graph, join
from tracer.themes.guidance.apply import guided as correct
from tracer.themes.guidance.draft import Guided, ground_of
from tracer.themes.guidance.guide import NO_CORRECTIONS, Amendments, Guide
from tracer.themes.membership import Belonging, memberships, primary_themes, without_small
from tracer.themes.neighbours import LEXICAL_SHARE, comparable, nearest, quantise
from tracer.themes.nodes import MIN_TEXTS, Nodes, material_of, nodes_of
from tracer.themes.stability import theme_stability
from tracer.themes.vocabulary import lemmas_of, lexical_weights
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIMILARITY_FLOOR = 0.05
"""Texts no more alike than this have nothing in common."""
RESOLUTION = 2.0
"""At 100, 300 and 1,000 answers of Chile 2016, AMI moves by less than .01 between 1.5 and 2.5."""
RUNS = 36
"""Two of three seeds give 20,000 answers of Chile 2016 the same themes with ARI .95 to .98 at 36
runs (topics 1 and 2, before texts between themes are left out), .93 to .98 at 24, .93 to .97 at 16;
a single run .83 to .88. Each run takes a third of a second there."""


def find_themes(
    contributions: Sequence[Contribution],
    vectors: NDArray[np.float32] | NDArray[np.int16],
    *,
    seed: int = 1,
    resolution: float = RESOLUTION,
    min_size: int | None = None,
    n_neighbours: int | None = None,
    n_broad: int | None = None,
    guide: Guide = NO_CORRECTIONS,
    amendments: Amendments | None = None,
    stage: Stage = unwatched,
    workers: Workers = ALONE,
) -> tuple[tuple[Theme, ...], tuple[Member, ...]]:
    """Group contributions into themes.

    Copies and form letters count once while themes are sought, and each for itself in the sizes.
    The result doesn't depend on the order of the rows or on the number of threads.

    Parameters
    ----------
    contributions : sequence of Contribution
        With different ids.
    vectors : ndarray of shape (n, d), float32 or int16
        One row per contribution, in the same order: L2-normalised, after the mean of all rows has
        been taken away; as they are or as `quantise` gives them, which take half the room.
    seed : int, default=1
    resolution : float, default=2
        Above 0. Higher gives more and smaller themes.
    min_size : int, optional
        In different texts. By default a quarter of the square root of their number, at least 3.
    n_neighbours : int, optional
        Neighbours of each text in the graph. By default the square root of the number of texts,
        at least 5 and at most 40.
    n_broad : int, optional
        Broad themes wanted, at most; 0 for none. By default the square root of three times the
        number of themes, once there are six.
    guide : Guide, optional
        What a person corrects.
    amendments : Amendments, optional
        The same, made earlier: what fits no more is told of and passed over.
    stage : callable, optional
        Told of stages and how far they are; see `tracer.records.watching`.
    workers : Workers, optional
        Who looks for neighbours and makes the partitions; this process, unless
        `tracer.cluster.open_cluster` gave others.

    Returns
    -------
    themes : tuple of Theme
        The largest first, equal ones by id. A theme that another names as its parent is broad and
        has no members of its own; its size counts the contributions of the themes below it.
    members : tuple of Member
        By contribution id, strongest theme first. A contribution in no theme has one row with an
        empty theme. Fewer than five texts make no theme.

    Raises
    ------
    ShapeError
        If `vectors` hasn't one row per contribution.
    ProcessError
        If `guide` refers to a theme or contribution that isn't there.

    Examples
    --------
    >>> from tracer import encode_texts, find_themes, read_contributions, sample_path
    >>> asked = read_contributions(sample_path("peticiones.csv")).contributions
    >>> vectors = encode_texts([c.text for c in asked])
    >>> centred = vectors - vectors.mean(axis=0)
    >>> centred /= (centred**2).sum(axis=1, keepdims=True) ** 0.5
    >>> themes, members = find_themes(asked, centred, min_size=3)
    >>> {member.contribution_id for member in members} == {c.id for c in asked}
    True
    """
    _check(vectors, len(contributions))
    nodes = nodes_of(contributions)
    smallest = min_size if min_size is not None else default_min_size(len(nodes.copies))
    graph = _graph(nodes, vectors, n_neighbours=n_neighbours, stage=stage, workers=workers)
    found = without_small(
        partition(
            graph, resolution=resolution, min_size=smallest, runs=RUNS, seed=seed,
            progress=stage("temas: particiones", RUNS), workers=workers,
        ),
        min_size=smallest,
    )  # fmt: skip
    stage("temas: nombres", None)
    guided, shares = Guided(memberships(found, copies=nodes.sizes, min_size=smallest)), found.shares
    material = None
    if guide != NO_CORRECTIONS or amendments:
        material = material_of(nodes, vectors)
        guided, shares = _corrected(graph, guided.belongings, material, guide, amendments)
    primary = primary_themes(guided.belongings)
    stability = theme_stability(
        graph, np.where(primary < shares.shape[1], primary, -1), resolution=resolution, seed=seed,
        workers=workers,
    )  # fmt: skip
    del graph  # what themes are named with is as large
    return described(
        guided, shares, stability.tolist(), material or material_of(nodes, vectors), n_broad=n_broad
    )


def _check(vectors: NDArray[np.float32] | NDArray[np.int16], n: int) -> None:
    if vectors.ndim != 2 or len(vectors) != n:
        raise ShapeError(
            f"expected one vector for each of {n} contributions, got an array of shape "
            f"{vectors.shape}; encode the same contributions in the same order"
        )


def _corrected(
    graph: Graph,
    belongings: Sequence[Sequence[Belonging]],
    material: Material,
    guide: Guide,
    amendments: Amendments | None,
) -> tuple[Guided, NDArray[np.float64]]:
    """Who belongs where once corrections hold, and the shares of neighbours that go with it."""
    ground = ground_of(graph, belongings, material)
    corrected = correct(belongings, guide, ground, amendments=amendments)
    return corrected, neighbour_shares(graph, primary_themes(corrected.belongings))


def default_min_size(n: int) -> int:
    """A quarter of the square root of `n`, at least 3: 22 among 8,000 texts."""
    return max(3, round(math.sqrt(n) / 4))


def default_neighbours(n: int) -> int:
    """The square root of `n`, at least 5 and at most 40, and fewer than `n`.

    40 rather than 30 keeps AMI at 3,000 answers (.48; .47 with 30).

    None below `MIN_TEXTS`: there everyone would be everyone's neighbour, and the few texts of
    several campaigns one theme.
    """
    return min(n - 1, 40, max(5, round(math.sqrt(n)))) if n >= MIN_TEXTS else 0


def _graph(
    nodes: Nodes,
    vectors: NDArray[np.float32] | NDArray[np.int16],
    *,
    n_neighbours: int | None,
    stage: Stage,
    workers: Workers,
) -> Graph:
    stage("temas: palabras", None)
    lemmas = lemmas_of(nodes.distinct)
    wanted = default_neighbours(len(lemmas)) if n_neighbours is None else n_neighbours
    neighbours, similarities = nearest(
        comparable(quantise(vectors, nodes.rows), lexical_weights(lemmas)),
        n_neighbours=max(0, min(wanted, len(lemmas) - 1)),
        lexical_share=LEXICAL_SHARE,
        progress=stage("temas: vecinos", len(lemmas)),
        workers=workers,
    )
    return join(neighbours, similarities, floor=SIMILARITY_FLOOR)
