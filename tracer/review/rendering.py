"""The desk's pages as HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from tracer.markup import environment
from tracer.messages import catalogue
from tracer.review.pages import shortened

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment(lang: str) -> Environment:
    made = environment("tracer.review")
    made.filters["packed"] = packed
    made.filters["short"] = shortened
    made.filters["day"] = lambda at: at[:16].replace("T", " ")
    made.globals["m"] = catalogue(lang)
    made.globals["lang"] = lang
    return made


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
