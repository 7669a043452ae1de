"""Typed values of workbooks, Parquet and JSON as cells."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal

from tracer.decoding import decode
from tracer.sources.cells import Cell


def as_cell(value: object) -> Cell:
    """Bring a typed value to a cell: integers as ``12`` (never ``12.0``), days as ISO 8601."""
    if value is None or value != value:  # NaN is the missing value of typed tables
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (float, Decimal)):
        number = float(value)
        return str(int(value)) if number.is_integer() and abs(number) < 1e18 else number
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return decode(value)[0]
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
