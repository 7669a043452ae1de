"""A list of concepts that a user brings, and what is assigned to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a taxonomy that a user brings."""

    name: str
    """As it stands in the user's list; unique there."""
    description: str = ""
    examples: tuple[str, ...] = ()
    """Texts known to belong to it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a contribution belongs to a concept; rank 1 is the likeliest."""

    contribution_id: str
    rank: int
    """From 1; 0, without a concept, where the contribution says nothing."""
    concept: str
    confidence: float
    """Probability among all concepts of the list, 0 to 1."""
