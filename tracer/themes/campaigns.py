"""Campaigns: the same letter in many hands, kept as groups beside the themes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tracer.records import Campaign, Contribution
from tracer.text import fold
from tracer.themes.duplicates import group_copies, is_campaign
from tracer.themes.vocabulary import WORD, readable


def find_campaigns(contributions: Sequence[Contribution]) -> tuple[Campaign, ...]:
    """Group the contributions that are one text, up to words changed, names inserted and typos.

    Parameters
    ----------
    contributions : sequence of Contribution
        With different ids, in any order.

    Returns
    -------
    tuple of Campaign
        The largest first, equal ones by id. Answers of fewer than eight words are none, however
        many give the same: there are few ways to say «educación gratuita».
    """
    placed = sorted(contributions, key=lambda c: c.id)
    texts = [readable(c.text) for c in placed]
    held: dict[int, list[int]] = {}
    for i, leader in enumerate(group_copies(texts).tolist()):
        held.setdefault(leader, []).append(i)
    found = [
        _campaign([placed[i] for i in rows], [texts[i] for i in rows])
        for rows in held.values()
        if is_campaign([texts[i] for i in rows])
    ]
    return tuple(sorted(found, key=lambda c: (-len(c.members), c.id)))


def _campaign(members: Sequence[Contribution], texts: Sequence[str]) -> Campaign:
    """Describe a campaign by the text that most of its members come nearest to."""
    from rapidfuzz.process import cdist

    plain = [" ".join(WORD.findall(fold(text))) for text in texts]
    distinct = sorted(set(plain))
    # A few hundred wordings settle which is the middle one; a campaign may have thousands.
    sample = distinct[:: max(1, len(distinct) // 200)]
    nearness = cdist(sample, sample).sum(axis=1, dtype=float)
    middle = sample[int(nearness.argmax())]
    alike = cdist(plain, [middle])[:, 0] / 100
    first = plain.index(middle)
    digest = hashlib.sha1(members[first].id.encode()).hexdigest()[:8]
    return Campaign(
        id=f"C-{digest}",
        medoid_id=members[first].id,
        text=members[first].text,
        members=tuple(c.id for c in members),
        similarities=tuple(round(float(value), 4) for value in alike),
        weight=float(sum(c.weight for c in members)),
    )
