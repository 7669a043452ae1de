"""What a delivery changed: which themes grew, which are new, which petitions passed a threshold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tracer.records import Crossing, Growth
from tracer.themes.growth.memory import Memory, Seen

THRESHOLDS: Final = (5_000, 10_000, 50_000)
"""Signatures at which a petition of Mexico City's platform was promised a written legal opinion, a
hearing with three members of the drafting group, and a session with the head of government."""


def growth_of(before: Memory, after: Memory) -> tuple[Growth, ...]:
    """Compare two memories theme by theme.

    Returns
    -------
    tuple of Growth
        New themes first, then by what was added, the most first; equal ones by id. Contributions in
        no theme are the last row. A contribution counts in its strongest theme, and one whose words
        changed is new.
    """
    parents = {theme.parent_id for theme in after.themes}
    known = {theme.id for theme in before.themes}
    old, now = _by_theme(before.seen), _by_theme(after.seen)
    fresh = {key for key, one in after.seen.items() if is_new(key, one, before)}
    labels = {theme.id: theme.label for theme in after.themes if theme.id not in parents}
    rows = []
    for theme in (*labels, ""):
        earlier, held = old.get(theme, []), now.get(theme, [])
        added = sum(key in fresh for key in held)
        status = "new" if theme and theme not in known else "grew" if added else "same"
        own = Growth(
            theme_id=theme,
            label=labels.get(theme, ""),
            status=status,
            before=len(earlier),
            added=added,
            weight_before=_weight(earlier, before.seen),
            weight=_weight(held, after.seen),
            share_before=round(len(earlier) / max(len(before.seen), 1), 6),
            share_added=round(added / max(len(fresh), 1), 6),
        )
        rows.append(own)
    return tuple(
        sorted(rows, key=lambda g: (not g.theme_id, g.status != "new", -g.added, g.theme_id))
    )


def crossings_of(before: Memory, after: Memory) -> tuple[Crossing, ...]:
    """Contributions that passed a threshold of signatures; the most signatures first."""
    found = []
    for key, one in after.seen.items():
        earlier = before.seen[key].weight if key in before.seen else 0.0
        passed = [t for t in THRESHOLDS if earlier < t <= one.weight]
        if passed:
            theme = one.themes[0][0] if one.themes else ""
            found.append(Crossing(key, theme, passed[-1], earlier, one.weight))
    return tuple(sorted(found, key=lambda c: (-c.weight, c.contribution_id)))


def is_new(key: str, one: Seen, before: Memory) -> bool:
    """Tell whether a contribution came, or was written anew, since `before`."""
    return key not in before.seen or before.seen[key].digest != one.digest


def _by_theme(seen: Mapping[str, Seen]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, one in seen.items():
        found.setdefault(one.themes[0][0] if one.themes else "", []).append(key)
    return found


def _weight(keys: Iterable[str], seen: Mapping[str, Seen]) -> float:
    # In the order of ids: a sum of floats depends on its order.
    return float(sum(seen[key].weight for key in sorted(keys)))
