"""From what was asked to what answers it: links, lineages, traces, rates."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracer.records.sources import Span

STRENGTHS = ("adopta", "parcial", "menciona")
FATES = (
    "kept", "reworded", "strengthened", "weakened", "moved", "merged", "split", "dropped", "added",
)  # fmt: skip
ORIGINS = ("prior", "prior_other", "new")
"""``prior``: the final provision descends from one that answered before anybody asked;
``prior_other``: another one answered then; ``new``: none did."""


@dataclass(frozen=True, slots=True)
class Link:
    """That a provision answers a contribution; rank 0 with no citation: nothing answers it."""

    contribution_id: str
    rank: int
    citation: str
    article: str
    score: float
    """0 to 1, comparable within one document only."""
    confidence: float
    """0 to 1: calibrated probability that the unit answers the text substantially. In a rank-0
    row: the probability that nothing does."""
    strength: str
    """One of `STRENGTHS`; empty in a rank-0 row."""
    evidence_contribution: str = ""
    evidence_provision: str = ""
    contribution_span: Span = field(default_factory=lambda: Span(0, 0))
    """Offsets into the contribution's text."""
    provision_span: Span = field(default_factory=lambda: Span(0, 0))
    """Offsets into the document's text (a table's: into the cell)."""
    review: str = ""
    """What people decided of it: ``accepted``, ``mentioned``, ``contested``, ``unsure`` or
    ``suspect`` of `tracer.records.STANDINGS`; empty where nobody looked at it."""
    proposed_confidence: float | None = None
    """What the engine had said, where somebody looked; None where it hadn't proposed the link."""
    proposed_strength: str = ""


@dataclass(frozen=True, slots=True)
class ForceChange:
    """One sentence whose new wording binds more or less than the old one, and why."""

    direction: int
    """1: binds more; -1: binds less."""
    old_words: tuple[str, ...]
    """The expressions of the old sentence that the judgement rests on, folded."""
    new_words: tuple[str, ...]
    """The same of the new sentence."""
    old_sentence: str
    new_sentence: str
    commitment: bool = True
    """Whether the norm's own verb changed, not what hedges or hardens it."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What became of one provision of an older version, or where one of the newer came from."""

    old_citation: str
    """Empty for an added provision."""
    new_citation: str
    """Empty for a dropped provision."""
    fate: str
    """One of `FATES`."""
    similarity: float
    """0 to 1; 0 where one side is empty."""
    old_text: str
    new_text: str
    force: tuple[ForceChange, ...] = ()
    """Sentences that bind more or less than before; also where its fate is another one."""
    nearest: float = 0.0
    """0 to 1: highest resemblance of the old provision to any of the newer version, an heir or not;
    0 for an added provision. Of an audit's use: it goes with survival better than `similarity`."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The expressions behind each change of force: ``garantizara → promovera``."""
        return tuple(
            f"{', '.join(one.old_words) or '—'} → {', '.join(one.new_words) or '—'}"
            for one in self.force
        )


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions of a text, aligned."""

    old_version: str
    new_version: str
    lineage: tuple[Lineage, ...]
    level: str = "article"
    """``article``, ``section`` or ``finest``: see `tracer.constitution.units`."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One way from a contribution to the final text, or as far as it got."""

    contribution_id: str
    theme_id: str = ""
    """Its strongest theme; empty where it has none."""
    draft_citation: str = ""
    """Empty where nothing in the draft answers it, or there is no draft."""
    draft_confidence: float = 0.0
    """0 to 1, of the link to the draft; 0 without one."""
    draft_strength: str = ""
    final_citation: str = ""
    """Empty where nothing in the final text answers it or descends from what did."""
    final_confidence: float = 0.0
    """0 to 1, of the link to the final text; 0 where only the lineage leads there."""
    final_strength: str = ""
    """Empty where only the lineage leads there: the heir's words don't answer by themselves."""
    fate: str = ""
    """What became of the draft provision on its way to that final provision, or ``dropped``; empty
    where the lineage doesn't link the two."""
    route: str = "none"
    """``lineage``: the final provision descends from the draft one; ``direct``: only its own text
    links it to the contribution; ``draft_only``, ``final_only``: the other side is empty;
    ``none``: both are."""
    between: tuple[str, ...] = ()
    """Where it stood in each version between the draft and the final text; empty where nowhere."""
    prior_citation: str = ""
    """What answered it in the text that was in force before; empty where nothing did."""
    prior_confidence: float = 0.0
    """0 to 1, of the link to that text."""
    origin: str = ""
    """One of `ORIGINS`; empty where no earlier text was given."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Share of a population that was adopted under one definition."""

    denominator: str
    definition: str
    """``strict``, ``middle`` or ``generous``: see `tracer.audit.items.DEFINITIONS`."""
    value: float
    """0 to 1."""
    low: float
    high: float
    """95 % interval over which units came in; that the engine errs is not in it."""
    units: int
    total: float
    """Sum of what is counted: units, signatures or words."""
