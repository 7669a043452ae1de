"""Stages whose result the next run finds on disk, where all that it depends on is as it was."""

from __future__ import annotations

from tracer.kept.lineages import keeping_lineage
from tracer.kept.themes import kept_themes

__all__ = ["keeping_lineage", "kept_themes"]
