"""Where contributions come from, what became of them on the way, and where they ended, in numbers.

Every contribution is counted once in every column, by its surest way: the counts of each column
add up to all contributions, and their weights to all signatures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracer.records import FATES, Contribution, Lineage, Theme
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, Trail

OUTCOMES = ("heir", "other", "gained", "lost", "never")
"""In the final text: answered by an heir of what answered it in the draft; answered there, but by
another article; answered in the final text alone; in the draft alone; in neither."""
ANSWERED, UNANSWERED = "answered", "unanswered"
UNKNOWN_FATE = "unknown"
"""Of a draft article that the lineage doesn't know."""
PLACES = (ANSWERED, *OUTCOMES, *FATES, UNKNOWN_FATE, "", UNANSWERED)
"""From top to bottom, of every column but the first."""
COLUMNS = {1: ("final",), 2: ("draft", "final"), 3: ("draft", "fate", "final")}
"""After the first, by how many there are."""
OTHERS = "*"
"""Key of the themes that are not among the largest, taken together."""
MOST_THEMES = 12


@dataclass(frozen=True, slots=True)
class Node:
    """Contributions that stand together in one column."""

    key: str
    """A channel, theme id, fate or outcome; empty for those without a channel or theme, or, among
    fates, without an answer in the draft."""
    name: str
    """Label of a theme; empty where the catalogue has the words."""
    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Band:
    """Contributions that go together from one column to the next."""

    step: int
    """Column that they leave, from 0."""
    source: str
    target: str
    outcome: str
    """Where they end, the key of a node of the last column."""
    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Columns of nodes, and the bands between them."""

    columns: tuple[str, ...]
    """``channel`` or ``theme``, then ``draft``, ``fate`` and ``final``, or ``final`` alone."""
    nodes: tuple[tuple[Node, ...], ...]
    """Of each column, from top to bottom."""
    bands: tuple[Band, ...]
    """By step, then in the order of the nodes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one contribution: its place in each column but the first."""

    contribution: Contribution
    theme: Theme | None
    places: tuple[str, ...]


def passages(
    results: Results, ways: Iterable[Trail], *, threshold: float = THRESHOLD
) -> tuple[Passage, ...]:
    """Follow each contribution along its surest way.

    Parameters
    ----------
    results : Results
    ways : iterable of Trail
        As `tracer.report.trails.trails` gives them.
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.

    Returns
    -------
    tuple of Passage
        One for each contribution, in the order in which `ways` first names it.
    """
    by_contribution: dict[str, list[Trail]] = defaultdict(list)
    for way in ways:
        by_contribution[way.contribution.id].append(way)
    fates = _fates(results.lineage)
    return tuple(
        _passage(min(own, key=lambda way: _surest(way, threshold)), fates, results, threshold)
        for own in by_contribution.values()
    )


def _surest(way: Trail, threshold: float) -> tuple[bool, bool, float, str, str]:
    trace = way.trace
    return (
        trace.final_confidence < threshold,
        trace.draft_confidence < threshold,
        -(trace.draft_confidence + trace.final_confidence),
        trace.draft_citation,
        trace.final_citation,
    )


def _passage(way: Trail, fates: Mapping[str, str], results: Results, threshold: float) -> Passage:
    if results.draft is None:
        places: tuple[str, ...] = (ANSWERED if way.answered else UNANSWERED,)
    else:
        drafted = bool(way.trace.draft_citation) and way.trace.draft_confidence >= threshold
        fate = way.trace.fate or _fate_of(way.trace.draft_citation, fates) if drafted else ""
        draft = ANSWERED if drafted else UNANSWERED
        places = (draft, fate, _outcome(way, drafted, threshold))
    return Passage(way.contribution, way.theme, places)


def _outcome(way: Trail, drafted: bool, threshold: float) -> str:
    if not way.answered:
        return "lost" if drafted else "never"
    if not drafted:
        return "gained"
    held = way.trace.route == "lineage" and way.trace.final_confidence >= threshold
    return "heir" if held else "other"


def _fates(lineage: Sequence[Lineage]) -> Mapping[str, str]:
    """Fate of each draft article: that of its most similar heir."""
    found: dict[str, str] = {}
    for pair in sorted(lineage, key=lambda p: (p.old_citation, -p.similarity, p.new_citation)):
        if pair.old_citation:
            found.setdefault(pair.old_citation, pair.fate)
    return found


def _fate_of(citation: str, fates: Mapping[str, str]) -> str:
    parts = citation.split(", ")
    above = (", ".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((fates[name] for name in above if name in fates), UNKNOWN_FATE)


def by_channel(found: Sequence[Passage]) -> Flow:
    """Begin the flow at the channels, the largest first; none goes last."""
    return _flow("channel", found, lambda p: p.contribution.channel, {})


def by_theme(found: Sequence[Passage], themes: Sequence[Theme], *, most: int = MOST_THEMES) -> Flow:
    """Begin the flow at the themes: a broad one stands for those below it.

    Those that are not among the `most` largest are taken together, after the others; then come
    contributions without a theme.
    """
    by_id = {theme.id: theme for theme in themes}
    roots = {p.contribution.id: _root(p.theme, by_id) for p in found}
    sizes: dict[str, int] = defaultdict(int)
    for root in roots.values():
        sizes[root] += 1
    ranked = sorted((key for key in sizes if key), key=lambda key: (-sizes[key], key))
    kept = set(ranked if len(ranked) <= most + 1 else ranked[:most])

    def origin(passage: Passage) -> str:
        root = roots[passage.contribution.id]
        return root if root in kept or not root else OTHERS

    return _flow("theme", found, origin, {key: by_id[key].label for key in kept})


def _root(theme: Theme | None, by_id: Mapping[str, Theme]) -> str:
    seen: set[str] = set()
    while theme and theme.parent_id in by_id and theme.id not in seen:
        seen.add(theme.id)
        theme = by_id[theme.parent_id]
    return theme.id if theme else ""


def without_fates(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Leave out the column of fates, for a narrow screen."""
    return tuple(replace(p, places=(p.places[0], p.places[-1])[-len(p.places) :]) for p in found)


