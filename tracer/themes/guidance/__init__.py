"""Guidance: what a person says about the themes, kept in a file and applied at every run."""

from __future__ import annotations

from tracer.themes.guidance.guide import NO_CORRECTIONS, Amendments, Guide, read_guide

__all__ = ["NO_CORRECTIONS", "Amendments", "Guide", "read_guide"]
