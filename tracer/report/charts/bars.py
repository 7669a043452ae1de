"""Bars of who took part: boroughs from top to bottom, weeks from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracer.messages import catalogue
from tracer.report.charts.drawing import DEEP, LINE, SOFT, Box, Dot, Drawing, Rule, Words
from tracer.report.charts.lettering import BOLD, count, share, width_of, wrapped
from tracer.report.participation import LEAST, MOST_BOROUGHS, Group, Spread

ALL, MET = "#bcd7df", "#2f7186"
"""All contributions, and those answered, which are also marked by an edge."""
SIZE = 13.0
WIDE, PHONE = 1000.0, 340.0
BROADEST = 90.0
"""Width of one column of time, at most."""


def borough_drawing(spread: Spread, *, lang: str, width: float) -> Drawing:
    """Draw a bar for each borough; on a narrow screen its name stands above it.

    Those withheld are named without a bar.
    """
    words = catalogue(lang)
    shown = spread.groups[:MOST_BOROUGHS]
    narrow = width < 600
    names = 0.0 if narrow else 230.0
    row = 46.0 if narrow else 28.0
    longest = max((_told(g, lang, words["withheld"]) for g in shown), key=len, default="")
    room = width - names - width_of(longest, SIZE) - 12
    most = max((g.count or 0 for g in shown), default=0) or 1
    boxes: list[Box] = []
    texts: list[Words] = []
    for at, group in enumerate(shown):
        y = row * at
        line = y + (38 if narrow else 18)
        name = "".join(
            wrapped(group.name, width=(width if narrow else names) - 12, size=SIZE, lines=1)
        )
        texts.append(
            Words(0, y + 15, name, SIZE) if narrow else Words(names - 10, line, name, SIZE, "end")
        )
        long = room * (group.count or 0) / most
        if group.count is not None:
            boxes.append(Box(names, line - 14, max(long, 1), 19, ALL))
            if group.answered:
                boxes.append(Box(names, line - 14, long * group.answered / group.count, 19, MET))
        told = _told(group, lang, words["withheld"])
        texts.append(Words(names + long + 6, line, told, SIZE, fill=SOFT))
    return Drawing(width, round(row * len(shown) + 4), boxes=tuple(boxes), words=tuple(texts))


def _told(group: Group, lang: str, withheld: str) -> str:
    if group.count is None:
        return withheld
    part = (group.answered or 0) / group.count if group.count else 0.0
    return f"{count(group.count)} · {share(part, lang)}"


def period_drawing(spread: Spread, *, lang: str, width: float) -> Drawing:
    """Draw a column for each week, month or year; an empty one leaves a gap above the line.

    Those withheld have a ring on the line instead.
    """
    left, top, tall = 44.0, 26.0, 190.0
    base = top + tall
    most = max((g.count or 0 for g in spread.groups), default=0) or LEAST
    step = min(BROADEST, (width - left - 8) / len(spread.groups))
    boxes, dots = [], []
    for at, group in enumerate(spread.groups):
        x = left + step * at
        if group.count is None:
            dots.append(Dot(x + step / 2, base - 5, min(3.0, step / 2), "none", DEEP))
        elif group.count:
            bar = max(step * 0.86, 0.8)
            high = tall * group.count / most
            boxes.append(Box(x, base - high, bar, high, ALL))
            met = tall * (group.answered or 0) / most
            if met:
                boxes.append(Box(x, base - met, bar, met, MET))
    end = min(width, left + step * len(spread.groups) + 8)
    rules, texts = _grid(most, left, base, tall, end)
    names = [period_name(group.name, spread.kind, lang) for group in spread.groups]
    texts += _peak(spread.groups, names, left, step, base - tall, width)
    texts += _dates(names, left, step, base, width)
    rules = [*rules, Rule(left, base, end, base, DEEP)]
    return Drawing(
        width, round(base + 26), boxes=tuple(boxes), rules=tuple(rules), dots=tuple(dots),
        words=tuple(texts),
    )  # fmt: skip


def _grid(
    most: int, left: float, base: float, tall: float, width: float
) -> tuple[list[Rule], list[Words]]:
    size = 10 ** (len(str(most)) - 1)
    every = next(s for s in (size // 5, size // 2, size, 2 * size) if s and most / s <= 4.5) if (
        most > 9
    ) else max(1, most // 2)  # fmt: skip
    levels = range(every, most + 1, every)
    rules = [
        Rule(left, base - tall * n / most, width, base - tall * n / most, LINE) for n in levels
    ]
    texts = [
        Words(left - 6, base - tall * n / most + 4, count(n), 12, "end", SOFT) for n in (0, *levels)
    ]
    return rules, texts


def period_name(name: str, kind: str, lang: str) -> str:
    """Write a period for readers: a week as the day that it begins on."""
    from babel.dates import format_date

    if kind == "week":
        year, week = name.split("-W")
        day = date.fromisocalendar(int(year), int(week), 1)
        return format_date(day, "d MMM y", locale=lang)
    if kind == "month":
        return format_date(date.fromisoformat(f"{name}-01"), "MMM y", locale=lang)
    return name


def _peak(
    groups: Sequence[Group],
    names: Sequence[str],
    left: float,
    step: float,
    y: float,
    width: float,
) -> list[Words]:
    """Name the fullest period above its column, which is as high as the chart."""
    at = max(range(len(groups)), key=lambda n: (groups[n].count or 0, -n))
    peak = groups[at].count
    if not peak:
        return []
    text = f"{names[at]}: {count(peak)}"
    half = width_of(text, 12 * BOLD) / 2
    x = min(max(left + step * (at + 0.43), left + half), width - half)
    return [Words(x, y - 6, text, 12, "middle", DEEP, True)]


def _dates(
    names: Sequence[str], left: float, step: float, base: float, width: float
) -> list[Words]:
    """Names below the line, as many as have room, at even steps."""
    wide = max((width_of(name, 12) for name in names), default=1) + 14
    every = max(1, int(-(-wide // step)))
    return [
        Words(left + step * at, base + 18, names[at], 12, "start", SOFT)
        for at in range(0, len(names), every)
        if left + step * at + wide - 14 <= width
    ]
