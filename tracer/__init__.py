"""tracer shows what became of what citizens asked for.

The front door; everything else is a room behind it::

    from tracer import load_encoder, match_provisions, read_constitution, read_contributions, units

    read = read_contributions("peticiones.csv")
    articles = units(read_constitution("constitucion.pdf"), level="section")
    links = match_provisions(read.contributions, articles, encode=load_encoder().encode)
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
    from tracer.lineage import align_versions
    from tracer.match import links_at_precision, match_provisions
    from tracer.process import read_process, read_sources
    from tracer.sources import read_concepts, read_contributions
    from tracer.taxonomy import assign_concepts
    from tracer.themes import find_themes

_HOME = {
    "read_contributions": "tracer.sources",
    "read_concepts": "tracer.sources",
    "assign_concepts": "tracer.taxonomy",
    "links_at_precision": "tracer.match",
    "read_process": "tracer.process",
    "read_sources": "tracer.process",
    "read_constitution": "tracer.constitution",
    "units": "tracer.constitution",
    "parse_citation": "tracer.citation",
    "resolve": "tracer.citation",
    "load_encoder": "tracer.encode",
    "open_cluster": "tracer.cluster",
    "VectorCache": "tracer.encode",
    "cached_encode": "tracer.encode",
    "find_themes": "tracer.themes",
    "match_provisions": "tracer.match",
    "align_versions": "tracer.lineage",
    "TracerError": "tracer.errors",
}

__all__ = [
    "read_contributions",
    "read_concepts",
    "assign_concepts",
    "links_at_precision",
    "read_process",
    "read_sources",
    "read_constitution",
    "units",
    "parse_citation",
    "resolve",
    "load_encoder",
    "VectorCache",
    "cached_encode",
    "open_cluster",
    "find_themes",
    "match_provisions",
    "align_versions",
    "TracerError",
]


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: ``import tracer`` itself stays instant."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'tracer' has no attribute {name!r}")
