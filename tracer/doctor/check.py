"""One line of the doctor's report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracer.errors import Phrase

OK, NOTICE, MISSING = "ok", "aviso", "falta"
"""All is well; it works, but look at it; it doesn't work."""
NOTHING_TO_DO = Phrase("")


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found."""

    area: str
    """In Spanish, as its status: programs know a check by it in every language."""
    status: str
    """`OK`, `NOTICE` or `MISSING`."""
    found: Phrase
    advice: Phrase = NOTHING_TO_DO
    """What to do; empty where nothing is to be done."""


def safely(area: str, examine: Callable[[], Iterable[Check]]) -> list[Check]:
    """Examine something; whatever goes wrong in it is what was found."""
    try:
        return list(examine())
    except Exception as error:
        told = Phrase(
            "no se pudo revisar ({kind}: {error})", kind=type(error).__name__, error=str(error)
        )
        return [Check(area, NOTICE, told, Phrase("avisa a quien mantiene tracer"))]
