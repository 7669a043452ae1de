"""How pages are rendered, wherever they are shown: every text escaped, what is invisible shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.cells import visible

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(package: str) -> Environment:
    """Give the templates of a package, from its folder ``templates``.

    A name that a template asks for in vain is an error. Numbers have the filters ``count`` (12,345)
    and ``degree`` (0.12).
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["count"] = lambda number: f"{number:,.0f}"
    made.filters["degree"] = lambda number: f"{number:.2f}"
    return made


def _shown(value: object) -> object:
    # Markup is a string too, but one that was already escaped.
    return visible(value) if type(value) is str else "" if value is None else value
