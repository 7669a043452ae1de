"""The site: ``python -m sphinx -W --keep-going docs site`` writes it; nothing in it is fetched."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Any

import sphinx

import tracer

project = "tracer"
author = "The tracer authors"
version = release = tracer.__version__
copyright = "2026, The tracer authors"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
language = "en"  # of what docstrings become; the pages' own buttons: see below
myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # numpydoc says them
napoleon_google_docstring = False
napoleon_use_rtype = False

html_search_language = "es"
html_theme = "furo"
html_title = f"tracer {release}"
html_copy_source = False
html_show_sphinx = False
pygments_style = "friendly"

ENGLISH = ("en/", "api")
"""Pages whose own words are English; the rest is Spanish."""
SPANISH = gettext.translation("sphinx", Path(sphinx.__file__).parent / "locale", ["es"])


def in_its_own_language(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Say of each page which language it is in, and give its buttons the same one."""
    if not pagename.startswith(ENGLISH):
        context["language"] = "es"
        context["gettext"] = context["_"] = SPANISH.gettext
        context["ngettext"] = SPANISH.ngettext


def setup(app: Any) -> None:
    """Sphinx calls this."""
    app.connect("html-page-context", in_its_own_language)
