"""Stages joined two by two, as both `tracer run` and the single commands use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from tracer.constitution import units
from tracer.encode.geometry import (
    Total,
    added,
    centre_on_mean,
    centred_on,
    group_means,
    group_totals,
    mean_of,
    mean_vector,
    means_drawn,
)
from tracer.lineage import align_versions, trace, with_origins, with_versions_between
from tracer.match import Encode
from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    Lineage,
    Link,
    Member,
    Stage,
    Theme,
    Trace,
    Unit,
    unwatched,
)
from tracer.text import nfc, says_something
from tracer.themes import find_themes
from tracer.themes.guidance import NO_CORRECTIONS, Amendments, Guide
from tracer.themes.layout import placed_themes
from tracer.themes.neighbours import quantise
from tracer.workers import ALONE, Workers

if TYPE_CHECKING:
    import numpy as np

GROUP_TEXTS = 20.0
"""The mean of a channel or question is drawn towards that of all as if it held this many more
texts. Sample corpus: themes' AMI .24 without, .28 by channel alone, .32 so (10 to 40 alike)."""

BLOCK = 20_000
"""Texts whose vectors are held as they were encoded: 30 MB."""
LEVELS = ("article", "section", "finest")
"""Levels that versions are aligned by."""
OTHERS = "*"
"""Name of the centre of channels and questions that have none of their own."""


@dataclass(frozen=True, slots=True)
class Centred:
    """Contributions with words, as themes are sought among them."""

    worded: tuple[Contribution, ...]
    vectors: np.ndarray
    """Shape (n_worded, d), float32: L2-normalised, after the mean of their register was taken."""
    centres: Mapping[str, np.ndarray]
    """What was taken from each register, and, under `OTHERS`, the mean of all."""


def themes_of(
    contributions: Sequence[Contribution],
    *,
    encode: Encode,
    seed: int,
    guide: Guide = NO_CORRECTIONS,
    amendments: Amendments | None = None,
    stage: Stage = unwatched,
    workers: Workers = ALONE,
) -> tuple[tuple[Theme, ...], tuple[Member, ...]]:
    """Find the themes of `contributions`; those without words belong to none.

    Parameters
    ----------
    contributions : sequence of Contribution
        With different ids.
    encode : callable
        Sequence of n texts to an array of shape (n, d), float32, rows of length 1.
    seed : int
    guide : Guide, optional
        What a person corrects, see `tracer.themes.guidance`.
    amendments : Amendments, optional
        The same, made earlier: what fits no more is told of and passed over.
    workers : Workers, optional
        Who looks for neighbours and makes the partitions; see `tracer.open_cluster`.
    stage : callable, optional
        Told of stages and how far they are; see `tracer.records.watching`.

    Returns
    -------
    themes : tuple of Theme
        The largest first; broad ones among them, which have no members of their own.
    members : tuple of Member
        In the order of `contributions`, strongest theme first.

    Examples
    --------
    >>> from tracer import encode_texts, read_process, read_sources, sample_path, themes_of
    >>> asked = read_sources(read_process(sample_path())).contributions
    >>> themes, members = themes_of(asked, encode=encode_texts, seed=1)
    >>> len(themes) > 10
    True
    """
    worded = _worded(contributions)
    vectors = _quantised(worded, encode=encode)
    themes, members = find_themes(
        worded, vectors, seed=seed, guide=guide, amendments=amendments, stage=stage,
        workers=workers,
    )  # fmt: skip
    mapped = placed_themes(themes, members, worded, vectors)
    return mapped, with_wordless(members, contributions)


def centred_texts(contributions: Sequence[Contribution], *, encode: Encode) -> Centred:
    """Centre each channel and question on its own mean: themes are what is said, not how."""
    worded = _worded(contributions)
    vectors, registers = encode([c.text for c in worded]), registers_of(worded)
    common = mean_vector(vectors)
    centres = group_means(vectors, registers, centre=common, weight=GROUP_TEXTS)
    placed = centred_on(vectors, registers, centres=centres)
    return Centred(worded, placed, {**centres, OTHERS: common})


