"""The figures of the page: pictures for wide and narrow screens, and the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import Theme
from tracer.report.charts import bars, theme_map
from tracer.report.charts.drawing import Drawing
from tracer.report.charts.flow import NARROW, WIDE, flow_drawing, node_name
from tracer.report.charts.lettering import count, share
from tracer.report.charts.matrix import article_name, matrix_drawing, matrix_list, theme_name
from tracer.report.charts.render import svg
from tracer.report.flow import Flow, by_channel, by_theme, passages, without_fates
from tracer.report.matrix import Matrix, condensed, matrix_of
from tracer.report.participation import Spread, by_borough, by_period
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, Answers, Trail

if TYPE_CHECKING:
    from markupsafe import Markup


FLOW = (("flow_step", ""), ("flow_from", ""), ("flow_to", ""), ("aportaciones", "n"),
        ("firmas", "n"))  # fmt: skip
MAP = (("tema", ""), ("map_nearest", ""), ("aportaciones", "n"), ("parte_respondidas", "n"),
       ("estabilidad", "n"))  # fmt: skip
MATRIX = (("tema", ""), ("articulo", ""), ("aportaciones", "n"), ("firmas", "n"))
SPREAD = (("aportaciones", "n"), ("respondidas", "n"), ("parte_respondidas", "n"))
"""Message key and class of each column; of the last, after what is counted."""
CHART_TABLES: Mapping[str, tuple[str, ...]] = {
    f"tabla-{name}": tuple(key for key, _ in columns)
    for name, columns in {
        "flujo-channel": FLOW,
        "flujo-theme": FLOW,
        "mapa-temas": MAP,
        "matriz": MATRIX,
        **{f"reparto-{k}": ((f"spread_{k}", ""), *SPREAD)
           for k in ("borough", "week", "month", "year")},
    }.items()
}  # fmt: skip
"""Table → message keys of its columns."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture, drawn twice, with the numbers that it shows."""

    name: str
    """Begins the ids of all that belongs to it."""
    title: str
    reading: str
    """What it shows, in a sentence or two."""
    wide: Markup
    narrow: Markup
    columns: tuple[tuple[str, str], ...]
    """Message key and class of each column of the table."""
    rows: Sequence[tuple[str, ...]]
    """Cells as they are shown; the first names the row."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All pictures of the page; empty or None where there is nothing to show."""

    flows: tuple[Figure, ...] = ()
    map: Figure | None = None
    matrix: Figure | None = None
    participation: tuple[Figure, ...] = ()


def figures_of(
    results: Results,
    ways: Sequence[Trail],
    answered: Answers,
    theme_rows: Sequence[Row],
    *,
    lang: str = "es",
    threshold: float = THRESHOLD,
) -> Figures:
    """Draw everything.

    Parameters
    ----------
    results : Results
    ways : sequence of Trail
        As `tracer.report.trails.trails` gives them.
    answered : Answers
        Of the final text.
    theme_rows : sequence of mapping
        As `tracer.report.coverage.theme_rows` gives them.
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.
    """
    if not results.contributions:
        return Figures()
    found = passages(results, ways, threshold=threshold)
    short = without_fates(found)
    flows = [_flow("channel", by_channel(found), by_channel(short), results, lang)]
    if any(p.theme for p in found):
        views = by_theme(found, results.themes), by_theme(short, results.themes)
        flows.append(_flow("theme", *views, results, lang))
    matrix = matrix_of(results, threshold=threshold)
    spreads = (
        by_borough(results.contributions, answered),
        by_period(results.contributions, answered),
    )
    return Figures(
        tuple(flows),
        _map(results.themes, theme_rows, lang) if theme_map.has_map(results.themes) else None,
        _matrix(matrix, lang) if matrix.counts else None,
        tuple(_spread(spread, lang) for spread in spreads if spread),
    )


def _figure(
    name: str,
    told: tuple[str, str],
    drawings: tuple[Drawing, Drawing],
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, ...]],
) -> Figure:
    from markupsafe import Markup

    title, reading = told
    wide, narrow = (
        Markup(svg(drawing, name=f"{name}-{kind}", title=title, description=reading))
        for drawing, kind in zip(drawings, ("w", "n"), strict=True)
    )
    return Figure(name, title, reading, wide, narrow, tuple(columns), rows)


def _flow(kind: str, flow: Flow, short: Flow, results: Results, lang: str) -> Figure:
    words = catalogue(lang)
    versions = {
        "draft": results.draft.name if results.draft else "",
        "final": results.final.name,
    }
    names = {
        name: words[f"flow_column_{name}"].replace("{name}", versions.get(name, ""))
        for name in (kind, "draft", "fate", "final")
    }
    drawings = (
        flow_drawing(flow, names, lang=lang, frame=WIDE),
        flow_drawing(short, names, lang=lang, frame=NARROW),
    )
    told = words[f"flow_title_{kind}"], _flow_reading(flow, lang)
    return _figure(f"flujo-{kind}", told, drawings, FLOW, _flow_rows(flow, names, lang))


