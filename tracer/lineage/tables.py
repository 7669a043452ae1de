"""What changed between aligned provisions, as tables: every word, and every judgement of force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracer.cells import Columns
from tracer.lineage.diff import same_words, word_changes
from tracer.output import Row
from tracer.records import Alignment, Lineage

ENDS: Columns = {"old_version": str, "new_version": str, "old_citation": str, "new_citation": str}
CHANGES: Columns = {
    **ENDS, "kind": str, "old_start": int, "old_end": int, "new_start": int, "new_end": int,
    "old_words": str, "new_words": str,
}  # fmt: skip
"""Offsets count code points of ``old_text`` and ``new_text`` in the table of lineages."""
FORCE: Columns = {
    **ENDS, "direction": int, "old_words": tuple, "new_words": tuple, "old_sentence": str,
    "new_sentence": str,
}  # fmt: skip


def change_rows(alignments: Sequence[Alignment]) -> Iterable[Row]:
    """Rows of `CHANGES`: what was inserted, deleted or replaced between pairs that differ."""
    for ends, pair in _pairs(alignments):
        for change in word_changes(pair.old_text, pair.new_text):
            if change.kind == "equal":
                continue
            old, new = change.old_span, change.new_span
            yield ends | {
                "kind": change.kind,
                "old_start": old.start,
                "old_end": old.end,
                "new_start": new.start,
                "new_end": new.end,
                "old_words": pair.old_text[old.start : old.end].strip(),
                "new_words": pair.new_text[new.start : new.end].strip(),
            }


def force_rows(alignments: Sequence[Alignment]) -> Iterable[Row]:
    """Rows of `FORCE`: sentences that bind more (1) or less (-1) than before, and by which words.

    All of them stand here, also those of provisions whose fate is another one.
    """
    for ends, pair in _pairs(alignments):
        for change in pair.force:
            yield ends | {name: getattr(change, name) for name in FORCE if name not in ENDS}


def _pairs(alignments: Sequence[Alignment]) -> Iterator[tuple[dict[str, object], Lineage]]:
    for alignment in alignments:
        for pair in alignment.lineage:
            ends: dict[str, object] = {
                "old_version": alignment.old_version,
                "new_version": alignment.new_version,
                "old_citation": pair.old_citation,
                "new_citation": pair.new_citation,
            }
            aligned = pair.old_citation and pair.new_citation
            if aligned and not same_words(pair.old_text, pair.new_text):
                yield ends, pair
