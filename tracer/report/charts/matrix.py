"""The matrix of themes and articles, shaded by how many contributions are answered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracer.messages import catalogue
from tracer.report.charts.drawing import DEEP, INK, PAPER, SOFT, Box, Drawing, Rule, Words
from tracer.report.charts.lettering import BOLD, count, width_of, wrapped
from tracer.report.flow import OTHERS
from tracer.report.matrix import Matrix

SHADES = ("#e6f0f3", "#c3dce4", "#93c0cd", "#5f9db0", "#2f7186", "#153e4d")
"""Of one hue, from light to dark; the number stands in the cell all the same."""
ROW, SIZE = 23.0, 11.0
NAMES = 206.0
"""Room for the names of themes, in pixels."""
REST, TOTAL = 40.0, 46.0
"""Widths of the column of all other articles, and of the sums."""
BLANK = "#f6f8f9"
PHONE, CHIPS, PHONE_THEMES = 340.0, 4, 12


def theme_name(matrix: Matrix, key: str, lang: str) -> str:
    """Name a row of the matrix."""
    words = catalogue(lang)
    if key == OTHERS:
        return words["flow_other_themes"]
    return matrix.labels.get(key) or words["no_theme"]


def article_name(key: str, lang: str) -> str:
    """Name a column of the matrix."""
    words = catalogue(lang)
    return words["matrix_other_articles"] if key == OTHERS else key


def matrix_drawing(matrix: Matrix, *, lang: str) -> Drawing:
    """Lay the matrix out for a wide screen, with the sums of rows and columns."""
    words = catalogue(lang)
    edges = _edges(matrix)
    titles = [
        wrapped(article_name(a, lang), width=120, size=SIZE, lines=1)[0] for a in matrix.articles
    ]
    top = 14 + max((width_of(t, SIZE) for t in (*titles, words["total"])), default=0)
    bottom, right = top + ROW * len(matrix.themes), edges[-1] + TOTAL
    boxes, texts = _cells(matrix, edges, top)
    texts += [
        Words((left + end) / 2 + SIZE * 0.35, top - 6, title, SIZE, "start", DEEP, False, -90)
        for title, (left, end) in zip(titles, pairwise(edges), strict=True)
    ]
    texts.append(Words(right - 4, top - 6, words["total"], SIZE, "end", DEEP, True))
    for at, theme in enumerate(matrix.themes):
        y = top + ROW * at + ROW * 0.68
        name = wrapped(theme_name(matrix, theme, lang), width=NAMES - 12, size=12, lines=1)
        texts.append(Words(NAMES - 8, y, "".join(name), 12, "end"))
        texts.append(Words(right - 4, y, count(_across(matrix, theme)), SIZE, "end", INK, True))
    totals = _totals(matrix, edges, bottom + 19, words["total"])
    room = 52 if any(word.angle for word in totals) else 28
    rules = (Rule(NAMES, bottom + 3, right, bottom + 3, DEEP),)
    return Drawing(
        round(right + 2),
        round(bottom + room),
        rules=rules,
        boxes=tuple(boxes),
        words=(*texts, *totals),
    )


def _edges(matrix: Matrix) -> list[float]:
    """Left edges of the columns, and the right one of the last."""
    own = [n for (_, article), n in matrix.counts.items() if article != OTHERS]
    cell = max(23.0, 5 + 6.4 * len(count(max(own, default=0))))
    edges = [NAMES]
    for article in matrix.articles:
        edges.append(edges[-1] + (REST if article == OTHERS else cell))
    return edges


def _totals(matrix: Matrix, edges: Sequence[float], y: float, title: str) -> list[Words]:
    """Sums of the columns; on end, like the headings, where one is wider than its column."""
    sums = [sum(matrix.counts.get((t, a), 0) for t in matrix.themes) for a in matrix.articles]
    whole = count(sum(sums))
    texts = [
        Words(NAMES - 8, y, title, 12, "end", DEEP, True),
        Words(edges[-1] + TOTAL - 4, y, whole, SIZE, "end", INK, True),
    ]
    size = SIZE - 0.5
    columns = list(zip(sums, pairwise(edges), strict=True))
    wide = any(width_of(count(n), size) > end - left for n, (left, end) in columns)
    for number, (left, end) in columns:
        middle = (left + end) / 2
        if wide:
            texts.append(
                Words(middle + size * 0.35, y - 9, count(number), size, "end", DEEP, False, -90)
            )
        else:
            texts.append(Words(middle, y, count(number), size, "middle", DEEP))
    return texts


def _cells(matrix: Matrix, edges: Sequence[float], top: float) -> tuple[list[Box], list[Words]]:
    """Cells with their numbers; what is taken together is not shaded, being of many."""
    most = _most(matrix)
    boxes, texts = [], []
    for row, theme in enumerate(matrix.themes):
        for article, (left, end) in zip(matrix.articles, pairwise(edges), strict=True):
            number, y = matrix.counts.get((theme, article), 0), top + ROW * row
            plain = not number or OTHERS in (theme, article)
            fill, ink = (BLANK, INK) if plain else shade(number, most)
            boxes.append(Box(left + 0.5, y + 0.5, end - left - 1, ROW - 1, fill))
            if number:
                at = (left + end) / 2, y + ROW * 0.68
                texts.append(Words(*at, count(number), SIZE, "middle", ink))
    return boxes, texts


def _most(matrix: Matrix) -> int:
    return max((n for key, n in matrix.counts.items() if OTHERS not in key), default=1)


def shade(number: int, most: int) -> tuple[str, str]:
    """Colour of a cell, and of the number inside it."""
    part = ((number - 1) / (most - 1)) ** 0.6 if number > 1 else 0.0
    step = min(len(SHADES) - 1, int(len(SHADES) * part))
    return SHADES[step], PAPER if step >= 4 else INK


def _across(matrix: Matrix, theme: str) -> int:
    return sum(matrix.counts.get((theme, article), 0) for article in matrix.articles)


def matrix_list(matrix: Matrix, *, lang: str) -> Drawing:
    """Lay out, for a narrow screen, the themes with the articles that answer most of each."""
    most = _most(matrix)
    boxes: list[Box] = []
    texts: list[Words] = []
    y = 0.0
    wide = PHONE / CHIPS
    for theme in matrix.themes[:PHONE_THEMES]:
        total = count(_across(matrix, theme))
        room = PHONE - width_of(total, 13) - 14
        name = wrapped(theme_name(matrix, theme, lang), width=room, size=13 * BOLD, lines=2)
        for at, line in enumerate(name):
            texts.append(Words(0, y + 14 + 16 * at, line, 13, bold=True))
        texts.append(Words(PHONE, y + 14, total, 13, "end", SOFT))
        y += 16 * len(name) + 6
        held = [a for a in matrix.articles if a != OTHERS and (theme, a) in matrix.counts]
        best = sorted(held, key=lambda a: -matrix.counts[theme, a])[:CHIPS]
        for at, article in enumerate(best):
            number = matrix.counts[theme, article]
            fill, ink = shade(number, most)
            boxes.append(Box(wide * at, y, wide - 4, 38, fill))
            title = wrapped(article, width=wide - 10, size=12, lines=1)
            texts.append(Words(wide * at + 6, y + 15, "".join(title), 12, fill=ink))
            texts.append(Words(wide * at + 6, y + 31, count(number), 12, fill=ink, bold=True))
        y += 52 if best else 10
    return Drawing(PHONE, round(y + 4), boxes=tuple(boxes), words=tuple(texts))
