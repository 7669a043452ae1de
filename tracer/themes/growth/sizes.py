"""How large themes are, counted again from who belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracer.records import Theme
from tracer.themes.growth.memory import Seen


def resized(themes: Sequence[Theme], seen: Mapping[str, Seen]) -> tuple[Theme, ...]:
    """Count the members of each theme; of a broad one, those of the themes below it.

    Returns
    -------
    tuple of Theme
        The largest first, equal ones by id.
    """
    held: dict[str, list[str]] = {}
    for key in sorted(seen):
        for name, _ in seen[key].themes:
            held.setdefault(name, []).append(key)
    below: dict[str, list[str]] = {}
    for theme in themes:
        if theme.parent_id:
            below.setdefault(theme.parent_id, []).append(theme.id)
    counted = []
    for theme in themes:
        parts = below.get(theme.id, [theme.id])
        keys = sorted({key for part in parts for key in held.get(part, ())})
        counted.append(_counted(theme, keys, seen))
    return tuple(sorted(counted, key=lambda theme: (-theme.size, theme.id)))


def _counted(theme: Theme, keys: Sequence[str], seen: Mapping[str, Seen]) -> Theme:
    alone = [seen[key].weight for key in keys if not seen[key].campaign]
    letters: dict[str, float] = {}
    for key in keys:
        if name := seen[key].campaign:
            letters[name] = max(letters.get(name, 0.0), seen[key].weight)
    return replace(
        theme,
        size=len(keys),
        weight=float(sum(seen[key].weight for key in keys)),
        distinct=len(alone) + len(letters),
        distinct_weight=float(sum(alone) + sum(letters[name] for name in sorted(letters))),
    )
