"""Themes: groups of contributions that ask for the same thing, named in their own words."""

from __future__ import annotations

from tracer.themes.find import find_themes

__all__ = ["find_themes"]
