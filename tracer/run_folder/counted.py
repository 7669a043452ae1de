"""A run's records as the rows that an audit counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracer.audit.folder import AuditedRun, read_run
from tracer.run_folder.read import read_results
from tracer.run_folder.rows import counted_links


def read_counted(folder: Path) -> AuditedRun:
    """Read a run as an audit does, with what was decided since holding in its links.

    Raises
    ------
    InputError, FormatError
        As `read_results`.
    """
    results, tabled = read_results(folder), read_run(folder)
    every = (*([results.prior] if results.prior else []), *results.versions)
    links = counted_links({version.name: version.links for version in every})
    return replace(tabled, tables={**tabled.tables, "links": links})
