"""What somebody may have meant who mistyped a name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from tracer.errors import Phrase

CUTOFF = 0.5
"""Of difflib's ratio, 0 to 1: below, two short names have little more than their length alike."""


def nearest(given: str, known: Iterable[str], *, n: int = 1) -> list[str]:
    """Give the names that are most like what was given, best first; case doesn't count."""
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in reversed(list(known)) if name}
    return [lowered[k] for k in get_close_matches(given.lower(), lowered, n=n, cutoff=CUTOFF)]


def did_you_mean(given: str, known: Iterable[str], *, n: Literal[1, 2] = 1) -> str:
    """Ask in Spanish for the nearest names, to follow a message: ``; ¿quisiste decir «run»?``.

    Empty where nothing is near.
    """
    near = nearest(given, known, n=n)
    if len(near) > 1:
        return Phrase("; ¿quisiste decir «{name}» o «{other}»?", name=near[0], other=near[1])
    return Phrase("; ¿quisiste decir «{name}»?", name=near[0]) if near else ""


def did_you_mean_file(path: Path) -> str:
    """Ask for the file beside `path` whose name is nearest, as `did_you_mean` does."""
    try:
        beside = sorted(other.name for other in path.parent.iterdir())
    except OSError:
        return ""
    near = nearest(path.name, beside)
    return Phrase("; ¿quisiste decir «{name}»?", name=path.with_name(near[0])) if near else ""
