"""How far the work is, on a terminal: stages with their rate and the time left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracer.console.language import said

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task, TaskID
    from rich.text import Text

NARROW = 80
"""Columns below which the bar itself gives way to its figures."""
DUMB = ("dumb", "unknown")
"""Terminals, by ``TERM``, that can't go back in a line."""


class Watching:
    """Shows the stage that runs on a terminal; elsewhere it is silent."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._shown: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Begin a stage; see `tracer.run.Watch`.

        A stage may hold others: it is shown again when it goes on. What stands before and
        after a colon in its name is translated for itself.
        """
        progress = self._progress
        if progress is None:
            return _nothing
        what, colon, which = name.partition(": ")
        task = progress.add_task(said(what) + colon + said(which), total=total, visible=False)
        self._show(task)

        def advance(steps: int) -> None:
            self._show(task)
            progress.advance(task, steps)

        return advance

    def _show(self, task: TaskID) -> None:
        if self._progress is None or task == self._shown:
            return
        if self._shown is not None:
            self._progress.update(self._shown, visible=False)
        self._progress.update(task, visible=True)
        self._shown = task


def _nothing(steps: int) -> None:
    return None


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watching]:
    """Give something to report stages to, for as long as the work lasts."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM", "").lower() in DUMB:
        yield Watching(None)
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    columns = _columns(narrow=console.width < NARROW)
    with Progress(*columns, console=console, transient=True) as progress:
        yield Watching(progress)


def _columns(*, narrow: bool) -> list[ProgressColumn]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Steps a second, where they are counted."""

        def render(self, task: Task) -> Text:
            return Text(rate_of(task.finished_speed or task.speed), style="progress.data.speed")

    # Every encoding has the strokes of this spinner.
    columns: list[ProgressColumn] = [SpinnerColumn("line"), TextColumn("{task.description}")]
    columns += [] if narrow else [BarColumn()]
    columns += [MofNCompleteColumn(), Rate(), TimeElapsedColumn()]
    return [*columns, TimeRemainingColumn(compact=narrow)]


def rate_of(speed: float | None) -> str:
    """Tell steps a second: ``1,250/s``, ``3.2/s``; empty where there is none yet."""
    if not speed:
        return ""
    return f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s"
