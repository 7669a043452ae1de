"""Adoption rates under every reading, as the page and the workbook show them."""

from __future__ import annotations

from collections.abc import Sequence

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import Rate
from tracer.report.results import Results


def rate_rows(results: Results, *, lang: str = "es") -> list[Row]:
    """Give one row per denominator and definition.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.RATES`.
    """
    words = catalogue(lang)
    return [
        {
            "se_cuentan": words[f"denominator_{rate.denominator}"],
            "definicion": words[f"definition_{rate.definition}"],
            "tasa": rate.value,
            "desde": rate.low,
            "hasta": rate.high,
            "unidades": rate.units,
            "total": rate.total,
        }
        for rate in results.rates
    ]


def by_denominator(rates: Sequence[Rate]) -> dict[str, list[Rate]]:
    """Group rates by what is counted, in their order."""
    found: dict[str, list[Rate]] = {}
    for rate in rates:
        found.setdefault(rate.denominator, []).append(rate)
    return found
