"""Which theme is answered by which article of the final text: a matrix of counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracer.output import Row
from tracer.report.flow import OTHERS
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, answers, main_themes

MOST_THEMES = 25
MOST_ARTICLES = 36


@dataclass(frozen=True, slots=True)
class Matrix:
    """Contributions answered, by theme and article.

    A contribution counts in its main theme, and in every article that answers it.
    """

    themes: tuple[str, ...]
    """Ids, most answers first; then `OTHERS`, then the empty one of those without a theme, where
    there are such."""
    articles: tuple[str, ...]
    """In document order; then `OTHERS`."""
    labels: Mapping[str, str]
    """Theme id → label."""
    counts: Mapping[tuple[str, str], int]
    """(theme, article) → contributions; pairs without any are missing."""
    weights: Mapping[tuple[str, str], float]


def matrix_of(results: Results, *, threshold: float = THRESHOLD) -> Matrix:
    """Count every theme against every article that answers somebody.

    Parameters
    ----------
    results : Results
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.
    """
    themes, labels = main_themes(results), {t.id: t.label for t in results.themes}
    held: dict[tuple[str, str], list[float]] = defaultdict(list)
    found = answers(results.final, threshold=threshold)
    for contribution in sorted(results.contributions, key=lambda c: c.id):
        theme = themes.get(contribution.id, "")
        for article in {link.article for link in found.get(contribution.id, ())}:
            held[theme if theme in labels else "", article].append(contribution.weight)
    counts = {key: len(own) for key, own in held.items()}
    places = {unit.article: at for at, unit in reversed(list(enumerate(results.final.units)))}
    articles = sorted({a for _, a in held}, key=lambda a: (places.get(a, len(places)), a))
    return Matrix(
        tuple(_ranked({theme for theme, _ in held}, counts, at=0)),
        tuple(articles),
        labels,
        counts,
        {key: sum(own) for key, own in held.items()},
    )


def _ranked(keys: set[str], counts: Mapping[tuple[str, str], int], *, at: int) -> list[str]:
    sizes: dict[str, int] = defaultdict(int)
    for key, count in counts.items():
        sizes[key[at]] += count
    return sorted(keys, key=lambda key: (not key, -sizes[key], key))


def condensed(
    matrix: Matrix, *, themes: int = MOST_THEMES, articles: int = MOST_ARTICLES
) -> Matrix:
    """Keep the themes and articles with most answers, and add up the others as `OTHERS`."""
    ranked = _ranked(set(matrix.articles), matrix.counts, at=1)
    rows = _kept([key for key in matrix.themes if key], themes)
    columns = _kept(ranked, articles)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for theme, article in sorted(matrix.counts):
        row = theme if theme in rows or not theme else OTHERS
        column = article if article in columns else OTHERS
        counts[row, column] += matrix.counts[theme, article]
        weights[row, column] += matrix.weights[theme, article]
    seen, across = {row for row, _ in counts}, {column for _, column in counts}
    return Matrix(
        tuple(rows) + tuple(key for key in (OTHERS, "") if key in seen),
        tuple(a for a in matrix.articles if a in columns) + ((OTHERS,) if OTHERS in across else ()),
        matrix.labels,
        dict(counts),
        dict(weights),
    )


def _kept(ranked: Sequence[str], most: int) -> Sequence[str]:
    # One that is left over is no shorter under the name of "others".
    return ranked if len(ranked) <= most + 1 else ranked[:most]


def matrix_rows(matrix: Matrix) -> list[Row]:
    """Give one row for each theme and article that meet.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.MATRIX`; most answered themes first, articles in
        document order.
    """
    return [
        {
            "tema": matrix.labels.get(theme, ""),
            "articulo": article,
            "aportaciones": matrix.counts[theme, article],
            "firmas": matrix.weights[theme, article],
        }
        for theme in matrix.themes
        for article in matrix.articles
        if (theme, article) in matrix.counts
    ]
