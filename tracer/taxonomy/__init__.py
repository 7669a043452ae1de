"""Assigns texts to the concepts of a list that a user brings, with examples of them or without."""

from tracer.taxonomy.assign import assign_concepts

__all__ = ["assign_concepts"]
