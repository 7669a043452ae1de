"""The desk's pages as HTML: every text escaped, invisible characters shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from tracer.cells import visible
from tracer.messages import catalogue
from tracer.review.pages import shortened

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment(lang: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tracer.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["packed"] = packed
    environment.filters["short"] = shortened
    environment.filters["count"] = lambda number: f"{number:,.0f}"
    environment.filters["degree"] = lambda number: f"{number:.2f}"
    environment.filters["day"] = lambda at: at[:16].replace("T", " ")
    environment.globals["m"] = catalogue(lang)
    environment.globals["lang"] = lang
    return environment


def _shown(value: object) -> object:
    # Markup is a string too, but one that was already escaped.
    return visible(value) if type(value) is str else "" if value is None else value


def packed(value: str) -> str:
    """Write an id or a citation so that it comes back from a form as it is.

    Browsers turn line breaks into others, and pages show what is invisible.
    """
    return quote(value, safe="")


def unpacked(value: str) -> str:
    """Read what `packed` wrote."""
    return unquote(value)


def render(name: str, *, lang: str, **shown: object) -> str:
    """Render one template."""
    return _environment(lang).get_template(f"{name}.html").render(**shown)
