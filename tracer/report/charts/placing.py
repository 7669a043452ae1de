"""Labels beside circles, none over another: greedily, the most important first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracer.report.charts.drawing import DEEP, INK, SOFT, Rule, Words
from tracer.report.charts.lettering import BOLD, LINE, width_of

REACHES = (0.0, 14.0, 28.0, 42.0)
"""Distances at which a free place for a label is sought, in pixels."""
APART = 5.0
"""Between two labels, at least."""

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Circle:
    """What a label belongs to, and what no label may cover."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at their place."""

    key: str
    lines: tuple[str, ...]
    anchor: str
    area: Area
    far: bool
    """Whether a line must lead to it."""


def place_labels(
    wanted: Mapping[str, tuple[str, ...]],
    circles: Mapping[str, Circle],
    *,
    size: float,
    width: float,
    height: float,
) -> list[Label]:
    """Find places for labels.

    Parameters
    ----------
    wanted : mapping of str to tuple of str
        Key of a circle → the lines of its label; the most important first.
    circles : mapping of str to Circle
    size : float
        Of letters, in pixels.
    width, height : float
        Of the picture.

    Returns
    -------
    list of Label
        In the order of `wanted`; a label that finds no free place is missing.
    """
    found: list[Label] = []
    for key, lines in wanted.items():
        spots = (
            Label(key, lines, anchor, area, reach > 0)
            for reach in REACHES
            for anchor, area in _candidates(circles[key], reach, lines, size)
        )
        free = (s for s in spots if _inside(s.area, width, height) and _free(s, found, circles))
        best = next(free, None)
        found += [best] if best else []
    return found


def _candidates(
    circle: Circle, reach: float, lines: Sequence[str], size: float
) -> list[tuple[str, Area]]:
    wide = max(width_of(line, size * BOLD) for line in lines)
    tall = len(lines) * size * LINE
    x, y, off = circle.x, circle.y, circle.radius + reach + 5
    slant = 0.72 * (circle.radius + reach) + 4
    middle = y - tall / 2
    spots = (
        ("start", x + off, middle),
        ("end", x - off - wide, middle),
        ("middle", x - wide / 2, y - off - tall + 2),
        ("middle", x - wide / 2, y + off - 2),
        ("start", x + slant, y - slant - tall),
        ("start", x + slant, y + slant),
        ("end", x - slant - wide, y - slant - tall),
        ("end", x - slant - wide, y + slant),
    )
    return [(anchor, (left, top, left + wide, top + tall)) for anchor, left, top in spots]


def _inside(area: Area, width: float, height: float) -> bool:
    return area[0] >= 0 and area[2] <= width and area[1] >= 0 and area[3] <= height


def _free(spot: Label, labels: Sequence[Label], circles: Mapping[str, Circle]) -> bool:
    return not any(_meet(spot.area, label.area) for label in labels) and not any(
        _touch(spot.area, circle) for circle in circles.values()
    )


def _meet(one: Area, other: Area) -> bool:
    across = one[0] < other[2] + APART and other[0] < one[2] + APART
    return across and one[1] < other[3] and other[1] < one[3]


def _touch(area: Area, circle: Circle) -> bool:
    return math.dist((circle.x, circle.y), _nearest(area, circle)) < circle.radius - 1


def _nearest(area: Area, circle: Circle) -> tuple[float, float]:
    return min(max(circle.x, area[0]), area[2]), min(max(circle.y, area[1]), area[3])


def leader(label: Label, circle: Circle) -> Rule:
    """Draw a line from the edge of a circle to the near edge of its label."""
    end, start = _nearest(label.area, circle), (circle.x, circle.y)
    part = circle.radius / (math.dist(start, end) or 1.0)
    begin = [a + (b - a) * part for a, b in zip(start, end, strict=True)]
    return Rule(begin[0], begin[1], end[0], end[1], SOFT)


def lettered(label: Label, size: float, *, bold: bool) -> list[Words]:
    """Set the lines of a label."""
    area, anchor = label.area, label.anchor
    x = {"start": area[0], "middle": (area[0] + area[2]) / 2, "end": area[2]}[anchor]
    return [
        Words(x, area[1] + size * (0.95 + LINE * n), text, size, anchor,
              DEEP if bold else INK, bold)
        for n, text in enumerate(label.lines)
    ]  # fmt: skip
