"""Themes: groups of contributions that ask for the same thing, named in their own words."""

from __future__ import annotations

from tracer.themes.campaigns import find_campaigns
from tracer.themes.duplicates import group_copies
from tracer.themes.find import find_themes

__all__ = ["find_campaigns", "find_themes", "group_copies"]
