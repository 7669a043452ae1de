"""The site: ``python -m sphinx -W --keep-going docs site`` writes it; nothing in it is fetched."""

from __future__ import annotations

from typing import Any

import tracer

project = "tracer"
author = "The tracer authors"
version = release = tracer.__version__
copyright = "2026, The tracer authors"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
language = "es"
myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # numpydoc says them
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"tracer {release}"
html_copy_source = False
html_show_sphinx = False
pygments_style = "friendly"

ENGLISH = ("en/", "api")
"""Pages whose own words are English; the rest is Spanish."""


def in_its_own_language(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Say of each page which language it is in, and give its buttons the same one."""
    if pagename.startswith(ENGLISH):
        context["language"] = "en"
        context["gettext"] = context["_"] = lambda message: message
        context["ngettext"] = lambda one, many, n: one if n == 1 else many


def setup(app: Any) -> None:
    app.connect("html-page-context", in_its_own_language)
