"""No two themes under one name: a person must be able to speak of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from tracer.records import Theme
from tracer.themes.labels import LABEL_TERMS, label, opening

JOINT = " · "


def told_apart(
    themes: Sequence[Theme], texts: Mapping[str, str], *, given: Set[str] = frozenset()
) -> tuple[Theme, ...]:
    """Rename themes that share a label.

    A broad theme whose label is that of a theme below it is named after its largest members; the
    others by the terms that only they have, or, where they have none, by the words of their medoid.

    Parameters
    ----------
    themes : sequence of Theme
        With different ids.
    texts : mapping of str to str
        Contribution id → text, for the medoids.
    given : set of str, optional
        Labels that a person chose: the theme below a broad one keeps its own.

    Returns
    -------
    tuple of Theme
        In the same order. A label is still shared only where even the medoids begin alike.
    """
    named = [_after_members(theme, themes) for theme in themes]
    counts = Counter(theme.label for theme in named)
    return tuple(
        theme
        if counts[theme.label] == 1 or theme.label in given
        else replace(theme, label=_own(theme, named, texts))
        for theme in named
    )


def _after_members(theme: Theme, themes: Sequence[Theme]) -> Theme:
    below = sorted((t for t in themes if t.parent_id == theme.id), key=lambda t: (-t.size, t.id))
    if theme.label not in {t.label for t in below}:
        return theme
    firsts = dict.fromkeys(t.label.split(", ")[0] for t in below)
    return replace(theme, label=JOINT.join(list(firsts)[:LABEL_TERMS]))


def _own(theme: Theme, themes: Sequence[Theme], texts: Mapping[str, str]) -> str:
    """Its label with the terms that no theme of the same label has in place of the last."""
    alike = [t for t in themes if t.label == theme.label and t.id != theme.id]
    others = {term for t in alike for term in t.terms}
    own = [term for term in theme.terms if term not in others]
    if own:
        return label([*theme.terms[:1], *own[: LABEL_TERMS - 1]])
    return f"{theme.label} ({opening(texts.get(theme.medoid_id, theme.medoid_id))})"
