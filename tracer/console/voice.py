"""What a command says of its work: lines on standard error, or one JSON object at the end.

A line is a template with named gaps, and what fills them are the values of the object: what is
printed can't differ from what a program reads.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from tracer.console.language import said


@dataclass(slots=True)
class Voice:
    """How one command speaks."""

    command: str = ""
    quiet: bool = False
    """Say only what is needed: warnings."""
    json: bool = False
    """Say nothing, and keep everything for `deliver`."""
    facts: dict[str, object] = field(default_factory=dict)
    delivered: bool = False


_VOICE: ContextVar[Voice] = ContextVar("voice")


@contextmanager
def speaking_as(voice: Voice) -> Iterator[None]:
    """Let `say`, `warn` and `note` speak so for as long as it lasts."""
    token = _VOICE.set(voice)
    try:
        yield
    finally:
        _VOICE.reset(token)


def say(line: str, /, *, shown: Mapping[str, object] | None = None, **figures: object) -> None:
    """Say one line of the summary.

    Parameters
    ----------
    line : str
        In Spanish, as `said` takes it.
    shown : mapping, optional
        Fills gaps of the line alone: words in the reader's language, what `note` tells programs.
    **figures
        Fill gaps of the line, and are values of the JSON object under these names: keys of it are
        what users script against.
    """
    voice = _voice()
    note(**figures)
    if not (voice.json or voice.quiet):
        _write(line, figures, shown)


def warn(line: str, /, *, shown: Mapping[str, object] | None = None, **figures: object) -> None:
    """Say what must be known whatever is hushed: rows set aside, doubts, where a desk opened."""
    note(**figures)
    if not _voice().json:
        _write(line, figures, shown)


def note(**facts: object) -> None:
    """Tell programs alone: add to the JSON object."""
    _voice().facts.update(facts)


def print_result(text: str) -> None:
    """Write a result to standard output; programs get it as facts instead."""
    if not _voice().json:
        sys.stdout.write(text + "\n")


def deliver(status: int) -> None:
    """Write the JSON object, once, where one is asked for: the command, its facts, its status."""
    voice = _voice()
    if not voice.json or voice.delivered:
        return
    voice.delivered = True
    found = {"command": voice.command, **voice.facts, "status": status}
    sys.stdout.write(as_json(found, encoding=sys.stdout.encoding) + "\n")
    sys.stdout.flush()


def as_json(found: Mapping[str, object], *, encoding: str | None) -> str:
    """Write an object on one line; what `encoding` may lack is escaped, nan is null."""
    unicode = (encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(_plain(found), ensure_ascii=not unicode, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    return str(value)


def _voice() -> Voice:
    try:
        return _VOICE.get()
    except LookupError:
        return Voice()


def _write(
    line: str, figures: Mapping[str, object], shown: Mapping[str, object] | None = None
) -> None:
    sys.stderr.write(said(line, **{**figures, **(shown or {})}) + "\n")
