"""`reporte.html`: one self-contained page, safe against whatever citizens wrote."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from tracer.cells import visible
from tracer.markup import environment
from tracer.messages import catalogue
from tracer.records import UNSTABLE, Trace
from tracer.report.changes import fate_counts
from tracer.report.charts import CHART_TABLES, figures_of
from tracer.report.coverage import coverage_rows, silent_units, unanswered_ways
from tracer.report.listed import listed
from tracer.report.method import flat, method_paragraphs
from tracer.report.page.data import data_block, page_data
from tracer.report.participation import LEAST
from tracer.report.quotes import clip
from tracer.report.rates import by_denominator
from tracer.report.results import Results
from tracer.report.review import review_rows, standing_counts
from tracer.report.trails import THRESHOLD, Trail, answers, joined, trails, ways
from tracer.report.views import (
    MOST_DRAWN,
    MOST_ROWS,
    MOST_SILENT,
    Capped,
    capped,
    change_view,
    channel_counts,
    issue_counts,
    theme_views,
    total_count,
    trail_view,
)

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = ("base.css", "tables.css", "charts.css", "pages.css", "narrow.css", "print.css")
SCRIPTS = (
    "dom.js", "quotes.js", "data.js", "filters.js", "rows.js", "table.js",
    "fates.js", "article.js", "theme.js", "contribution.js", "routes.js", "start.js",
)  # fmt: skip
"""Files that are joined into the page's one style and one script, in this order."""

STACKED: Mapping[str, tuple[str, ...]] = {
    "canales": ("canal", "aportaciones", "firmas", "respondidas", "parte_respondidas"),
    "tabla-temas": ("tema", "aportaciones", "firmas", "parte_respondidas", "articulos"),
    "tabla-cobertura": ("disposicion", "aportaciones", "firmas", "temas_principales"),
    "tabla-vacios": ("referencia", "texto", "firmas", "tema"),
    "tabla-tasas": (
        "rates_units",
        "total",
        "definition_strict",
        "definition_middle",
        "definition_generous",
    ),
    "tabla-destinos": ("articulo_borrador", "articulo_final", "destino", "semejanza", "changes"),
    "tabla-trazabilidad": (
        "theirs",
        "firmas",
        "tema",
        "articulo_borrador",
        "destino",
        "articulo_final",
        "norm",
    ),
    "tabla-revision": ("id", "texto", "disposicion", "revision", "veredicto"),
    "tabla-avisos": ("issue", "detalle", "source", "line"),
    "tabla-ficha": ("setting", "value"),
    **CHART_TABLES,
}
"""Table → message keys of its columns: on a phone each cell bears its column's name."""


def report_page(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> str:
    """Render the report as one HTML file that asks nothing of any server.

    Parameters
    ----------
    results : Results
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.

    Returns
    -------
    str
        The heaviest rows of each table; the page says how many there are and where they all are.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    from markupsafe import Markup

    words = catalogue(lang)
    style = _joined("styles", STYLES) + _stacked_style(words)
    script = _joined("scripts", SCRIPTS)
    asked = re.findall(r"\bm\.(\w+)", script)
    shown = listed(results)
    data = page_data(shown, lang=lang, threshold=threshold, asked=asked)
    template = _environment(lang).get_template("page.html")
    return template.render(
        m=words,
        lang=lang,
        results=results,
        style=Markup(style),
        script=Markup(script),
        data=Markup(data_block(data)),
        listed=len(shown.contributions),
        policy=_policy(style, script),
        **_content(results, shown, lang=lang, threshold=threshold),
    )


def _content(
    results: Results, listed: Results, *, lang: str, threshold: float
) -> dict[str, object]:
    answered = answers(results.final, threshold=threshold)
    silent = silent_units(results.final, threshold=threshold)
    coverage = coverage_rows(results, lang=lang, threshold=threshold)
    shown = _first_trails(listed, ways(listed, threshold=threshold), threshold)
    missing = _first_trails(listed, unanswered_ways(listed, threshold=threshold), threshold)
    every = trails(results, threshold=threshold)
    themes = theme_views(results, threshold=threshold)
    pairs = capped(results.lineage, MOST_DRAWN)
    return {
        "total": total_count(results, answered),
        "channels": channel_counts(results, answered),
        "method": method_paragraphs(lang=lang, threshold=threshold),
        "standings": standing_counts(results),
        "reviewed": capped(review_rows(results, lang=lang), MOST_DRAWN),
        "unstable": UNSTABLE,
        "themes": capped(themes, MOST_ROWS),
        "figures": figures_of(
            results, every, answered, [view.row for view in themes], lang=lang, threshold=threshold
        ),
        "least": LEAST,
        "theme_ids": {theme.label: theme.id for theme in reversed(results.themes)},
        "trails": replace(shown, total=len(every)),
        "views": [trail_view(trail) for trail in shown.shown],
        "coverage": {
            version.name: [row for row in coverage if row["version"] == version.name]
            for version in reversed(results.versions)
        },
        "unanswered": replace(missing, total=len(results.contributions) - len(answered)),
        "silent": capped(silent, MOST_SILENT),
        "rates": by_denominator(results.rates),
        "fates": fate_counts(results),
        "pairs": pairs,
        "changes": [change_view(pair) for pair in pairs.shown],
        "issues": capped(results.issues, MOST_ROWS),
        "issue_counts": issue_counts(results),
        "manifest": flat(results.manifest),
    }


def _first_trails(results: Results, known: Sequence[Trace], threshold: float) -> Capped[Trail]:
    first = joined(results, known[:MOST_DRAWN], threshold=threshold)
    return Capped(first, len(known))


def _environment(lang: str) -> Environment:
    made = environment("tracer.report.page")
    made.filters["clip"] = clip
    made.filters["address"] = _address
    made.filters["share"] = _spanish_share if lang == "es" else _share
    return made


def _address(text: str) -> str:
    """Write what is shown of `text` so that it can stand in an address."""
    return quote(visible(text), safe="")


def _share(part: float) -> str:
    return f"{part:.1%}"


def _spanish_share(part: float) -> str:
    return f"{100 * part:.1f}\N{NO-BREAK SPACE}%"


def _joined(folder: str, names: Sequence[str]) -> str:
    here = files("tracer.report.page").joinpath(folder)
    return "".join(here.joinpath(name).read_text("utf-8") for name in names)


def _stacked_style(words: Mapping[str, str]) -> str:
    rules = [
        f'#{table} tbody tr>:nth-child({at})::before{{content:"{words[key]}"}}'
        for table, keys in STACKED.items()
        for at, key in enumerate(keys, start=1)
    ]
    return "@media (max-width:48rem){" + "".join(rules) + "}\n"


def _policy(style: str, script: str) -> str:
    """Allow this page's own style and script by their digest, and nothing else at all."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
