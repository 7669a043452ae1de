"""Contributions that a notebook holds already: a DataFrame of any library, or columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracer.errors import EmptyInputError, FormatError
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.columnar import table_from_arrow
from tracer.sources.columns import find_columns
from tracer.sources.result import ReadResult, tallied, without_personal
from tracer.sources.rows import assemble
from tracer.sources.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "tabla"
"""What messages and `Contribution.source` call a table that comes from no file."""


def contributions_from(
    frame: object,
    *,
    text: str | Sequence[str] = (),
    id: str | None = None,
    weight: str | None = None,
    channel: str = "",
    questions: Sequence[str] = (),
    name: str = NAME,
    personal: Redactor = UNTOUCHED,
) -> ReadResult:
    """Read what citizens wrote from a DataFrame, as `read_contributions` reads it from a file.

    The same rules hold: columns that aren't named are found by their names, HTML becomes plain
    text, a row without words is set aside and told of, ids come out unique.

    Parameters
    ----------
    frame : DataFrame or mapping of str to sequence
        Of pandas, polars, pyarrow, DuckDB or anything else that speaks Arrow (it has
        ``__arrow_c_stream__``); or columns by name.
    text : str or sequence of str, optional
        Columns read, in this order, as one contribution per row.
    id, weight : str, optional
        Names of columns. Without ids a contribution's id is its row number, from 1.
    channel : str, optional
        ``petition``, ``survey``, ``comment`` or ``event``, for rows that name none.
    questions : sequence of str, optional
        Columns of which each non-empty answer is a contribution of its own, ``<id>#<column>``.
    name : str, default="tabla"
        What messages call the table.
    personal : Redactor, optional
        As `read_contributions` takes it.

    Returns
    -------
    ReadResult
        Contributions in row order; rows set aside; issues.

    Raises
    ------
    FormatError
        If `frame` is no table.
    ColumnError
        If a column is missing, or none looks like a text.
    EmptyInputError
        If it has no rows.

    Examples
    --------
    >>> from tracer import contributions_from
    >>> asked = {"folio": [7, 8], "respuesta": ["agua todos los días", ""], "apoyos": [31, 2]}
    >>> read = contributions_from(asked, text="respuesta", id="folio", weight="apoyos")
    >>> [(c.id, c.text, c.weight) for c in read.contributions]
    [('7', 'agua todos los días', 31.0)]
    >>> [row.row for row in read.rejected]
    [2]
    """
    with personal.in_errors():
        table = table_from_arrow(_arrow(frame, name), name=name)
        asked = (text,) if isinstance(text, str) else tuple(text)
        read = _read(table, id, asked, weight, tuple(questions), channel, personal)
    return tallied(without_personal(read, personal), name)


def _read(
    table: Table,
    id: str | None,
    texts: tuple[str, ...],
    weight: str | None,
    questions: tuple[str, ...],
    channel: str,
    personal: Redactor,
) -> ReadResult:
    if next(iter(table.rows), None) is None:
        raise EmptyInputError("{name} no tiene filas; se esperaba al menos una", name=table.name)
    columns, issues = find_columns(
        table,
        id_column=id,
        text_columns=texts,
        weight_column=weight,
        questions=questions,
    )
    read = assemble(table, columns, channel=channel, personal=personal)
    return replace(read, issues=(*read.issues, *issues))


def _arrow(frame: Any, name: str) -> pa.Table:
    import pyarrow as pa

    if not hasattr(frame, "__arrow_c_stream__") and not isinstance(frame, Mapping):
        raise FormatError(
            "{name}: se esperaba un DataFrame (pandas, polars, pyarrow, DuckDB) o un diccionario "
            "de columnas y llegó {kind}",
            name=name, kind=type(frame).__name__,
        )  # fmt: skip
    try:
        return pa.table(frame)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise FormatError(
            "{name} no se puede leer como tabla ({error}); deja cada columna con valores de un "
            "solo tipo y todas con el mismo número de filas",
            name=name, error=error,
        ) from error  # fmt: skip
