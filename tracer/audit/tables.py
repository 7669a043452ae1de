"""Columns of the tables that an audit leaves beside the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from tracer.audit.agreement import Agreement
from tracer.audit.claims import Checked
from tracer.audit.coding import Judged
from tracer.audit.published import Cited
from tracer.audit.suspect import Suspect
from tracer.audit.traced import Traced
from tracer.cells import Columns
from tracer.output import Row
from tracer.records import Rate

CLAIMS: Columns = {
    "id": str, "quantity": str, "figure": float, "at_least": str, "source": str, "date": str,
    "text": str, "verdict": str, "measured": tuple,
}  # fmt: skip
RATES: Columns = {
    "denominator": str, "definition": str, "value": float, "low": float, "high": float,
    "units": int, "total": float,
}  # fmt: skip
AGREEMENT: Columns = {"name": str, "value": float, "low": float, "high": float, "n": int}
ESTIMATES: Columns = {
    "definition": str, "counted": str, "method": str, "value": float, "low": float, "high": float,
    "n": int, "engine_weight": float,
}  # fmt: skip

CITED: Columns = {
    "contribution_id": str, "weight": float, "stage": str, "written": str, "citation": str,
    "exists": str, "assumed": tuple, "supports": str, "originally": str, "confidence": float,
    "strength": str,
    "evidence_contribution": str, "evidence_provision": str, "instead": tuple, "surest": str,
    "reforms": tuple,
}  # fmt: skip
TRACED: Columns = {
    "stage": str, "reading": str, "units": int, "of": int, "weight": float, "of_weight": float,
}  # fmt: skip

SUSPECTS: Columns = {
    "version": str, "contribution_id": str, "citation": str, "state": str, "now": str,
    "confidence": float, "old_text": str, "new_text": str,
}  # fmt: skip


def claim_rows(found: Iterable[Checked]) -> Iterable[Row]:
    """Rows of `CLAIMS`."""
    for one in found:
        at_least = "sí" if one.claim.at_least else ""
        own = {"at_least": at_least, "verdict": one.verdict, "measured": one.measured}
        yield asdict(one.claim) | own


def rate_rows(rates: Iterable[Rate]) -> Iterable[Row]:
    """Rows of `RATES`."""
    return (asdict(rate) for rate in rates)


def agreement_rows(coefficients: Iterable[Agreement]) -> Iterable[Row]:
    """Rows of `AGREEMENT`."""
    return (asdict(one) for one in coefficients)


def estimate_rows(judged: Iterable[Judged]) -> Iterable[Row]:
    """Rows of `ESTIMATES`: each definition by the sample alone, then with the engine."""
    for one in judged:
        for method, estimate in (("sample", one.classical), ("powered", one.powered)):
            ends = {"definition": one.definition, "counted": one.counted}
            yield ends | {"method": method} | asdict(estimate)


def cited_rows(cited: Iterable[Cited]) -> Iterable[Row]:
    """Rows of `CITED`."""
    return ({name: getattr(one, name) for name in CITED} for one in cited)


def traced_rows(shares: Iterable[Traced]) -> Iterable[Row]:
    """Rows of `TRACED`."""
    return (asdict(share) for share in shares)


def suspect_rows(found: Iterable[Suspect]) -> Iterable[Row]:
    """Rows of `SUSPECTS`."""
    return (asdict(one) for one in found)
