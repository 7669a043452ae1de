"""A taxonomy in a table: concepts, what they mean, and examples of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.errors import ColumnError, EmptyInputError, FormatError, Phrase
from tracer.records import Concept, Issue
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.cells import Cell, cell_text
from tracer.sources.columns import normal_name
from tracer.sources.files import suffix_of
from tracer.sources.result import summary
from tracer.sources.table import UNREADABLE, Table
from tracer.sources.tables import TABLE_SUFFIXES, read_table
from tracer.text import says_something

NAMES = ("concepto", "concept", "categoria", "category", "tema", "topic", "codigo", "code")
DESCRIPTIONS = ("descripcion", "description", "definicion", "definition")
EXAMPLES = ("ejemplo", "example", "texto", "text")


@dataclass(frozen=True, slots=True)
class ReadConcepts:
    """A taxonomy as read, and what a person should know of the reading."""

    concepts: tuple[Concept, ...]
    """In the order in which they first appear."""
    issues: tuple[Issue, ...] = ()


def read_concepts(path: str | Path, *, personal: Redactor = UNTOUCHED) -> ReadConcepts:
    """Read a list of concepts from a table (CSV, TSV, XLSX, JSONL or Parquet).

    Parameters
    ----------
    path : str or Path
        One column names the concept (``concepto``, ``categoría``, ``code`` …); others may hold its
        description and one example. A concept may stand in many rows, each with another example;
        descriptions that differ are joined.
    personal : Redactor, optional
        Replaces personal data, of which examples may hold some; nothing, unless it is given.

    Returns
    -------
    ReadConcepts
        Rows that name no concept are passed over, and told among the issues.

    Raises
    ------
    FormatError
        If the file is no table, or damaged.
    ColumnError
        If no column names the concepts.
    EmptyInputError
        If fewer than two concepts are named: there would be nothing to choose.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from tracer import read_concepts
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "conceptos.csv"
    >>> _ = path.write_text("concepto,descripcion\\nAgua,agua potable\\nVivienda,casas\\n")
    >>> [concept.name for concept in read_concepts(path).concepts]
    ['Agua', 'Vivienda']
    """
    path = Path(path)
    if suffix_of(path) not in TABLE_SUFFIXES:
        raise FormatError(
            "{name}: se esperaba una tabla de conceptos ({known}); guárdala en uno de esos "
            "formatos",
            name=path.name, known=", ".join(TABLE_SUFFIXES),
        )  # fmt: skip
    table = read_table(path)
    name, description, example = (_place(table, a) for a in (NAMES, DESCRIPTIONS, EXAMPLES))
    if name is None:
        raise ColumnError(
            "{name}: se esperaba una columna con el nombre del concepto ({known}); hay {columns}",
            name=table.name, known=", ".join(NAMES), columns=", ".join(table.columns),
        )  # fmt: skip
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    nameless = []
    for number, (row, _, flaws) in enumerate(table.rows, start=1):
        concept = "" if UNREADABLE in flaws else personal.attribute(_cell(row, name))
        if not says_something(concept):
            nameless.append(number)
            continue
        descriptions, examples = found.setdefault(concept, ({}, {}))
        for place, values in ((description, descriptions), (example, examples)):
            words = "" if place is None else personal.text(_cell(row, place))
            if says_something(words):
                values[words] = None
    if len(found) < 2:
        raise EmptyInputError(
            "{name}: se esperaban al menos dos conceptos entre los que elegir; hay {count}",
            name=table.name, count=len(found),
        )  # fmt: skip
    concepts = tuple(Concept(name, " ".join(d), tuple(e)) for name, (d, e) in found.items())
    issues = table.issues
    if nameless:
        message = Phrase("sin nombre de concepto, pasadas por alto")
        issues = (*issues, summary("no-concept", message, nameless, source=table.name))
    return ReadConcepts(concepts, issues)


def _place(table: Table, aliases: tuple[str, ...]) -> int | None:
    names = [normal_name(column) for column in table.columns]
    return next((names.index(alias) for alias in aliases if alias in names), None)


def _cell(row: Sequence[Cell], place: int) -> str:
    return cell_text(row[place]) if place < len(row) else ""
