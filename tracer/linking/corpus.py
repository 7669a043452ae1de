"""A corpus against the versions of a text, a stretch of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from tracer.linking.keys import document_digest, stretch_key
from tracer.linking.packed import links_in, packed_links
from tracer.match import (
    Against,
    Encode,
    Parcel,
    TextSpace,
    candidates,
    dense_texts,
    in_parcels,
    index_document,
    links_to,
    parcel_sizes,
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
    digests = {
        name: document_digest(units, encoder=encoder, top=top) for name, units in possible.items()
    }
    keys: dict[str, list[str]] = {name: [] for name in documents}
    lacking: dict[tuple[int, int], list[str]] = {}
    for first, last in stretches(len(contributions), size=STRETCH):
        some = contributions[first:last]
        for name in documents:
            key = stretch_key(digests[name], space, some, barred.get(name, NOBODY))
            keys[name].append(key)
            if not store.has(key):
                lacking.setdefault((first, last), []).append(name)
            elif progress:
                progress(last - first)
    asked = {name for names in lacking.values() for name in names}
    against = {
        name: Against(index_document(units, encode=encode), top, min_confidence=0.0)
        for name, units in possible.items()
        if name in asked and units
    }
    cut = _cut(contributions, space, lacking, against, barred, encode)
    with closing(workers.map(links_to, cut, shared=against)) as found:
        for (first, last), names in lacking.items():
            for name in names:
                links = _next(found, contributions[first:last], answers=name in against)
                store.put(keys[name][first // STRETCH], packed_links(links))
                if progress:
                    progress(last - first)
    return {name: LinkedText(store, tuple(own)) for name, own in keys.items()}


def _cut(
    contributions: Sequence[Contribution],
    space: TextSpace,
    lacking: Mapping[tuple[int, int], Sequence[str]],
    against: Mapping[str, Against],
    barred: Mapping[str, Mapping[str, frozenset[str]]],
    encode: Encode,
) -> Iterator[tuple[str, Parcel]]:
    """Parcels of what lacks links, each with the name of the document, as they are asked for."""
    for (first, last), names in lacking.items():
        answering = [name for name in names if name in against]
        if not answering:
            continue
        some = contributions[first:last]
        texts = dense_texts(space, some, first, encode=encode)
        for name in answering:
            for parcel in in_parcels(some, texts, barred.get(name, NOBODY)):
                yield name, parcel


def _next(
    found: Iterator[list[Link]], contributions: Sequence[Contribution], *, answers: bool
) -> list[Link]:
    """Links of the next stretch; a document with nothing that can answer answers nobody."""
    if not answers:
        return [unanswered(c.id, confidence=1.0) for c in contributions]
    return [link for _ in parcel_sizes(len(contributions)) for link in next(found)]