def _flow_reading(flow: Flow, lang: str) -> str:
    words = catalogue(lang)
    ends = {node.key: node.count for node in flow.nodes[-1]}
    total = sum(ends.values())
    if len(flow.columns) == 2:
        met = ends.get("answered", 0)
        return words["flow_reading_final"].format(
            total=count(total), answered=count(met), part=share(met / total, lang)
        )
    met = sum(ends.get(key, 0) for key in ("heir", "other", "gained"))
    return words["flow_reading"].format(
        total=count(total), answered=count(met), part=share(met / total, lang),
        lost=count(ends.get("lost", 0)), gained=count(ends.get("gained", 0)),
    )  # fmt: skip


def _flow_rows(flow: Flow, names: Mapping[str, str], lang: str) -> list[tuple[str, ...]]:
    """Each pair of nodes once: where bands of several outcomes run beside each other, their sum."""
    nodes = [{node.key: node for node in column} for column in flow.nodes]
    sums: dict[tuple[int, str, str], tuple[int, float]] = {}
    for band in flow.bands:
        key = band.step, band.source, band.target
        held = sums.get(key, (0, 0.0))
        sums[key] = held[0] + band.count, held[1] + band.weight
    return [
        (
            f"{names[flow.columns[step]]} → {names[flow.columns[step + 1]]}",
            node_name(flow.columns[step], nodes[step][source], lang),
            node_name(flow.columns[step + 1], nodes[step + 1][target], lang),
            count(number),
            count(weight),
        )
        for (step, source, target), (number, weight) in sums.items()
    ]


def _map(themes: Sequence[Theme], rows: Sequence[Row], lang: str) -> Figure:
    words = catalogue(lang)
    shares = {str(row["tema_id"]): row["parte_respondidas"] for row in rows}
    parts = {key: value if isinstance(value, float) else None for key, value in shares.items()}
    drawings = tuple(
        theme_map.map_drawing(themes, parts, lang=lang, frame=frame)
        for frame in (theme_map.WIDE, theme_map.NARROW)
    )
    ranked = sorted(themes, key=lambda t: (-t.size, t.id))
    table = [
        (t.label, _nearest(t, themes), count(t.size), share(parts.get(t.id) or 0.0, lang),
         f"{t.stability:.2f}")
        for t in ranked[: theme_map.MOST_DOTS]
    ]  # fmt: skip
    told = words["map_title"], words["map_reading"]
    return _figure("mapa-temas", told, (drawings[0], drawings[1]), MAP, table)


def _nearest(theme: Theme, themes: Sequence[Theme]) -> str:
    """The nearest theme on the map that is neither above nor below it."""
    others = [t for t in themes if t.id not in (theme.id, theme.parent_id)
              and t.parent_id != theme.id]  # fmt: skip
    if not others:
        return ""
    return min(others, key=lambda t: ((t.x - theme.x) ** 2 + (t.y - theme.y) ** 2, t.id)).label


def _matrix(whole: Matrix, lang: str) -> Figure:
    words = catalogue(lang)
    matrix = condensed(whole)
    drawings = matrix_drawing(matrix, lang=lang), matrix_list(matrix, lang=lang)
    table = [
        (theme_name(matrix, theme, lang), article_name(article, lang),
         count(matrix.counts[theme, article]), count(matrix.weights[theme, article]))
        for theme in matrix.themes
        for article in matrix.articles
        if (theme, article) in matrix.counts
    ]  # fmt: skip
    told = words["matrix_title"], words["matrix_reading"]
    return _figure("matriz", told, drawings, MATRIX, table)


def _spread(spread: Spread, lang: str) -> Figure:
    words = catalogue(lang)
    place = spread.kind == "borough"
    draw = bars.borough_drawing if place else bars.period_drawing
    drawings = tuple(draw(spread, lang=lang, width=width) for width in (bars.WIDE, bars.PHONE))
    columns = ((f"spread_{spread.kind}", ""), *SPREAD)
    table = [
        (bars.period_name(g.name, spread.kind, lang), words["withheld"], "", "")
        if g.count is None
        else (bars.period_name(g.name, spread.kind, lang), count(g.count), count(g.answered or 0),
              share((g.answered or 0) / g.count, lang) if g.count else "")
        for g in spread.groups
    ]  # fmt: skip
    reading = words[f"spread_reading_{'borough' if place else 'period'}"]
    told = words[f"spread_title_{spread.kind}"], reading.format(unknown=count(spread.unknown))
    return _figure(f"reparto-{spread.kind}", told, (drawings[0], drawings[1]), columns, table)
