"""Corrections of the themes made at the review desk, as the guide that themes are sought with."""

from __future__ import annotations

from collections.abc import Iterable

from tracer.records import UNDONE, Correction
from tracer.themes.guidance import Guide
from tracer.themes.guidance.guide import Merge, Rename, Seed, Split


def current_corrections(entries: Iterable[Correction]) -> tuple[Correction, ...]:
    """Keep what wasn't taken back; of several names for one theme, the last."""
    listed = tuple(entries)
    undone = {entry.undoes for entry in listed if entry.kind == UNDONE}
    kept = [e for e in listed if e.kind != UNDONE and e.id not in undone]
    named = {entry.theme: entry.id for entry in kept if entry.kind == "rename"}
    return tuple(e for e in kept if e.kind != "rename" or named[e.theme] == e.id)


def desk_guide(entries: Iterable[Correction]) -> Guide:
    """Give the corrections that hold as a guide to the themes."""
    kept = current_corrections(entries)
    return Guide(
        splits=tuple(
            Split(entry.theme, tuple(Seed(words, (words,)) for words in entry.values))
            for entry in kept
            if entry.kind == "split"
        ),
        merges=tuple(
            Merge((entry.theme, entry.values[0]), "".join(entry.values[1:2]))
            for entry in kept
            if entry.kind == "merge"
        ),
        renames=tuple(Rename(e.theme, e.values[0]) for e in kept if e.kind == "rename"),
    )
