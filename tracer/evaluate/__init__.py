"""Measures of every stage against gold: suites in ``eval/suites``, results in ``eval/results``."""

from tracer.evaluate.measures import Measure
from tracer.evaluate.recording import record
from tracer.evaluate.result import Case, Reference, SuiteResult
from tracer.evaluate.run import run_suite
from tracer.evaluate.suite import suite_names
from tracer.evaluate.table import table

__all__ = [
    "Case",
    "Measure",
    "Reference",
    "SuiteResult",
    "record",
    "run_suite",
    "suite_names",
    "table",
]
