"""The pictures of the report: each from numbers to places, and from places to an inline SVG."""

from __future__ import annotations

from tracer.report.charts.figures import CHART_TABLES, Figure, Figures, figures_of

__all__ = ["CHART_TABLES", "Figure", "Figures", "figures_of"]
