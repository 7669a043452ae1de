"""A level with what numbers it, and how it hangs on what stands before: one step of a citation."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.citation.values import Value


@dataclass(frozen=True, slots=True)
class Phrase:
    """«fracciones II y III», «el artículo anterior», or a number alone."""

    level: str
    """A level, a kind of address, ``transversal``, or empty for a value without a word."""
    values: tuple[Value, ...]
    start: int
    end: int
    """In the folded text."""
    before: str = ""
    """What joins it to the phrase before: nothing, ``comma``, ``of`` (inner of outer), ``and``,
    ``stop`` or ``gap`` (words that are no citation)."""
    plural: bool = False
    relation: str = ""
    """``this``, ``previous``, ``next`` or ``said`` where no number is given."""
    times: int = 1
    """How many provisions before or after: «los dos incisos anteriores»."""
    text: str = ""
    """Folded."""
    written: str = ""
    """As it was written, for messages."""
    sort: str = ""
    """Which of the dispositions that aren't transitory: ``final``."""
    ranged: bool = False
    """Whether «5 a 9» was written out."""
    added: bool = False
    """Whether the second number of «Art. 8 y 9» was taken for another article."""
