"""Makes sure that a PROCESS.toml that was just written reads as it is meant."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from tracer.errors import Phrase, TracerError
from tracer.intake.findings import Unusable
from tracer.intake.plan import Count, Plan, PlannedSource
from tracer.intake.render import process_toml
from tracer.process import Process, process_of, read_source
from tracer.toml_keys import Keys

CHECKED = 200_000
"""Rows of a table that are read: what they hold is in memory, as in a run."""


def checked(plan: Plan, *, target: Path, lang: str) -> Plan:
    """Read every source as the file will have it read, and count what comes of `CHECKED` rows.

    Parameters
    ----------
    plan : Plan
    target : Path
        Where the file will lie; it need not exist.
    lang : str

    Returns
    -------
    Plan
        With counts; a source that can't be read so, or gives nothing, is among the unusable.

    Raises
    ------
    ProcessError
        If the file as a whole would not be read.
    """
    process = parsed(process_toml(plan, folder=target.parent, lang=lang), target)
    kept: list[PlannedSource] = []
    refused: list[Unusable] = []
    for planned in plan.sources:
        try:
            kept.append(replace(planned, count=_count(process, planned.name)))
        except TracerError as error:
            refused.append(Unusable(planned.found.path, error.phrase))
    empty = [one for one in kept if not one.count.contributions]
    empty_rows = Phrase("ninguna de sus filas tiene texto")
    refused += [Unusable(one.found.path, empty_rows) for one in empty]
    kept = [one for one in kept if one.count.contributions]
    return replace(plan, sources=tuple(kept), unusable=(*plan.unusable, *refused))


def _count(process: Process, name: str) -> Count:
    (source,) = (source for source in process.sources if source.name == name)
    read = read_source(source, most=CHECKED)
    notices = tuple(issue.message for issue in read.issues)
    return Count(len(read.contributions), len(read.rejected), notices, read.rows)


def parsed(text: str, target: Path) -> Process:
    """Read the text of a PROCESS.toml as if it lay at `target`.

    What is commented out because nothing was given for it is stood in for: the rest is read.
    """
    values = tomllib.loads(text)
    stand_in = [{"name": "·", "path": target.parent.resolve().as_posix()}]
    return process_of(Keys({"sources": stand_in, "versions": stand_in, **values}, "", target))
