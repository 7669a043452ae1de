"""What a chart is made of before it is drawn: marks at their places, in CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass

INK, SOFT, PAPER, LINE, DEEP = "#1b2329", "#4b5861", "#ffffff", "#cfd6db", "#153e4d"
"""The page's own colours."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A strip that goes from one upright edge to another in an S."""

    x0: float
    x1: float
    top0: float
    top1: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = "none"
    stroke: str = "none"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroke: str = LINE


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is where its letters stand."""

    x: float
    y: float
    text: str
    size: float = 13
    anchor: str = "start"
    """``start``, ``middle`` or ``end``."""
    fill: str = INK
    bold: bool = False
    angle: float = 0
    """In degrees, clockwise."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, ready to be drawn; kinds of marks cover each other in this order."""

    width: float
    height: float
    bands: tuple[Band, ...] = ()
    rules: tuple[Rule, ...] = ()
    boxes: tuple[Box, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Words, ...] = ()
