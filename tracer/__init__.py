"""tracer shows what became of what citizens asked for.

The front door; everything else is a room behind it::

    from tracer import encode_texts, match_provisions, read_constitution, read_contributions, units

    read = read_contributions("peticiones.csv")
    articles = units(read_constitution("constitucion.pdf"), level="section")
    links = match_provisions(read.contributions, articles, encode=encode_texts)

=============  =====================================================================================
read           `read_contributions`, `contributions_from`, `read_concepts`, `read_constitution`,
               `units`, `sample_path`
cite           `parse_citation`, `resolve`
encode         `encode_texts`, `load_encoder`, `VectorCache`, `cached_encode`, `open_cluster`
one stage      `match_provisions`, `links_at_precision`, `themes_of`, `find_themes`, `lineage_of`,
               `align_versions`, `assign_concepts`
a process      `read_process`, `read_sources`, `run_process`, `read_results`
tables         `to_arrow`, `to_pandas`, `to_polars`
scikit-learn   `TextEncoder`, `ThemeClusterer`
errors         `TracerError`
=============  =====================================================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tracer.citation import parse_citation, resolve
    from tracer.cluster import open_cluster
    from tracer.constitution import read_constitution, units
    from tracer.encode import VectorCache, cached_encode, load_encoder
    from tracer.errors import TracerError
    from tracer.estimators import TextEncoder, ThemeClusterer
    from tracer.frames import to_arrow, to_pandas, to_polars
    from tracer.lineage import align_versions
    from tracer.match import links_at_precision, match_provisions
    from tracer.notebook import encode_texts, run_process
    from tracer.process import read_process, read_sources
    from tracer.run_folder import read_results
    from tracer.shipped import sample_path
    from tracer.sources import contributions_from, read_concepts, read_contributions
    from tracer.stages import lineage_of, themes_of
    from tracer.taxonomy import assign_concepts
    from tracer.themes import find_themes

_HOME = {
    "read_contributions": "tracer.sources",
    "contributions_from": "tracer.sources",
    "read_concepts": "tracer.sources",
    "read_constitution": "tracer.constitution",
    "units": "tracer.constitution",
    "sample_path": "tracer.shipped",
    "parse_citation": "tracer.citation",
    "resolve": "tracer.citation",
    "encode_texts": "tracer.notebook",
    "load_encoder": "tracer.encode",
    "open_cluster": "tracer.cluster",
    "VectorCache": "tracer.encode",
    "cached_encode": "tracer.encode",
    "match_provisions": "tracer.match",
    "links_at_precision": "tracer.match",
    "themes_of": "tracer.stages",
    "find_themes": "tracer.themes",
    "lineage_of": "tracer.stages",
    "align_versions": "tracer.lineage",
    "assign_concepts": "tracer.taxonomy",
    "read_process": "tracer.process",
    "read_sources": "tracer.process",
    "run_process": "tracer.notebook",
    "read_results": "tracer.run_folder",
    "to_arrow": "tracer.frames",
    "to_pandas": "tracer.frames",
    "to_polars": "tracer.frames",
    "TextEncoder": "tracer.estimators",
    "ThemeClusterer": "tracer.estimators",
    "TracerError": "tracer.errors",
}

__all__ = [
    "read_contributions",
    "contributions_from",
    "read_concepts",
    "read_constitution",
    "units",
    "sample_path",
    "parse_citation",
    "resolve",
    "encode_texts",
    "load_encoder",
    "VectorCache",
    "cached_encode",
    "open_cluster",
    "match_provisions",
    "links_at_precision",
    "themes_of",
    "find_themes",
    "lineage_of",
    "align_versions",
    "assign_concepts",
    "read_process",
    "read_sources",
    "run_process",
    "read_results",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "TextEncoder",
    "ThemeClusterer",
    "TracerError",
]

if not TYPE_CHECKING:  # a checker would take every misspelt name for a thing of any type

    def __getattr__(name: str) -> Any:
        """Import a name when it is first asked for: ``import tracer`` itself stays instant."""
        if name in _HOME:
            return getattr(import_module(_HOME[name]), name)
        raise AttributeError(f"module 'tracer' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What completion in a notebook offers."""
    return [*__all__, "__version__"]