def _worded(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    return tuple(c for c in contributions if says_something(c.text))


def _quantised(worded: Sequence[Contribution], *, encode: Encode) -> np.ndarray:
    """Vectors of `centred_texts`, quantised: shape (n_worded, d), int16.

    A block at a time, each encoded twice: a cache gives it the second time, and all of them as
    float32 would take four times the room of what is made of them.
    """
    import numpy as np

    if len(worded) <= BLOCK:
        return quantise(centred_texts(worded, encode=encode).vectors)
    registers = registers_of(worded)
    totals: dict[str, Total] = {}
    for some in _blocks(len(worded)):
        vectors = encode([c.text for c in worded[some]])
        for register, total in group_totals(vectors, registers[some]).items():
            totals[register] = added(totals[register], total) if register in totals else total
    common = mean_of(added(*totals.values()))
    centres = means_drawn(totals, towards=common, weight=GROUP_TEXTS)
    found = np.empty((len(worded), len(common)), np.int16)
    for some in _blocks(len(worded)):
        vectors = encode([c.text for c in worded[some]])
        found[some] = quantise(centred_on(vectors, registers[some], centres=centres))
    return found


def _blocks(n: int) -> list[slice]:
    return [slice(first, first + BLOCK) for first in range(0, n, BLOCK)]


def with_wordless(
    members: Sequence[Member], contributions: Sequence[Contribution]
) -> tuple[Member, ...]:
    """Members in the order of `contributions`; those that none names belong to no theme."""
    by_id: dict[str, list[Member]] = {}
    for member in members:
        by_id.setdefault(member.contribution_id, []).append(member)
    return tuple(m for c in contributions for m in by_id.get(c.id, [Member(c.id, "", 0.0)]))


def registers_of(contributions: Sequence[Contribution]) -> np.ndarray:
    """Channel and question of each contribution; shape (n,), str."""
    import numpy as np

    return np.array([f"{c.channel}#{c.question}" for c in contributions], dtype=str)


def lineage_of(
    old: Sequence[Unit], new: Sequence[Unit], *, encode: Encode, stage: Stage = unwatched
) -> tuple[Lineage, ...]:
    """Align two versions of a text: what became of every provision of the older one.

    Parameters
    ----------
    old, new : sequence of Unit
        In document order; repealed ones are left out.
    encode : callable
        Sequence of n texts to an array of shape (n, d), float32, rows of length 1. Both versions
        are centred on their common mean, being texts of one kind.
    stage : callable, optional
        Told of stages and how far they are; see `tracer.records.watching`.

    Returns
    -------
    tuple of Lineage
        As `tracer.align_versions` gives them.

    Examples
    --------
    >>> from tracer import encode_texts, lineage_of, read_constitution, sample_path, units
    >>> draft, final = (
    ...     units(read_constitution(sample_path(name)), level="article")
    ...     for name in ("borrador.md", "final.md")
    ... )
    >>> fates = {pair.fate for pair in lineage_of(draft, final, encode=encode_texts)}
    >>> {"kept", "reworded", "dropped", "added"} <= fates
    True
    """
    vectors = centre_on_mean(encode([nfc(unit.text) for unit in (*old, *new)]))
    stage("comparar versiones", None)
    return align_versions(
        old, new, old_vectors=vectors[: len(old)], new_vectors=vectors[len(old) :]
    )


class Align(Protocol):
    """Aligns two versions of a text; see `lineage_of`."""

    def __call__(
        self, old: Sequence[Unit], new: Sequence[Unit], *, encode: Encode, stage: Stage = unwatched
    ) -> tuple[Lineage, ...]:
        """Tell what became of every unit of `old`."""
        ...


def alignments_of(
    names: Sequence[str],
    texts: Sequence[Constitution],
    prior: tuple[str, Constitution] | None,
    *,
    encode: Encode,
    stage: Stage = unwatched,
    align: Align = lineage_of,
) -> tuple[Alignment, ...]:
    """Align the versions of a text.

    Parameters
    ----------
    names, texts : sequence of str and Constitution
        From the first draft to the final text.
    prior : tuple of str and Constitution, optional
        What was in force before.
    encode : callable
    stage : callable, optional
        Told of stages; see `tracer.records.watching`.
    align : callable, optional
        What aligns two lists of units.

    Returns
    -------
    tuple of Alignment
        By article: the first version with the last; where there are others between them, each with
        the next; what was in force before with the last. Then the first with the last by the finer
        `LEVELS` that differ from articles there. None where there is one text alone.
    """
    versions = dict(zip(names, texts, strict=True)) | ({prior[0]: prior[1]} if prior else {})
    first, last = names[0], names[-1]
    ends = [(first, last, LEVELS[0])] if len(names) > 1 else []
    ends += [(old, new, LEVELS[0]) for old, new in pairwise(names)] if len(names) > 2 else []
    ends += [(prior[0], last, LEVELS[0])] if prior else []
    if len(names) > 1:
        ends += [(first, last, level) for level in _finer(versions[first])]
    return tuple(
        Alignment(
            old,
            new,
            align(
                units(versions[old], level=level),
                units(versions[new], level=level),
                encode=encode,
                stage=stage,
            ),
            level,
        )
        for old, new, level in ends
    )


def _finer(text: Constitution) -> list[str]:
    """Levels at which a text has other units than at the one before."""
    found = {level: [unit.citation for unit in units(text, level=level)] for level in LEVELS}
    return [level for before, level in pairwise(LEVELS) if found[level] != found[before]]


def traces_of(
    names: Sequence[str],
    before: str,
    links: Mapping[str, Sequence[Link]],
    alignments: Sequence[Alignment],
    members: Sequence[Member],
) -> tuple[Trace, ...]:
    """Join links, alignments and themes into the ways from contributions to the final text.

    Parameters
    ----------
    names : sequence of str
        Versions of the text, from the first draft to the final one.
    before : str
        Name of the text that was in force before; empty where there is none.
    links : mapping of str to sequence of Link
        By version.
    alignments, members : sequence
    """
    by_ends = {
        (a.old_version, a.new_version): a.lineage for a in alignments if a.level == "article"
    }
    first, last = names[0], names[-1]
    found = trace(links, by_ends.get((first, last), ()), members, versions=names)
    found = with_versions_between(found, [by_ends[ends] for ends in pairwise(names)])
    return with_origins(found, links[before], by_ends[before, last]) if before else found
