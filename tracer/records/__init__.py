"""The records that pass between stages: frozen, without matrices; arrays are joined to them by id.

Offsets count Unicode code points of the text *as extracted* (not normalised); text is brought to
NFC only when it is written out.
"""

from tracer.records.decisions import (
    ANSWERING,
    REFUSING,
    STANDINGS,
    UNDONE,
    VERDICTS,
    Correction,
    Decision,
    Standing,
)
from tracer.records.links import (
    FATES,
    ORIGINS,
    STRENGTHS,
    Alignment,
    ForceChange,
    Lineage,
    Link,
    Rate,
    Trace,
)
from tracer.records.provisions import Constitution, LeftOut, Provision, Reform, Unit
from tracer.records.sources import (
    CHANNELS,
    Contribution,
    Issue,
    Part,
    Rejected,
    Span,
    Tally,
)
from tracer.records.taxonomy import Assignment, Concept
from tracer.records.themes import UNSTABLE, Campaign, Cell, Change, Crossing, Growth, Member, Theme
from tracer.records.watching import Progress, Stage, unheard, unwatched

__all__ = [
    "Progress",
    "Stage",
    "unheard",
    "unwatched",
    "ANSWERING",
    "REFUSING",
    "STANDINGS",
    "UNDONE",
    "VERDICTS",
    "Correction",
    "Decision",
    "Standing",
    "Alignment",
    "Assignment",
    "CHANNELS",
    "Campaign",
    "Cell",
    "Change",
    "Concept",
    "Constitution",
    "Contribution",
    "Crossing",
    "FATES",
    "ForceChange",
    "Growth",
    "Issue",
    "LeftOut",
    "Lineage",
    "Link",
    "Member",
    "ORIGINS",
    "Part",
    "Provision",
    "Rate",
    "Reform",
    "Rejected",
    "STRENGTHS",
    "Span",
    "Tally",
    "Theme",
    "Trace",
    "UNSTABLE",
    "Unit",
]
