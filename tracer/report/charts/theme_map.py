"""The map of themes: near ones ask for near things, large ones are asked for by many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from tracer.messages import catalogue
from tracer.records import UNSTABLE, Theme
from tracer.report.charts.drawing import DEEP, INK, SOFT, Dot, Drawing, Words
from tracer.report.charts.lettering import BOLD, count, share, width_of, wrapped
from tracer.report.charts.placing import Circle, leader, lettered, place_labels

TINT, FULL = "#cfe3e9", "#2f7186"
MOST_DOTS = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of one layout, in pixels."""

    width: float
    tallest: float
    largest: float
    """Radius of the largest theme."""
    size: float
    """Of letters."""
    room: float
    """For one line of a label."""
    labels: int
    margin: float
    """On both sides, for labels."""
    upright: bool
    """Whether the longer axis goes down the page, and numbers stand for the names listed below."""


WIDE = Frame(1000, 660, 50, 13, 165, 30, 120, upright=False)
NARROW = Frame(340, 520, 34, 12, 290, 24, 12, upright=True)
MARGIN = 26.0
"""Above and below."""
CROWDED = 0.085
"""Share of the map that circles may cover, at most."""
KEY = 30.0
"""Height of the lines that tell how to read it."""
CROSS = 6.0
"""Reach of the cross of a broad theme."""


def has_map(themes: Sequence[Theme]) -> bool:
    """Tell whether the themes have places: those of earlier runs may have none."""
    return len({(theme.x, theme.y) for theme in themes}) > 2


def map_drawing(
    themes: Sequence[Theme], answered: Mapping[str, float | None], *, lang: str, frame: Frame
) -> Drawing:
    """Place circles and labels.

    Parameters
    ----------
    themes : sequence of Theme
    answered : mapping of str to float
        Theme id → share of its contributions that is answered, 0 to 1.
    lang : {"es", "en"}
    frame : Frame

    Returns
    -------
    Drawing
        Areas are in proportion to contributions, the filled ones to those answered. Labels go to
        the largest themes, as far as there is room without covering one another.
    """
    broad = {theme.parent_id for theme in themes} & {theme.id for theme in themes}
    ranked = sorted(themes, key=lambda t: (-t.size, t.id))[:MOST_DOTS]
    named = ranked[: frame.labels]
    leaves = [theme for theme in ranked if theme.id not in broad]
    places, height = _places(ranked, frame)
    radii = _radii(leaves, frame, height)
    circles = {key: Circle(*at, radii.get(key, CROSS)) for key, at in places.items()}
    labels = place_labels(
        {t.id: _told(n, t, answered.get(t.id), t.id in broad, lang, frame)
         for n, t in enumerate(named, start=1)},
        circles, size=frame.size, width=frame.width, height=height,
    )  # fmt: skip
    words = [w for label in labels for w in lettered(label, frame.size, bold=label.key in broad)]
    words += [_cross(*places[label.key]) for label in labels if label.key in broad]
    key = _Key.of(frame, lang, height, bool(broad))
    below = height + key.height
    if frame.upright:
        words += _list(named, answered, broad, lang=lang, frame=frame, top=below)
        below += 20 * len(named) + 8
    dots = [d for t in leaves for d in _dots(t, circles[t.id], answered.get(t.id))]
    return Drawing(
        frame.width,
        round(below),
        rules=tuple(leader(label, circles[label.key]) for label in labels if label.far),
        dots=(*dots, *key.dots),
        words=(*words, *key.words),
    )


def _radii(leaves: Sequence[Theme], frame: Frame, height: float) -> Mapping[str, float]:
    """Radii whose squares are in proportion to sizes; small ones stay visible."""
    most = max((theme.size for theme in leaves), default=1)
    whole = sum(theme.size for theme in leaves) / most
    roomy = math.sqrt(CROWDED * frame.width * height / (math.pi * max(whole, 1)))
    largest = min(frame.largest, roomy)
    return {t.id: max(3.0, largest * math.sqrt(t.size / most)) for t in leaves}


