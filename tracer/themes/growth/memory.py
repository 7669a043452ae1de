"""What is kept of the contributions seen so far: enough to place new ones beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracer.records import Campaign, Contribution, Member, Theme
from tracer.text import says_something
from tracer.themes.neighbours import quantise

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXAMPLES = 400
"""Members of each theme kept with their words: placing a new text costs the same however many
there are."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of every contribution."""

    digest: str
    """Of its words: tells a text that was changed."""
    weight: float
    themes: tuple[tuple[str, float], ...]
    """Ids and strengths, strongest first; none while it waits for a theme."""
    campaign: str = ""
    """Of the form letter that it is a copy of."""


@dataclass(frozen=True, slots=True)
class Example:
    """A contribution kept with its words: one of a theme's examples, or one that waits."""

    id: str
    text: str
    theme: str
    """The strongest; empty for one that waits."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that the next delivery is placed by."""

    encoder: str
    """Identity of the encoder: vectors of another can't be compared."""
    themes: tuple[Theme, ...]
    """The largest first, broad ones among them."""
    seen: Mapping[str, Seen]
    """By contribution id."""
    examples: tuple[Example, ...]
    """By theme, then id."""
    rows: NDArray[np.int16]
    """Shape (n_examples, d): their quantised vectors."""
    centres: Mapping[str, NDArray[np.float64]]
    """What was taken from the vectors of each channel and question; under ``*`` for all others."""

    @property
    def counts(self) -> dict[str, int]:
        """How many contributions have each theme as their strongest."""
        found: dict[str, int] = {}
        for one in self.seen.values():
            if one.themes:
                found[one.themes[0][0]] = found.get(one.themes[0][0], 0) + 1
        return found


def digest(text: str) -> str:
    """Eight bytes of BLAKE2b, in hexadecimal."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def remember(
    contributions: Sequence[Contribution],
    worded: Sequence[Contribution],
    vectors: NDArray[np.float32],
    found: tuple[Sequence[Theme], Sequence[Member], Sequence[Campaign]],
    *,
    encoder: str,
    centres: Mapping[str, NDArray[np.float64]],
) -> Memory:
    """Keep what was found in a first delivery.

    Parameters
    ----------
    contributions : sequence of Contribution
        With different ids.
    worded : sequence of Contribution
        Those with words.
    vectors : ndarray of shape (n_worded, d), float32
        Their vectors, centred.
    found : tuple
        Themes, members and campaigns.
    encoder : str
    centres : mapping
        See `Memory`.
    """
    themes, members, campaigns = found
    held: dict[str, list[tuple[str, float]]] = {}
    for member in members:
        if member.theme_id:
            held.setdefault(member.contribution_id, []).append((member.theme_id, member.strength))
    letter = {member: campaign.id for campaign in campaigns for member in campaign.members}
    seen = {
        c.id: Seen(digest(c.text), c.weight, tuple(held.get(c.id, ())), letter.get(c.id, ""))
        for c in sorted(contributions, key=lambda c: c.id)
    }
    medoids = {campaign.medoid_id for campaign in campaigns}
    row_of = {c.id: row for row, c in enumerate(worded)}
    kept = chosen_examples(contributions, seen, medoids)
    rows = quantise(vectors[[row_of[e.id] for e in kept]]) if kept else quantise(vectors[:0])
    return Memory(encoder, tuple(themes), seen, kept, rows, centres)


def chosen_examples(
    contributions: Sequence[Contribution], seen: Mapping[str, Seen], always: set[str]
) -> tuple[Example, ...]:
    """Evenly drawn members of each theme, by id; those in `always` and all that wait besides.

    A copy of a form letter is no example unless it stands for its campaign.
    """
    by_theme: dict[str, list[Example]] = {}
    for c in sorted(contributions, key=lambda c: c.id):
        own = seen[c.id]
        if (not own.campaign or c.id in always) and says_something(c.text):
            theme = own.themes[0][0] if own.themes else ""
            by_theme.setdefault(theme, []).append(Example(c.id, c.text, theme))
    kept: list[Example] = []
    for theme, examples in sorted(by_theme.items()):
        step = max(1.0, len(examples) / EXAMPLES) if theme else 1.0
        drawn = {int(k * step) for k in range(EXAMPLES if step > 1 else len(examples))}
        kept += [e for at, e in enumerate(examples) if at in drawn or e.id in always]
    return tuple(kept)
