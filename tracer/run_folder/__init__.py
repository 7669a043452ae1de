"""A run on disk: written by `tracer run`, read by everything that comes after it."""

from tracer.run_folder.account import account_for, described_run
from tracer.run_folder.counted import read_counted
from tracer.run_folder.current import is_current
from tracer.run_folder.read import read_proposed, read_results
from tracer.run_folder.report import add_people_files, write_people_files
from tracer.run_folder.write import TABLES, Computed, write_tables

__all__ = [
    "TABLES",
    "Computed",
    "account_for",
    "add_people_files",
    "described_run",
    "is_current",
    "read_counted",
    "read_proposed",
    "read_results",
    "write_people_files",
    "write_tables",
]
