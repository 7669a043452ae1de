"""What one column of an output may hold: what `tracer.cells` gives for each cell, sooner.

A run's tables have millions of rows, and few different words in most columns: what is done with
a text is done once for all cells that hold it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from tracer.cells import DECIMALS, EXACT, Cell, Columns, plain, typed

Row = Mapping[str, object]
"""Column → value; a missing column is empty."""


def column_batches(
    rows: Iterable[Row], columns: Columns, size: int
) -> Iterator[dict[str, list[object]]]:
    """Give `rows` as columns, `size` rows at a time: what a column needs once is done once."""
    pending = iter(rows)
    while batch := list(islice(pending, size)):
        yield {name: [row.get(name) for row in batch] for name in columns}


def typed_column(values: Sequence[object], kind: type, *, name: str) -> list[Cell | list[str]]:
    """Bring many values to the type of their column: what `typed` gives for each."""
    if kind is float:
        return [
            round(value, DECIMALS) + 0.0
            if type(value) is float and abs(value) < math.inf
            else typed(value, kind, name=name)
            for value in values
        ]
    if kind is int:
        return [
            value if type(value) is int and abs(value) <= EXACT else typed(value, kind, name=name)
            for value in values
        ]
    if kind is str and (different := _different_texts(values)) is not None:
        known = {value: typed(value, kind, name=name) for value in different}
        return [known[value] for value in values]
    return [typed(value, kind, name=name) for value in values]


def plain_column(values: Sequence[object], kind: type, *, name: str) -> list[str]:
    """Write many values as text: what `plain` gives for each that is `typed`."""
    return [plain(value) for value in typed_column(values, kind, name=name)]


def each_once(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """Change every text, equal ones once."""
    changed = {text: change(text) for text in set(texts)}
    return [changed[text] for text in texts]


def _different_texts(values: Sequence[object]) -> set[object] | None:
    """Give each of `values` once; None where one of them is neither text nor empty."""
    try:
        different = set(values)
    except TypeError:  # a list, say
        return None
    return different if all(v is None or isinstance(v, str) for v in different) else None
