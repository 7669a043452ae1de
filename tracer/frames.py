"""Records as tables for a notebook: Arrow, pandas, polars; columns named as in a run folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import TYPE_CHECKING, Any

from tracer import tables
from tracer.cells import Columns
from tracer.errors import EmptyInputError, ShapeError, TracerError
from tracer.output import Row, arrow_schema, arrow_tables
from tracer.records import (
    Alignment,
    Assignment,
    Campaign,
    Cell,
    Concept,
    Constitution,
    Contribution,
    Issue,
    Lineage,
    Link,
    Member,
    Provision,
    Rate,
    Standing,
    Theme,
    Trace,
    Unit,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class _Shape:
    """How records of one kind are laid out."""

    columns: Columns
    rows: Callable[[Iterable[Any]], Iterable[Row]]


def to_arrow(records: Iterable[object], *, kind: type | None = None) -> pa.Table:
    """Lay records out as an Arrow table, with the columns, types and rounding of a run folder.

    What stands in a run's ``links.parquet`` for one version of the text is what this gives for the
    links of that version; the columns that say of which version are missing.

    Parameters
    ----------
    records : iterable of one kind of record, or Constitution
        Contribution, Provision, Unit, Link, Theme, Member, Lineage, Alignment, Trace, Rate,
        Campaign, Cell, Concept, Assignment, Standing or Issue. Of a constitution, its provisions.
    kind : type, optional
        Of the records; needed only where there may be none.

    Returns
    -------
    pyarrow.Table
        One row per record, in their order; of an alignment one per pair, of a campaign one per
        member. Texts are in NFC, decimals rounded to four places.

    Raises
    ------
    EmptyInputError
        If there are no records and no `kind`.
    ShapeError
        If they are of another kind, or of several.

    Examples
    --------
    >>> from tracer import read_contributions, sample_path, to_arrow
    >>> asked = to_arrow(read_contributions(sample_path("peticiones.csv")).contributions)
    >>> asked.num_rows, asked.column_names[:4]
    (36, ['contribution_id', 'channel', 'source', 'question'])
    """
    import pyarrow as pa

    given = iter(records.provisions if isinstance(records, Constitution) else records)
    first = next(given, None)
    if first is None and kind is None:
        raise EmptyInputError(
            "no hay registros de los que tomar las columnas; di de qué clase son con kind, por "
            "ejemplo to_arrow(enlaces, kind=Link)"
        )
    wanted = kind or type(first)
    shape = _shape_of(wanted)
    every = () if first is None else chain([first], given)
    columns = shape.columns
    batches = list(arrow_tables(shape.rows(_only(wanted, every)), columns))
    return pa.concat_tables([arrow_schema(columns).empty_table(), *batches])


def to_pandas(records: Iterable[object], *, kind: type | None = None) -> pd.DataFrame:
    """Lay records out as a pandas DataFrame; see `to_arrow`.

    Whole numbers are ``Int64``, so that a column keeps its type where a cell is empty.

    Parameters
    ----------
    records : iterable of one kind of record, or Constitution
    kind : type, optional
        Of the records; needed only where there may be none.

    Raises
    ------
    TracerError
        If pandas isn't installed; otherwise as `to_arrow`.

    Examples
    --------
    >>> from tracer import read_contributions, sample_path, to_pandas
    >>> asked = to_pandas(read_contributions(sample_path("peticiones.csv")).contributions)
    >>> asked.nlargest(1, "weight")[["contribution_id", "weight"]].values.tolist()
    [['P03', 60912.0]]
    """
    import pyarrow as pa

    try:
        import pandas as pd
    except ImportError as error:
        raise _missing("pandas") from error
    types = {pa.int64(): pd.Int64Dtype()}
    return to_arrow(records, kind=kind).to_pandas(types_mapper=types.get)


def to_polars(records: Iterable[object], *, kind: type | None = None) -> pl.DataFrame:
    """Lay records out as a polars DataFrame; see `to_arrow`.

    Parameters
    ----------
    records : iterable of one kind of record, or Constitution
    kind : type, optional
        Of the records; needed only where there may be none.

    Raises
    ------
    TracerError
        If polars isn't installed; otherwise as `to_arrow`.

    Examples
    --------
    >>> from tracer import read_constitution, sample_path, to_polars
    >>> provisions = to_polars(read_constitution(sample_path("final.md")))
    >>> provisions["level"].n_unique() > 3
    True
    """
    try:
        import polars as pl
    except ImportError as error:
        raise _missing("polars") from error
    frame = pl.from_arrow(to_arrow(records, kind=kind))
    assert isinstance(frame, pl.DataFrame)  # a table never becomes a Series
    return frame


def _missing(library: str) -> TracerError:
    return TracerError(
        "falta {library}, que no viene con tracer de por sí: pip install 'tracer[{library}]'",
        library=library,
    )


def _shape_of(kind: type) -> _Shape:
    if kind in _SHAPES:
        return _SHAPES[kind]
    known = ", ".join(shape.__name__ for shape in _SHAPES)
    raise ShapeError(f"expected records of tracer ({known}), got {kind.__name__}")


def _only(kind: type, records: Iterable[object]) -> Iterable[object]:
    for record in records:
        if type(record) is not kind:
            raise ShapeError(
                f"expected only {kind.__name__}, got a {type(record).__name__} among them; a table "
                "holds one kind of record"
            )
        yield record


_TYPES = {"str": str, "int": int, "float": float, "tuple[str, ...]": tuple}


def _as_it_stands(kind: type) -> _Shape:
    """A column for every field, under its own name: for what has no table in a run folder."""
    columns = {field.name: _TYPES[str(field.type)] for field in fields(kind)}
    return _Shape(columns, lambda records: (_fields(record, columns) for record in records))


def _named(columns: Columns) -> _Shape:
    """A column for every attribute of that name."""
    return _Shape(columns, lambda records: (_fields(record, columns) for record in records))


def _fields(record: object, columns: Columns) -> Mapping[str, object]:
    return {name: getattr(record, name) for name in columns}


def _reviewed() -> Columns:
    own = ("review", "proposed_confidence", "proposed_strength")
    return {**tables.LINKS, **{name: tables.RUN_LINKS[name] for name in own}}


_UNITS: Columns = {
    "citation": str, "article": str, "heading": str, "context": str, "text": str, "status": str,
}  # fmt: skip
_LINEAGE: Columns = {**tables.LINEAGE, "reasons": tuple, "nearest": float}
_SHAPES: Mapping[type, _Shape] = {
    Contribution: _Shape(tables.CONTRIBUTIONS, tables.contribution_rows),
    Provision: _named(tables.PROVISIONS),
    Unit: _named(_UNITS),
    Link: _Shape(_reviewed(), tables.link_rows),
    Theme: _Shape(tables.RUN_THEMES, tables.theme_rows),
    Member: _Shape(tables.MEMBERS, tables.member_rows),
    Lineage: _Shape(_LINEAGE, tables.lineage_rows),
    Alignment: _Shape(tables.RUN_LINEAGE, tables.alignment_rows),
    Trace: _as_it_stands(Trace),
    Rate: _as_it_stands(Rate),
    Campaign: _Shape(tables.CAMPAIGNS, tables.campaign_rows),
    Cell: _Shape(tables.BREAKDOWN, tables.breakdown_rows),
    Concept: _as_it_stands(Concept),
    Assignment: _Shape(tables.ASSIGNMENTS, tables.assignment_rows),
    Standing: _Shape(tables.DECISIONS, tables.decision_rows),
    Issue: _Shape(tables.ISSUES, tables.issue_rows),
}
