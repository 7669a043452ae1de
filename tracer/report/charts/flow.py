"""The flow of contributions, from left to right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracer.messages import catalogue
from tracer.report import flow as counted
from tracer.report.charts.drawing import DEEP, INK, SOFT, Band, Box, Drawing, Words
from tracer.report.charts.lettering import BOLD, LINE, count, share, width_of, wrapped
from tracer.report.flow import Flow, Node

COLOURS: Mapping[str, str] = {
    "heir": "#6aa7b8",
    "other": "#b5d8e1",
    "gained": "#f0cf6b",
    "lost": "#d9825f",
    "never": "#dde2e5",
    counted.ANSWERED: "#6aa7b8",
    counted.UNANSWERED: "#dde2e5",
}
"""By where a contribution ends: told apart by lightness too, and light enough for words on them."""
SIZE = 13.0
GAP = 9.0
ROOMY = 1.5
"""Least height of a column, in heights of all its words: else these would leave no room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of one layout, in pixels."""

    width: float
    height: float
    bar: float
    left: float
    """Kept for the words of the first column; 0 writes them over the bands."""
    right: float
    """Kept for the words of the last column; 0 writes them over the bands."""
    over: tuple[float, ...]
    """Room for the words of each column that stand over the bands."""
    lines: int
    """Of a name, at most."""
    top: float
    """Height of the headings."""
    stops: Mapping[int, tuple[float, ...]]
    """Number of columns → where they stand, 0 to 1."""


WIDE = Frame(1000, 640, 12, 196, 176, (186, 150, 150, 166), 2, 44,
             {2: (0, 1), 4: (0, 0.3, 0.62, 1)})  # fmt: skip
NARROW = Frame(340, 700, 9, 0, 0, (104, 82, 112), 3, 62, {2: (0, 1), 3: (0, 0.35, 1)})


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    label: tuple[str, ...]
    top: float
    height: float


def flow_drawing(flow: Flow, names: Mapping[str, str], *, lang: str, frame: Frame) -> Drawing:
    """Place nodes, bands and words.

    Parameters
    ----------
    flow : Flow
    names : mapping of str to str
        Column → its heading.
    lang : {"es", "en"}
    frame : Frame

    Returns
    -------
    Drawing
        Heights are in proportion to contributions; every node has room for its words.
    """
    last = len(flow.columns) - 1
    inner = frame.width - frame.left - frame.right - frame.bar
    across = [frame.left + inner * stop for stop in frame.stops[last + 1]]
    total = sum(node.count for node in flow.nodes[0])
    labels = [
        [_label(flow.columns[at], node, total, lang, _room(frame, at, last), frame.lines)
         for node in column]
        for at, column in enumerate(flow.nodes)
    ]  # fmt: skip
    height = max(frame.height - frame.top, ROOMY * max(_lettered(own) for own in labels))
    scale = _scale(flow, labels, height)
    placed = [
        _column(nodes, own, scale, height, frame.top)
        for nodes, own in zip(flow.nodes, labels, strict=True)
    ]
    words = [w for at, name in enumerate(flow.columns)
             for w in _heading(names[name], at, across, frame)]  # fmt: skip
    words += [w for at, column in enumerate(placed) for p in column
              for w in _words(p, at, across, frame)]  # fmt: skip
    return Drawing(
        frame.width,
        round(height + frame.top + 4),
        bands=tuple(_bands(flow, placed, across, frame.bar, scale)),
        boxes=tuple(
            Box(x, p.top, frame.bar, max(p.height, 0.8), DEEP)
            for x, column in zip(across, placed, strict=True)
            for p in column
        ),
        words=tuple(words),
    )


def node_name(column: str, node: Node, lang: str) -> str:
    """Name a node in words."""
    words = catalogue(lang)
    if node.name:
        return node.name
    if column == "channel":
        return words.get(f"channel_{node.key}", node.key)
    if column == "theme":
        return words["flow_other_themes"] if node.key else words["no_theme"]
    if column == "fate":
        return words[f"fate_{node.key}"] if node.key in FATED else words[f"flow_fate_{node.key}"]
    return words[f"flow_{column}_{node.key}"]


FATED = frozenset(counted.PLACES) - {"", counted.UNKNOWN_FATE}


def _room(frame: Frame, at: int, last: int) -> float:
    return frame.over[-1] if at == last else frame.over[at]


def _label(
    column: str, node: Node, total: int, lang: str, room: float, lines: int
) -> tuple[str, ...]:
    numbers = f"{count(node.count)} · {share(node.count / total, lang)}"
    if width_of(numbers, SIZE) > room:
        numbers = count(node.count)
    name = wrapped(node_name(column, node, lang), width=room, size=SIZE, lines=lines)
    if len(name) == 1 and width_of(f"{name[0]}  {numbers}", SIZE) <= room:
        return (f"{name[0]}  {numbers}",)
    return (*name, numbers)


def _slot(node: Node, label: Sequence[str], scale: float) -> float:
    return max(node.count * scale, len(label) * SIZE * LINE)


def _lettered(labels: Sequence[Sequence[str]]) -> float:
    return sum(len(label) * SIZE * LINE + GAP for label in labels)


def _scale(flow: Flow, labels: Sequence[Sequence[Sequence[str]]], height: float) -> float:
    """Pixels for one contribution: the most that lets every column fit."""
    low, high = 0.0, height / max(1, sum(node.count for node in flow.nodes[0]))
    for _ in range(40):
        middle = (low + high) / 2
        if all(
            sum(_slot(n, label, middle) + GAP for n, label in zip(column, own, strict=True)) - GAP
            <= height
            for column, own in zip(flow.nodes, labels, strict=True)
        ):
            low = middle
        else:
            high = middle
    return low


def _column(
    nodes: Sequence[Node],
    labels: Sequence[tuple[str, ...]],
    scale: float,
    height: float,
    top: float,
) -> list[_Placed]:
    slots = [_slot(node, label, scale) for node, label in zip(nodes, labels, strict=True)]
    spare = height - sum(slots) - GAP * (len(slots) - 1)
    gap = GAP + (spare / (len(slots) - 1) if len(slots) > 1 else 0)
    placed = []
    top += spare / 2 if len(slots) == 1 else 0
    for node, label, slot in zip(nodes, labels, slots, strict=True):
        tall = node.count * scale
        placed.append(_Placed(node, label, top + (slot - tall) / 2, tall))
        top += slot + gap
    return placed


def _bands(
    flow: Flow,
    placed: Sequence[Sequence[_Placed]],
    across: Sequence[float],
    bar: float,
    scale: float,
) -> list[Band]:
    tops = [{p.node.key: p.top for p in column} for column in placed]
    leave = [dict(column) for column in tops]
    arrive = [dict(column) for column in tops]
    ranks = [{p.node.key: at for at, p in enumerate(column)} for column in placed]
    starts: dict[int, float] = {}
    for n, band in enumerate(flow.bands):
        starts[n] = leave[band.step][band.source]
        leave[band.step][band.source] += band.count * scale
    order = sorted(
        range(len(flow.bands)),
        key=lambda n: (
            flow.bands[n].step,
            ranks[flow.bands[n].step + 1][flow.bands[n].target],
            ranks[flow.bands[n].step][flow.bands[n].source],
            n,
        ),
    )
    found: list[tuple[float, Band]] = []
    for n in order:
        band = flow.bands[n]
        end = arrive[band.step + 1][band.target]
        tall = band.count * scale
        arrive[band.step + 1][band.target] += tall
        colour = COLOURS[band.outcome]
        strip = Band(
            across[band.step] + bar, across[band.step + 1], starts[n], end, max(tall, 0.5), colour
        )
        found.append((-tall, strip))
    return [strip for _, strip in sorted(found, key=lambda item: item[0])]


def _heading(name: str, at: int, across: Sequence[float], frame: Frame) -> list[Words]:
    room = frame.over[-1] if at == len(across) - 1 else frame.over[at]
    lines = wrapped(name, width=room, size=SIZE * BOLD, lines=frame.lines)
    x, anchor = _anchored(at, across, frame, heading=True)
    return [
        Words(x, SIZE * (1 + LINE * n), text, SIZE, anchor, DEEP, True)
        for n, text in enumerate(lines)
    ]


def _anchored(
    at: int, across: Sequence[float], frame: Frame, *, heading: bool
) -> tuple[float, str]:
    last = len(across) - 1
    if at == 0 and frame.left:
        return (across[0] + frame.bar, "end") if heading else (across[0] - 8, "end")
    if at == last and not frame.right:
        return (across[at] + frame.bar, "end") if heading else (across[at] - 6, "end")
    return (across[at], "start") if heading else (across[at] + frame.bar + 6, "start")


def _words(placed: _Placed, at: int, across: Sequence[float], frame: Frame) -> list[Words]:
    x, anchor = _anchored(at, across, frame, heading=False)
    height = SIZE * LINE
    outside = (at == 0 and frame.left > 0) or (at == len(across) - 1 and frame.right > 0)
    first = placed.top + placed.height / 2 - len(placed.label) * height / 2 + SIZE * 0.95
    return [
        Words(x, first + line * height, text, SIZE, anchor,
              SOFT if outside and line and line == len(placed.label) - 1 else INK)
        for line, text in enumerate(placed.label)
    ]  # fmt: skip
