"""The records that pass between stages: frozen, without matrices; arrays are joined to them by id.

Offsets count Unicode code points of the text *as extracted* (not normalised); text is brought to
NFC only when it is written out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

CHANNELS = ("petition", "survey", "comment", "event")
FATES = (
    "kept", "reworded", "strengthened", "weakened", "moved", "merged", "split", "dropped", "added",
)  # fmt: skip
STRENGTHS = ("adopta", "parcial", "menciona")
ORIGINS = ("prior", "prior_other", "new")
"""``prior``: the final provision descends from one that answered before anybody asked;
``prior_other``: another one answered then; ``new``: none did."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch of a contribution that came from one column or field of its source."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a reader met that a person should know of; never raised, always reported."""

    code: str
    """Short, stable, in kebab case: ``empty-row``, ``number-gap``."""
    message: str
    source: str = ""
    line: int | None = None
    """1-based row or line of the source, where known."""
    page: int | None = None
    """1-based page of the source, where known."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that one person or group asked for, in their own words."""

    id: str
    """The id cell as it stands, or the 1-based row number where there is none."""
    text: str
    """All text columns, in the order asked for, joined by a line break. As extracted."""
    channel: str = ""
    """One of `CHANNELS`, or empty where nothing says it."""
    weight: float = 1.0
    """Signatures, supports or votes; 1 where the source counts none."""
    source: str = ""
    """Name of the file it came from."""
    row: int = 0
    """1-based data row of that file (the header not counted)."""
    question: str = ""
    """The survey question or column it answers, when questions are kept apart."""
    date: str = ""
    """ISO 8601 date, or empty."""
    borough: str = ""
    neighbourhood: str = ""
    gender: str = ""
    age: str = ""
    anchor: str = ""
    """For a comment: the passage of the essay it is anchored to."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One addressable piece of a constitution, with its own words only (not its children's)."""

    citation: str
    """Canonical form, unique in its document: ``Art. 16, B, 3, a``."""
    level: str
    """preamble, part, book, title, chapter, division, article, section, numeral, fraction, inciso,
    paragraph, proviso (``parágrafo``), transitory or disposition (final, additional, repealing)."""
    heading: str
    """The words of its heading, without its label; empty where it has none."""
    text: str
    """Its own words, equal to ``document.text[start:end]``, without label or heading."""
    parent: str
    """Citation of the provision that holds it; empty at the top."""
    page: int | None
    """1-based page on which it begins; None for formats without pages."""
    start: int
    end: int
    status: str = "in_force"
    """``in_force`` or ``repealed``."""
    opens: int = -1
    """Where its label and heading begin, at most `start`; -1 where the source shows no place."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of one kind of thing a document holds that is no part of its text."""

    kind: str
    """Short, stable, in kebab case: ``running-head``, ``contents``, ``footnote``."""
    count: int
    """Lines of a PDF; blocks elsewhere."""
    page: int | None = None
    """1-based page of the first, where pages are known."""


@dataclass(frozen=True, slots=True)
class Reform:
    """That a provision was reformed, as the document itself says it."""

    citation: str
    words: str
    """The editor's note, or the heading of the decree."""
    page: int | None = None
    """1-based page of those words, where pages are known."""


