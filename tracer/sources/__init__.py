"""Citizen contributions, read from whatever people keep them in.

=====================  =================================================================
``.csv .tsv .xlsx``    a table; columns found by name (`columns`), cells read by `cells`
``.jsonl .parquet``    the same
``.json``              discussion threads on essays (`threads`), or a list of flat records
``.md .txt .docx``     conclusions of events (`events`)
a folder               all of these in it, in the order of their names
=====================  =================================================================

All of them may be compressed with gzip (``.gz``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from tracer.decoding import LOOKED_AT
from tracer.errors import ColumnError, EmptyInputError, FormatError
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.columns import find_columns
from tracer.sources.concepts import ReadConcepts, read_concepts
from tracer.sources.events import EVENT_SUFFIXES, read_events
from tracer.sources.files import opened, refuse_other_kinds, suffix_of
from tracer.sources.frames import contributions_from
from tracer.sources.identity import natural_key
from tracer.sources.join import join_readings
from tracer.sources.layout import AS_IT_STANDS, Layout
from tracer.sources.result import ReadResult, summed, tallied, tally_of, without_personal
from tracer.sources.rows import assemble
from tracer.sources.table import Table, top_of
from tracer.sources.tables import TABLE_SUFFIXES, read_table
from tracer.sources.threads import read_json, read_threads

__all__ = [
    "SUFFIXES", "Layout", "ReadConcepts", "ReadResult", "contributions_from", "join_readings",
    "natural_key",
    "read_concepts", "read_contributions", "summed", "tally_of",
]  # fmt: skip

SUFFIXES = (*TABLE_SUFFIXES, ".json", *EVENT_SUFFIXES)
"""What `read_contributions` reads; each may be followed by ``.gz``."""


def read_contributions(
    path: str | Path,
    *,
    id_column: str | None = None,
    text_columns: Sequence[str] = (),
    weight_column: str | None = None,
    channel: str = "",
    questions: Sequence[str] = (),
    attributes: Mapping[str, str] = MappingProxyType({}),
    layout: Layout = AS_IT_STANDS,
    most: int | None = None,
    personal: Redactor = UNTOUCHED,
) -> ReadResult:
    """Read what citizens wrote from a file or a folder of files.

    Parameters
    ----------
    path : str or Path
        See the table at the top of this module.
    id_column, weight_column : str, optional
        Names of columns; found by themselves where their names are usual ones. Without an id
        column, a contribution's id is its row number.
    text_columns : sequence of str, optional
        Read, in this order, as one contribution per row; empty cells are skipped.
    channel : str, optional
        For contributions whose own row doesn't name one of `tracer.records.CHANNELS`.
    questions : sequence of str, optional
        Columns of which each non-empty answer is a contribution of its own, ``<id>#<column>``.
    attributes : mapping of str to str, optional
        ``date``, ``borough``, ``neighbourhood``, ``gender`` or ``age`` → name of the column that
        says it, where that is no usual name.
    layout : Layout, optional
        The line with the names of the columns and the sheet, where they are not to be found.
    most : int, optional
        How many rows of a table to read; all, unless it is given.
    personal : Redactor, optional
        Replaces personal data in everything that is read, ids, rows set aside, issues and errors
        included; see `tracer.redaction.redactor`. Nothing is replaced, unless it is given.

    Returns
    -------
    ReadResult
        Contributions in the order of the file, with ids unique in it; rows set aside; issues.

    Raises
    ------
    InputError
        If there is no such file, or its kind isn't known; `FormatError` if it is damaged;
        `ColumnError` if a column is missing; `EmptyInputError` if it holds nothing.

    Examples
    --------
    >>> from tracer import read_contributions, sample_path
    >>> read = read_contributions(sample_path("peticiones.csv"))
    >>> first = read.contributions[0]
    >>> first.id, first.weight, first.text.splitlines()[0]
    ('P01', 18432.0, 'Agua todos los días en las colonias altas de La Cantera')
    """
    path = Path(path)
    asked = _Asked(
        id_column, tuple(text_columns), weight_column, tuple(questions), dict(attributes), layout
    )
    with personal.in_errors():
        if path.is_dir():
            return _read_folder(path, asked, channel, most, personal)
        return _read_file(path, asked, channel, most, personal)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The columns that the caller named."""

    id: str | None
    texts: tuple[str, ...]
    weight: str | None
    questions: tuple[str, ...]
    attributes: Mapping[str, str]
    layout: Layout

    def __bool__(self) -> bool:
        named = (self.id, self.texts, self.weight, self.questions, self.attributes)
        return any(named) or bool(self.layout)


def _read_folder(
    folder: Path, asked: _Asked, channel: str, most: int | None, personal: Redactor
) -> ReadResult:
    files = sorted(p for p in folder.iterdir() if p.is_file() and suffix_of(p) in SUFFIXES)
    visible = [p for p in files if not p.name.startswith((".", "~"))]  # ~$: Office's lock files
    if not visible:
        raise EmptyInputError(
            "la carpeta {folder} no tiene archivos que se lean como aportaciones; se esperaba "
            "{known}",
            folder=folder, known=", ".join(SUFFIXES),
        )  # fmt: skip
    return join_readings(
        [
            (personal.file(p.name), _read_file(p, asked, channel, most, personal.fresh()))
            for p in visible
        ]
    )


def _read_file(
    path: Path, asked: _Asked, channel: str, most: int | None, personal: Redactor
) -> ReadResult:
    read = _rows_of(path, asked, channel, most, personal)
    return tallied(without_personal(read, personal), personal.file(path.name))


def _rows_of(
    path: Path, asked: _Asked, channel: str, most: int | None, personal: Redactor
) -> ReadResult:
    source = _open(path, channel, asked.layout, personal)
    if isinstance(source, Table):
        columns, issues = find_columns(
            source,
            id_column=asked.id,
            text_columns=asked.texts,
            weight_column=asked.weight,
            questions=asked.questions,
            attributes=asked.attributes,
        )
        read = assemble(top_of(source, most), columns, channel=channel, personal=personal)
        return replace(read, issues=(*read.issues, *issues))
    if asked:
        raise ColumnError(
            "{name} no es una tabla, así que no tiene columnas que nombrar; quita las opciones de "
            "columnas",
            name=path.name,
        )
    return source


def _open(path: Path, channel: str, layout: Layout, personal: Redactor) -> Table | ReadResult:
    suffix = suffix_of(path)
    if suffix in TABLE_SUFFIXES:
        return read_table(path, layout)
    if suffix == ".json":
        shape = read_json(path, channel=channel)
        if isinstance(shape, Table):
            return shape
        return read_threads(shape, channel=channel, personal=personal)
    if suffix in EVENT_SUFFIXES:
        return read_events(path, channel=channel, personal=personal)
    with opened(path) as stream:
        refuse_other_kinds(path, stream.peek(LOOKED_AT)[:LOOKED_AT])
    raise FormatError(
        "{name} es de un tipo que no se lee como aportaciones; se esperaba {known} (también .gz); "
        "guárdalo en uno de ellos, por ejemplo .xlsx o .csv",
        name=path.name, known=", ".join(SUFFIXES),
    )  # fmt: skip