def _places(
    themes: Sequence[Theme], frame: Frame
) -> tuple[Mapping[str, tuple[float, float]], float]:
    """Pixels of every theme, both axes in one scale, and the height that they take."""
    raw = {t.id: (t.y, -t.x) if frame.upright else (t.x, -t.y) for t in themes}
    xs, ys = [x for x, _ in raw.values()], [y for _, y in raw.values()]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    side = frame.largest + frame.margin
    room = frame.width - 2 * side, frame.tallest - 2 * (frame.largest + MARGIN)
    scale = min(room[0] / wide if wide else math.inf, room[1] / tall if tall else math.inf)
    left = frame.width / 2 - scale * (max(xs) + min(xs)) / 2
    top = frame.largest + MARGIN - scale * min(ys)
    placed = {key: (left + scale * x, top + scale * y) for key, (x, y) in raw.items()}
    return placed, scale * tall + 2 * (frame.largest + MARGIN)


def _dots(theme: Theme, circle: Circle, part: float | None) -> list[Dot]:
    x, y, filled = circle.x, circle.y, circle.radius * math.sqrt(part or 0.0)
    outer = Dot(x, y, circle.radius, TINT, DEEP, dashed=theme.stability < UNSTABLE)
    return [outer, Dot(x, y, filled, FULL)] if filled >= 1 else [outer]


def _cross(x: float, y: float) -> Words:
    # A word, because words cover circles.
    return Words(x, y + 6, "+", 20, "middle", DEEP, True)


def _told(
    number: int, theme: Theme, part: float | None, broad: bool, lang: str, frame: Frame
) -> tuple[str, ...]:
    if frame.upright:
        return (str(number),)
    name = wrapped(theme.label, width=frame.room, size=frame.size, lines=2)
    return name if broad else (*name, _figures(theme, part, lang))


def _figures(theme: Theme, part: float | None, lang: str) -> str:
    known = "" if part is None else f" · {share(part, lang)}"
    return f"{count(theme.size)}{known}"


def _list(
    ranked: Sequence[Theme],
    answered: Mapping[str, float | None],
    broad: Set[str],
    *,
    lang: str,
    frame: Frame,
    top: float,
) -> list[Words]:
    """Names of the numbers on a narrow map, each with its figures at the right."""
    found: list[Words] = []
    for n, theme in enumerate(ranked, start=1):
        y = top + 20 * n
        figures = _figures(theme, answered.get(theme.id), lang)
        bold = theme.id in broad
        room = frame.width - width_of(figures, frame.size) - 12
        size = frame.size * (BOLD if bold else 1)
        name = wrapped(f"{n} {theme.label}", width=room, size=size, lines=1)
        found.append(Words(0, y, "".join(name), frame.size, fill=INK, bold=bold))
        found.append(Words(frame.width, y, figures, frame.size, "end", SOFT))
    return found


@dataclass(frozen=True, slots=True)
class _Key:
    """How to read the circles, drawn like them."""

    height: float
    dots: tuple[Dot, ...]
    words: tuple[Words, ...]

    @classmethod
    def of(cls, frame: Frame, lang: str, top: float, broad: bool) -> _Key:
        words = catalogue(lang)
        names = [words["map_key_size"], words["map_key_answered"], words["map_key_unstable"]]
        names += [words["map_key_broad"]] if broad else []
        room = frame.width if frame.upright else frame.width / len(names)
        dots: list[Dot] = []
        texts: list[Words] = []
        for at, name in enumerate(names):
            x, y = (10.0, top + 24 * at + 12) if frame.upright else (10 + room * at, top + 12)
            if at == 3:
                texts.append(_cross(x, y))
            else:
                dots.append(Dot(x, y, 8, TINT, DEEP, dashed=at == 2))
            if at == 1:
                dots.append(Dot(x, y, 5.6, FULL))
            texts.append(Words(x + 14, y + 4, name, 12, fill=SOFT))
        height = 24 * len(names) + 6 if frame.upright else KEY
        return cls(height, tuple(dots), tuple(texts))
