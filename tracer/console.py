"""What a person at a terminal sees while something runs: one line a stage, on standard error."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from tracer.errors import TracerWarning

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Watching:
    """Shows stages with rate and time left on a terminal; elsewhere it is silent."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Begin a stage; see `tracer.run.Watch`."""
        progress = self._progress
        if progress is None:
            return _nothing
        if self._task is not None:
            progress.remove_task(self._task)
        task = self._task = progress.add_task(name, total=total)
        return lambda steps: progress.advance(task, steps)


def _nothing(steps: int) -> None:
    return None


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watching]:
    """Give something to report stages to, for as long as the work lasts."""
    if quiet or not sys.stderr.isatty():
        yield Watching(None)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Watching(progress)


def say(line: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(line + "\n")


@contextmanager
def telling_warnings() -> Iterator[None]:
    """Write each `TracerWarning` as one line, once, without where in the code it was raised."""
    told: set[str] = set()
    with warnings.catch_warnings():
        others = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if not issubclass(category, TracerWarning):
                others(message, category, filename, lineno, file, line)
            elif str(message) not in told:
                told.add(str(message))
                say(f"tracer: aviso: {message}")

        warnings.showwarning = show
        warnings.simplefilter("always", TracerWarning)
        yield
