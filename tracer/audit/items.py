"""What an audit counts: contributions that were answered or not, draft provisions that survived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

CODES: Final = ("sí", "en parte", "menciona", "no")
"""What a coder may say of a unit, the strongest first."""
DEFINITIONS: Final[Mapping[str, frozenset[str]]] = {
    "strict": frozenset(CODES[:1]),
    "middle": frozenset(CODES[:2]),
    "generous": frozenset(CODES[:3]),
}
"""Name of each definition of «adopted», with the codes that count."""
KINDS: Final = ("contribution", "provision", "section", "finest", "theme")
"""What can be counted; the first two can be coded by people. ``section`` and ``finest`` are the
draft's at those levels; a theme is what most of its contributions are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of the population that a claim is about."""

    id: str
    """Contribution id, or citation in the draft."""
    kind: str
    """One of `KINDS`."""
    text: str
    weight: float
    """Signatures of a contribution; words of a provision; contributions of a theme."""
    stratum: str
    """Channel, and for petitions the band of signatures; of a provision, its level."""
    code: str
    """What the engine says: one of `CODES`."""
    score: float
    """0 to 1: how sure the engine is that the unit is in the final text."""
    candidates: tuple[str, ...] = ()
    """Citations of the final text in which to look first, in the order of that text."""


def adopted(code: str, definition: str) -> bool:
    """Tell whether a code counts as adopted.

    Raises
    ------
    KeyError
        If there is no such definition.
    """
    return code in DEFINITIONS[definition]