def _flow(
    kind: str,
    found: Sequence[Passage],
    origin: Callable[[Passage], str],
    names: Mapping[str, str],
) -> Flow:
    # Sorted, because sums of floats depend on their order.
    rows = sorted(((origin(p), *p.places), p.contribution.weight) for p in found)
    columns = (kind, *COLUMNS[len(found[0].places) if found else 1])
    nodes = tuple(
        _nodes([(row[at], weight) for row, weight in rows], names if at == 0 else None)
        for at in range(len(columns))
    )
    return Flow(columns, nodes, _bands(rows, nodes))


def _nodes(
    places: Iterable[tuple[str, float]], names: Mapping[str, str] | None
) -> tuple[Node, ...]:
    """Nodes of one column; `names` are given for the first one only."""
    held: dict[str, list[float]] = defaultdict(list)
    for key, weight in places:
        held[key].append(weight)
    found = [Node(key, (names or {}).get(key, ""), len(own), sum(own)) for key, own in held.items()]
    if names is not None:
        return tuple(sorted(found, key=lambda n: (not n.key, n.key == OTHERS, -n.count, n.key)))
    return tuple(sorted(found, key=lambda node: (PLACES.index(node.key), node.key)))


def _bands(
    rows: Iterable[tuple[tuple[str, ...], float]], nodes: Sequence[Sequence[Node]]
) -> tuple[Band, ...]:
    held: dict[tuple[int, str, str, str], list[float]] = defaultdict(list)
    for row, weight in rows:
        for step, (source, target) in enumerate(pairwise(row)):
            held[step, source, target, row[-1]].append(weight)
    rank = [{node.key: at for at, node in enumerate(column)} for column in nodes]
    order = sorted(
        held, key=lambda k: (k[0], rank[k[0]][k[1]], rank[k[0] + 1][k[2]], rank[-1][k[3]])
    )
    return tuple(Band(*key, len(held[key]), sum(held[key])) for key in order)
