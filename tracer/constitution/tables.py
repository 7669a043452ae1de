"""Constitutions that come as tables: a row is one provision, whatever its text looks like."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracer.citation import parse_citation
from tracer.citation.address import Address, part_level
from tracer.constitution.grammar.reading import nfc
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.constitution.plain import read_text
from tracer.delimited import parse_delimited
from tracer.errors import CitationError, ColumnError, EmptyInputError, FormatError, Phrase
from tracer.records import Constitution, Issue, Provision

NAMES = {
    "citation": ("citation", "cita", "articulo", "artículo"),
    "text": ("text", "texto"),
    "heading": ("heading", "encabezado", "epigrafe", "epígrafe", "titulo", "título"),
}
"""Column names understood, the first ones preferred."""


def read_table(path: Path) -> Constitution:
    """Read a table with a citation and a text in each row.

    A citation is brought to its canonical form where it is understood as one address; otherwise it
    stays as it stands. Offsets count within each cell.

    Raises
    ------
    ColumnError
        If there is no citation or text column.
    FormatError
        If the file can't be read as the table its name promises.
    EmptyInputError
        If no row has a text.
    """
    constitution = table_constitution(path.name, list(_rows(path)))
    if not any(provision.text.strip() for provision in constitution.provisions):
        raise EmptyInputError(
            "{name}: ninguna fila tiene texto; llena su columna text", name=path.name
        )
    return constitution


def table_constitution(name: str, rows: list[Mapping[str, object]]) -> Constitution:
    """Make a constitution of `rows`, each with the columns that `NAMES` lists."""
    columns = _columns(name, rows)
    provisions: list[Provision] = []
    issues: list[Issue] = []
    used: set[str] = set()
    for number, row in enumerate(rows, start=1):
        citation = _cell(row, columns["citation"]).strip()
        text = _cell(row, columns["text"])
        if not text.strip() and _canonical(citation)[1] is None:
            message = Phrase("la fila de «{citation}» no tiene texto", citation=citation)
            issues.append(_issue("empty-row", message, number))
            continue
        provision = _provision(citation, text, _cell(row, columns["heading"]).strip(), used, number)
        if provision.citation != _canonical(citation)[0]:
            message = Phrase(
                "«{citation}» se repite o falta; la fila se cita «{unique}»",
                citation=citation, unique=provision.citation,
            )  # fmt: skip
            issues.append(_issue("number-repeated", message, number))
        used.add(provision.citation)
        provisions.append(provision)
    return Constitution(name, "", tuple(provisions), tuple(issues))


def _provision(citation: str, text: str, heading: str, used: set[str], number: int) -> Provision:
    canonical, address = _canonical(citation)
    unique, times = canonical or f"fila {number}", 1
    while unique in used:
        times += 1
        unique = f"{canonical} ({times})"
    repealed = SPANISH_AMERICAN.repealed.match(nfc(text)) is not None
    return Provision(
        citation=unique,
        level=_level(address),
        heading=heading,
        text=text,
        parent=_parent(address, used),
        page=None,
        start=0,
        end=len(text),
        status="repealed" if repealed else "in_force",
    )


def _canonical(citation: str) -> tuple[str, Address | None]:
    """Canonical form and address of `citation`, if it says one thing and needs no assumption."""
    try:
        parsed = parse_citation(citation)
    except CitationError:
        return citation, None
    if len(parsed.addresses) != 1 or parsed.kind != "addresses" or parsed.assumed:
        return citation, None
    return str(parsed.addresses[0]), parsed.addresses[0]


def _level(address: Address | None) -> str:
    if address is None:
        return "article"
    if len(address.parts) > 1:
        level = part_level(address.parts[-1])
        return "paragraph" if level == "other" else level
    return {"motives": "preamble", "transitories": "division", "decree": "division"}.get(
        address.kind, address.kind
    )


def _parent(address: Address | None, used: set[str]) -> str:
    above = address.parent if address else None
    while above is not None:
        if str(above) in used:
            return str(above)
        above = above.parent
    return ""


def _columns(name: str, rows: list[Mapping[str, object]]) -> dict[str, str]:
    found = list(dict.fromkeys(key for row in rows for key in row))
    by_name = {nfc(str(key)).strip().lower(): key for key in found}
    columns = {}
    for wanted, names in NAMES.items():
        columns[wanted] = next((by_name[n] for n in names if n in by_name), "")
        if not columns[wanted] and wanted != "heading" and rows:
            raise ColumnError(
                "{name} no tiene una columna «{column}» (hay: {columns}); una tabla de "
                "disposiciones lleva citation, text y, si acaso, heading",
                name=name, column=wanted, columns=", ".join(map(str, found)),
            )  # fmt: skip
    return columns


def _cell(row: Mapping[str, object], column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value)


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    if path.suffix.lower() == ".parquet":
        yield from _parquet_rows(path)
    elif path.suffix.lower() == ".jsonl":
        yield from _jsonl_rows(path)
    else:
        yield from _csv_rows(path)


def _csv_rows(path: Path) -> Iterator[Mapping[str, object]]:
    header, *rows = [row for row in parse_delimited(read_text(path)).rows if any(row)] or [[]]
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row[len(header) :]):
            raise FormatError(
                "{name}, fila de datos {number}: se esperaban {expected} celdas y hay {cells}; "
                "pon entre comillas los textos que llevan el signo que separa columnas",
                name=path.name, number=number, expected=len(header), cells=len(row),
            )  # fmt: skip
        yield dict(zip(header, row, strict=False))


def _jsonl_rows(path: Path) -> Iterator[Mapping[str, object]]:
    # not splitlines: U+2028 may stand inside a JSON string
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise FormatError(
                "{name}, renglón {number}: se esperaba un objeto JSON y no lo es ({error}, "
                "columna {column}); corrige ese renglón",
                name=path.name, number=number, error=error.msg, column=error.colno,
            ) from error  # fmt: skip
        if not isinstance(row, dict):
            raise FormatError(
                "{name}, renglón {number}: se esperaba un objeto JSON con citation y text y hay "
                "otra cosa; corrige ese renglón",
                name=path.name, number=number,
            )  # fmt: skip
        yield row


def _parquet_rows(path: Path) -> Iterator[Mapping[str, object]]:
    import pyarrow
    from pyarrow import parquet

    try:
        yield from parquet.read_table(path).to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        # a ValueError: a text that is no UTF-8, a date beyond what Python counts
        raise FormatError(
            "{name} debería ser un archivo Parquet y no se puede leer; expórtalo de nuevo",
            name=path.name,
        ) from error


def _issue(code: str, message: Phrase, number: int) -> Issue:
    return Issue(code=code, message=message, line=number)
