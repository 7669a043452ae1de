"""From draft to final text: what became of each provision, and of what people asked for."""

from tracer.lineage.align import align_versions
from tracer.lineage.between import with_versions_between
from tracer.lineage.diff import Change, word_changes
from tracer.lineage.force import force_changes
from tracer.lineage.origin import with_origins
from tracer.lineage.trace import trace

__all__ = [
    "Change",
    "align_versions",
    "force_changes",
    "trace",
    "with_origins",
    "with_versions_between",
    "word_changes",
]
