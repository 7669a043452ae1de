"""Warnings of tracer's own, told like everything else it says."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tracer.console.language import said
from tracer.console.voice import note, warn
from tracer.errors import TracerWarning


@contextmanager
def telling_warnings() -> Iterator[None]:
    """Say each `TracerWarning` as one line, once, without where in the code it was raised.

    In the JSON object they are together, under ``warnings``.
    """
    told: list[str] = []
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
            if not isinstance(message, TracerWarning):
                others(message, category, filename, lineno, file, line)
                return
            text = said(message.template, **message.figures)
            if text not in told:
                told.append(text)
                warn("tracer: aviso: {message}", shown={"message": text})
                note(warnings=told)

        warnings.showwarning = show
        warnings.simplefilter("always", TracerWarning)
        yield
