"""Constitutions read to their last inciso: containers give lines, one grammar reads them."""

from tracer.constitution.read import read_constitution
from tracer.constitution.rows import provision_rows, summary
from tracer.constitution.units import LEVELS, units

__all__ = ["LEVELS", "provision_rows", "read_constitution", "summary", "units"]
