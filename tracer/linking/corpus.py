"""A corpus against the versions of a text, a stretch of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracer.linking.keys import document_digest, stretch_key
from tracer.linking.packed import links_in, packed_links
from tracer.match import (
    DenseTexts,
    Encode,
    Index,
    TextSpace,
    candidates,
    dense_texts,
    index_document,
    match_stretch,
    stretches,
    unanswered,
)
from tracer.records import Contribution, Link, Unit
from tracer.store import Store
from tracer.workers import ALONE, Workers

STRETCH = 2048
"""Contributions whose links are kept together: what a killed run loses at most."""
NOBODY: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class LinkedText:
    """The links of a corpus to one document, on disk."""

    store: Store
    keys: tuple[str, ...]
    """One for each stretch of contributions, in order."""

    def stretches(self) -> Iterator[list[Link]]:
        """Links of one stretch after another, all those of a contribution together."""
        return (links_in(self.store.get(key)) for key in self.keys)


def link_corpus(
    contributions: Sequence[Contribution],
    space: TextSpace,
    documents: Mapping[str, Sequence[Unit]],
    *,
    encode: Encode,
    encoder: str,
    store: Store,
    top: int = 10,
    without: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    progress: Callable[[int], None] | None = None,
    workers: Workers = ALONE,
) -> dict[str, LinkedText]:
    """Match a corpus with several documents; what `store` holds already isn't computed again.

    Parameters
    ----------
    contributions : sequence of Contribution
    space : TextSpace
        What `tracer.match.text_space` gives for them.
    documents : mapping of str to sequence of Unit
        By name; see `tracer.match.match_provisions`.
    encode : callable
        Sequence of n texts to an array of shape (n, d), float32, rows of length 1. Each text was
        asked for already to make `space`: a cache should hold it.
    encoder : str
        Its identity.
    store : Store
    top : int, default=10
    without : mapping of str to mapping, optional
        For a document's name, what `match_provisions` takes by that name.
    progress : callable, optional
        Called with the number of contributions that were matched with one document since the last
        call.
    workers : Workers, optional
        Who does the matching.

    Returns
    -------
    dict of str to LinkedText
        The links that `match_provisions` gives, by document.
    """
    barred = without or {}
    possible = {name: candidates(units) for name, units in documents.items()}
    indexes: dict[str, Index] = {}
    digests = {
        name: document_digest(units, encoder=encoder, top=top) for name, units in possible.items()
    }
    keys: dict[str, list[str]] = {name: [] for name in documents}
    for first, last in stretches(len(contributions), size=STRETCH):
        some = contributions[first:last]
        texts: DenseTexts | None = None
        for name, units in possible.items():
            key = stretch_key(digests[name], space, some, barred.get(name, NOBODY))
            keys[name].append(key)
            if not store.has(key):
                if units and name not in indexes:
                    indexes[name] = index_document(units, encode=encode)
                texts = texts or dense_texts(space, some, first, encode=encode)
                found = _matched(
                    indexes.get(name), some, texts, top=top, without=barred.get(name, NOBODY),
                    workers=workers,
                )  # fmt: skip
                store.put(key, packed_links(found))
            if progress:
                progress(len(some))
    return {name: LinkedText(store, tuple(own)) for name, own in keys.items()}


def _matched(
    index: Index | None,
    contributions: Sequence[Contribution],
    texts: DenseTexts,
    *,
    top: int,
    without: Mapping[str, frozenset[str]],
    workers: Workers,
) -> list[Link]:
    """Links of one stretch; where the document has nothing that can answer, none is answered."""
    if index is None:
        return [unanswered(c.id, confidence=1.0) for c in contributions]
    return match_stretch(index, contributions, texts, top=top, without=without, workers=workers)
