"""What the desk's pages show, computed before any markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracer.decisions.apply import in_force, pair_of
from tracer.records import Decision, Provision, Span, Unit
from tracer.report.quotes import clip, one_line
from tracer.review.desk import Desk

MOST_SHOWN = 20_000
"""Code points of one contribution: a cell of two megabytes must not fill the screen."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text cut where the engine's evidence begins and ends."""

    before: str
    words: str
    after: str
    cut: bool = False
    """Whether the rest of a very long text is left out."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One provision of a unit: what it is called within it, and its words."""

    label: str
    heading: str
    text: Marked


@dataclass(frozen=True, slots=True)
class PairView:
    """One link as a coder sees it."""

    contribution_id: str
    channel: str
    weight: float
    date: str
    place: str
    theme: str
    asked: Marked
    unit: Unit
    paragraphs: tuple[Paragraph, ...]
    before: Unit | None
    after: Unit | None
    """Neighbours in the text, for context."""
    candidates: tuple[tuple[str, str], ...]
    """Citation and heading of the other provisions to look at."""
    blind: bool
    """Whether it belongs to the audit's sample: neither the engine's view nor others' is shown."""
    confidence: float | None
    said: tuple[Decision, ...]
    """What others and oneself decided of it; of a blind one only oneself."""


def pair_view(
    desk: Desk,
    contribution_id: str,
    citation: str,
    *,
    coder: str,
    decisions: Sequence[Decision],
    settles: bool = False,
) -> PairView:
    """Join both sides of a link with what stands around them; `decisions` are those on it.

    Whoever settles a dispute sees what others said of the sample too, but not what the engine says.

    Raises
    ------
    KeyError
        If there is no such contribution or provision.
    """
    asked, unit = desk.contributions[contribution_id], desk.units[citation]
    link = desk.link(contribution_id, citation)
    blind = contribution_id in desk.sampled
    shown = None if blind else link
    span = shown.contribution_span if shown else Span(0, 0)
    others = desk.candidates(contribution_id)
    order = list(desk.units.values())
    at = order.index(unit)
    return PairView(
        contribution_id=contribution_id,
        channel=asked.channel,
        weight=asked.weight,
        date=asked.date,
        place=" · ".join(filter(None, (asked.borough, asked.neighbourhood))),
        theme=desk.theme_of.get(contribution_id, ""),
        asked=marked(asked.text, span, shown.evidence_contribution if shown else ""),
        unit=unit,
        paragraphs=tuple(
            _paragraph(unit, p, shown.evidence_provision if shown else "") for p in unit.provisions
        ),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        candidates=tuple((c, desk.units[c].heading) for c in others if c != citation),
        blind=blind and not settles,
        confidence=shown.confidence if shown else None,
        said=tuple(d for d in in_force(decisions) if d.coder == coder or settles or not blind),
    )


def marked(text: str, span: Span, words: str) -> Marked:
    """Cut a text at its evidence: where the span says so, or where the words stand; else nowhere.

    A wrong highlight is worse than none.
    """
    body, cut = text[:MOST_SHOWN], len(text) > MOST_SHOWN
    start, end = span.start, span.end
    if not words or one_line(body[start:end]) != one_line(words):
        start = body.find(words) if words else -1
        end = start + len(words)
    if start < 0:
        return Marked(body, "", "", cut)
    return Marked(body[:start], body[start:end], body[end:], cut)


def _paragraph(unit: Unit, provision: Provision, words: str) -> Paragraph:
    own = provision.citation.removeprefix(unit.citation).removeprefix(", ")
    heading = one_line(provision.heading) if provision.citation != unit.citation else ""
    text = one_line(provision.text)
    return Paragraph(own, heading, marked(text, Span(0, 0), one_line(words)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder has come."""

    coder: str
    decided: int
    """Links."""
    sampled: int
    """Of the audit's contributions, those with a decision on every candidate."""
    verdicts: tuple[tuple[str, int], ...]
    last: str
    """ISO 8601, UTC."""


def progress_of(desk: Desk, decisions: Sequence[Decision]) -> tuple[Progress, ...]:
    """Count what each coder has decided, by name."""
    mine: dict[str, list[Decision]] = {}
    for decision in in_force(decisions):
        mine.setdefault(decision.coder, []).append(decision)
    found = []
    for coder, own in sorted(mine.items()):
        done = {(d.contribution_id, d.citation) for d in own}
        whole = sum(
            all((key, citation) in done for citation in desk.candidates(key))
            for key in desk.sampled
        )
        counts = Counter(d.verdict for d in own)
        last = max(d.at for d in own)
        found.append(Progress(coder, len(own), whole, tuple(sorted(counts.items())), last))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of a coder's own log."""

    decision: Decision
    reached: bool
    """Whether the run still has the link; if not there is no page to go to."""


def logged(desk: Desk, decisions: Sequence[Decision]) -> tuple[Logged, ...]:
    """Tell of each entry whether the run has what it is about."""
    return tuple(Logged(d, desk.has(*pair_of(d))) for d in decisions)


def shortened(text: str) -> str:
    """Give the beginning of a text, for lists."""
    return clip(text, 160)
