"""One line of the doctor's report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

OK, NOTICE, MISSING = "ok", "aviso", "falta"
"""All is well; it works, but look at it; it doesn't work."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found, in Spanish."""

    area: str
    status: str
    """`OK`, `NOTICE` or `MISSING`."""
    found: str
    advice: str = ""
    """What to do; empty where nothing is to be done."""


def safely(area: str, examine: Callable[[], Iterable[Check]]) -> list[Check]:
    """Examine something; whatever goes wrong in it is what was found."""
    try:
        return list(examine())
    except Exception as error:
        told = f"no se pudo revisar ({type(error).__name__}: {error})"
        return [Check(area, NOTICE, told, "avisa a quien mantiene tracer")]
