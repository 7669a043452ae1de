"""The links that a report shows, out of all that a run lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracer.run_files import columns_of, give_back, parquet_file
from tracer.run_folder.rows import LINK_COLUMNS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

Coded = tuple["np.ndarray", list[str]]
"""A column of strings as numbers, and the string of each number."""
ANSWERED = 0.5
"""Confidence from which a link counts as an answer, as in `tracer.match`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be known of a run before its links are chosen."""

    whole: Set[str] = frozenset()
    """Contributions all of whose links are shown: what people decide may lift any of them."""
    draft: str = ""
    """Name of the first version; empty where there is one alone."""
    final: str = ""
    heirs: Callable[[str], Set[str]] = lambda _: frozenset()
    """Citations of the final text that descend from one of the draft: where a draft provision
    answers, its heir is shown with its words, however weak the link to it is."""


def shown_links(path: Path, wanted: Wanted) -> Iterator[Mapping[str, Sequence[Any]]]:
    """Read the links that count: those that answer, and the surest of each contribution.

    Nine in ten of the links of a run are the places below the first ones, of which a report says
    nothing; a run on 200,000 answers lists four million.

    Parameters
    ----------
    path : Path
        Of ``links.parquet``.
    wanted : Wanted

    Yields
    ------
    mapping of str to sequence
        Columns of some of them, in order, as `tracer.run_folder.rows.links_of` takes them.
        Contributions on whose links somebody had decided before the run have all of them too.

    Raises
    ------
    InputError, FormatError
        As `tracer.run_files.read_columns`.
    """
    import pyarrow as pa

    with parquet_file(path, LINK_COLUMNS) as table:
        # A column at a time: as strings, those of four million links take 50 MB each.
        kept = _kept(lambda name: table.read(columns=[name])[name], wanted)
        give_back()
        first = 0
        for group in range(table.num_row_groups):
            rows = table.read_row_group(group, columns=list(LINK_COLUMNS))
            yield columns_of(rows.filter(pa.array(kept[first : first + len(rows)])))
            first += len(rows)


def _kept(column: Callable[[str], pa.ChunkedArray], wanted: Wanted) -> np.ndarray:
    """Tell which rows are shown: shape (n_rows,), bool."""
    import numpy as np

    version, who = (_codes(column(name)) for name in ("version", "contribution_id"))
    if not len(version[0]):
        return np.zeros(0, bool)
    new = np.flatnonzero((np.diff(version[0]) != 0) | (np.diff(who[0]) != 0)) + 1
    starts = np.concatenate([[0], new])
    sizes = np.diff(np.append(starts, len(version[0])))
    rank, confidence = (column(name).to_numpy() for name in ("rank", "confidence"))
    best = np.repeat(np.maximum.reduceat(np.where(rank > 0, confidence, -1.0), starts), sizes)
    whole = np.isin(who[0], [at for at, name in enumerate(who[1]) if name in wanted.whole])
    reviewed = _codes(column("review"))
    marked = np.isin(reviewed[0], [at for at, name in enumerate(reviewed[1]) if name])
    entire = np.repeat(np.maximum.reduceat(whole | marked, starts), sizes)
    kept = (rank == 0) | (confidence >= ANSWERED) | (confidence == best) | entire
    return np.asarray(kept | _descends(version, who[0], _codes(column("citation")), kept, wanted))


def _descends(
    version: Coded, who: np.ndarray, citation: Coded, kept: np.ndarray, wanted: Wanted
) -> np.ndarray:
    """Tell which links lead to the heir of a draft provision whose own link is kept."""
    import numpy as np

    found = np.zeros(len(kept), bool)
    draft, final = (
        version[0] == (version[1].index(name) if name in version[1] else -1)
        for name in (wanted.draft, wanted.final)
    )
    number = {name: at for at, name in enumerate(citation[1])}
    heirs = [
        [number[heir] for heir in wanted.heirs(name) if heir in number] for name in citation[1]
    ]
    answering = np.flatnonzero(draft & kept)
    reached = [
        (contribution, heir)
        for contribution, its in zip(who[answering], citation[0][answering], strict=True)
        for heir in heirs[its]
    ]
    if reached:
        weak = np.flatnonzero(final & ~kept)
        pairs = who[weak].astype(np.int64) * len(number) + citation[0][weak]
        wanted_pairs = np.array([int(c) * len(number) + heir for c, heir in reached], np.int64)
        found[weak] = np.isin(pairs, wanted_pairs)
    return found


def _codes(column: pa.ChunkedArray) -> Coded:
    """Give a column of strings as numbers, with the string of each."""
    found = column.fill_null("").combine_chunks().dictionary_encode()
    return found.indices.to_numpy(), found.dictionary.to_pylist()