@dataclass(frozen=True, slots=True)
class Constitution:
    """A draft or final text, read into provisions."""

    name: str
    """File name, for messages and tables."""
    text: str
    """The body as extracted. Empty for a table, whose offsets count within each cell."""
    provisions: tuple[Provision, ...]
    """In document order; every parent before its children."""
    issues: tuple[Issue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What the document shows besides its text: running heads, notes, contents."""
    reforms: tuple[Reform, ...] = ()
    """What it says of its own reforms; nothing of those that it doesn't speak of."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision at the level that links are counted in, with everything below it."""

    citation: str
    article: str
    """The article part alone, ``Art. 16``; for anything without an article, its citation."""
    heading: str
    """Its own heading."""
    context: str
    """The headings above it, outermost first, joined by `` · ``."""
    provisions: tuple[Provision, ...]
    """Itself first, then its descendants in document order."""
    status: str = "in_force"

    @property
    def text(self) -> str:
        """All its words, one provision a line."""
        return "\n".join(p.text for p in self.provisions if p.text)


UNSTABLE = 0.5
"""Stability below which a theme is called unstable: it dissolves more than it returns (Hennig 2007,
Cluster-wise assessment of cluster stability)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of contributions that ask for the same thing."""

    id: str
    """Stable: made from its medoid's id, not from its place in a list."""
    parent_id: str
    label: str
    terms: tuple[str, ...]
    size: int
    """Contributions in it."""
    weight: float
    """Sum of its contributions' weights."""
    medoid_id: str
    representatives: tuple[str, ...] = ()
    """Ids of up to three contributions, chosen to cover the theme."""
    distinct: int = 0
    """Contributions in it, each campaign of copies counted once."""
    distinct_weight: float = 0.0
    """Sum of weights, each campaign with the largest of its members'."""
    stability: float = 1.0
    """0 to 1: mean overlap with what is found when a fifth of the texts is missing; of a broad
    theme, the mean of those below it by their sizes."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a delivery added to a theme."""

    theme_id: str
    """Empty for the contributions in no theme."""
    label: str
    status: str
    """``new``, ``grew`` or ``same``."""
    before: int
    """Contributions whose strongest theme it was before the delivery."""
    added: int
    weight_before: float
    weight: float
    """Sums of their weights before and after; signatures of earlier contributions may have grown.
    """
    share_before: float
    """0 to 1, of all contributions of the earlier deliveries."""
    share_added: float
    """0 to 1, of the new contributions; 0 where there are none."""


@dataclass(frozen=True, slots=True)
class Change:
    """How much more or less a theme is asked for in a second wave of the same questions."""

    theme_id: str
    before: int
    """Contributions of the first wave in the theme."""
    size_before: int
    """Contributions of the first wave."""
    after: int
    size_after: int
    share_before: float
    share_after: float
    difference: float
    """`share_after` less `share_before`."""
    low: float
    high: float
    """95 % interval of the difference."""
    verdict: str
    """``more``, ``less``, ``same`` or ``too_small``."""
    panel: int
    """Respondents of both waves."""
    gained: int
    """Of them, who asks for the theme the second time only."""
    lost: int
    panel_difference: float
    """Of the panel's shares; NaN without a panel."""
    panel_low: float
    panel_high: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """That a contribution passed a number of signatures."""

    contribution_id: str
    theme_id: str
    """Its strongest theme, or empty."""
    threshold: int
    """The highest that it passed."""
    weight_before: float
    """0 for a contribution that is new."""
    weight: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """One text in many hands: a form letter, with its variants."""

    id: str
    """Made from its medoid's id."""
    medoid_id: str
    """Of the contribution whose wording is nearest to the others'."""
    text: str
    """Of that contribution."""
    members: tuple[str, ...]
    """Contribution ids, in their order."""
    similarities: tuple[float, ...]
    """Of each member's words to the medoid's, 0 to 1."""
    weight: float
    """Sum of its members' weights."""


@dataclass(frozen=True, slots=True)
class Member:
    """That a contribution belongs to a theme, and how firmly."""

    contribution_id: str
    theme_id: str
    """Empty when no theme was found for it."""
    strength: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme in one group of people."""

    theme_id: str
    attribute: str
    """One of `tracer.breakdown.ATTRIBUTES`."""
    value: str
    count: int
    """Contributions of the group in the theme; -1 where it is suppressed."""
    group_size: int
    """Contributions of the group in all."""
    share: float
    """Of the group's contributions, those in the theme: 0 to 1."""
    ratio: float
    """That share over the share among all others whose value is known; 1 is as elsewhere, nan
    where nobody else names the theme."""
    low: float
    """Lower end of the ratio's 95 % interval (Katz et al. 1978)."""
    high: float
    verdict: str
    """``over``, ``under``, ``as_elsewhere``, ``too_small`` or ``suppressed``."""
    p: float = 1.0
    """Two-sided, of the 2×2 table's chi-square; not adjusted."""


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
    reasons: tuple[str, ...] = ()
    """Of a provision that binds more or less than before: the expressions that tell it, as
    ``garantizara → promovera``, folded; also where its fate is another one."""
    nearest: float = 0.0
    """0 to 1: highest resemblance of the old provision to any of the newer version, an heir or not;
    0 for an added provision. Of an audit's use: it goes with survival better than `similarity`."""


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
