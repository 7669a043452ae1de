"""From draft to final text: what became of each provision, and of what people asked for."""

from tracer.lineage.align import align_versions
from tracer.lineage.diff import Change, word_changes
from tracer.lineage.force import ForceChange, force_changes
from tracer.lineage.trace import Trace, trace

__all__ = [
    "Change",
    "ForceChange",
    "Trace",
    "align_versions",
    "force_changes",
    "trace",
    "word_changes",
]
