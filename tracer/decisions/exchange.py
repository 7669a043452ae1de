"""The log as CSV that a spreadsheet opens: out, and back in without loss."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import fields
from math import inf
from typing import Any

from tracer.decisions.log import LONGEST_ID, texts_in
from tracer.decoding import decode
from tracer.delimited import parse_delimited
from tracer.errors import ColumnError, FormatError, Phrase
from tracer.records import UNDONE, VERDICTS, Correction, Decision

KINDS = {
    "rename": (1, 1, Phrase("un texto")),
    "merge": (1, 2, Phrase("uno o dos textos, el primero no vacío")),
    "split": (2, inf, Phrase("dos textos o más")),
    UNDONE: (0, inf, Phrase("una lista de textos")),
}
"""Of each kind of correction the least values, which can't be empty, the most, both in words."""
_RISKY = re.compile(
    r"['=+\-@\t\r\n＝＋－＠]"  # a formula
    r"|(?!(0|[1-9][0-9]{0,14})\Z)[0-9][0-9.,:/eE+-]*\Z"  # what Excel rounds or takes for a date
)
_HASHES = ("contribution_hash", "provision_hash")
_MARK = "h"
"""Before a hash: Excel takes 1304e99951147473 for a number."""
_FLAGS = ("settles", "blind")
_SAID = {
    **dict.fromkeys(("", "0", "no", "false", "falso"), False),
    **dict.fromkeys(("1", "sí", "si", "true", "verdadero"), True),
}
_NEEDED: dict[type, tuple[str, ...]] = {
    Decision: ("id", "at", "coder", "contribution_id", "version", "citation", "verdict"),
    Correction: ("id", "at", "coder", "kind", "theme"),
}


def write_exported(entries: Sequence[Decision] | Sequence[Correction], kind: type) -> bytes:
    """Give entries of one kind as CSV, UTF-8 with byte order mark.

    What a spreadsheet would take for a formula or for another number, and what begins with an
    apostrophe, has an apostrophe before it, and hashes an ``h``; `read_exported` takes them away.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    names = [field.name for field in fields(kind)]
    writer.writerow(names)
    for entry in entries:
        writer.writerow([_cell(name, getattr(entry, name)) for name in names])
    return lines.getvalue().encode("utf-8-sig", "surrogatepass")


def _cell(name: str, value: object) -> str:
    if value is None or isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float):
        return repr(value)
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else str(value)
    if name in _HASHES:
        return text and _MARK + text
    return "'" + text if _RISKY.match(text) else text


def read_exported(raw: bytes, *, name: str) -> tuple[Decision, ...] | tuple[Correction, ...]:
    """Read what `write_exported` gave, or a table of the same columns.

    Parameters
    ----------
    raw : bytes
    name : str
        Of the file, for messages.

    Raises
    ------
    ColumnError
        If a column is missing, or there twice.
    FormatError
        If a row has too few or too many cells, or says something that can't be; with its number.
    """
    return tuple(numbered_entries(raw, name=name).values())  # type: ignore[return-value]


def numbered_entries(raw: bytes, *, name: str) -> dict[int, Decision | Correction]:
    """Do as `read_exported`; entries by number of their row, where the header is row 1."""
    text, _ = decode(raw)
    rows = [(k, row) for k, row in enumerate(parse_delimited(text).rows, start=1) if any(row)]
    head = rows[0][1] if rows else []
    kind = Correction if "kind" in head else Decision
    missing = [column for column in _NEEDED[kind] if column not in head]
    if missing:
        raise ColumnError(
            "{name}: falta {columns} (hay: {found}); se esperaba una exportación de la mesa de "
            "revisión",
            name=name, columns=", ".join(missing), found=", ".join(head) or Phrase("nada"),
        )  # fmt: skip
    names = [field.name for field in fields(kind)]
    twice = [column for column in names if head.count(column) > 1]
    if twice:
        raise ColumnError(
            "{name}: {columns} está dos veces; deja una sola columna",
            name=name, columns=", ".join(twice),
        )  # fmt: skip
    found: dict[int, Decision | Correction] = {}
    for line, row in rows[1:]:
        where = Phrase("{name}, fila {line}", name=name, line=line)
        cells = _cells(head, row, where)
        values = {column: cells[column] for column in names if column in cells}
        lacking = [column for column in _NEEDED[kind] if not values[column]]
        if lacking:
            raise FormatError(
                "{where}: {columns} no puede estar vacío", where=where, columns=", ".join(lacking)
            )
        found[line] = (_correction if kind is Correction else _decision)(values, where)
    return found


def _cells(head: Sequence[str], row: Sequence[str], where: str) -> dict[str, str]:
    if len(row) < len(head) or any(row[len(head) :]):
        raise FormatError(
            "{where}: tiene {cells} celdas y la cabecera {expected}; vuelve a exportar, o revisa "
            "las comillas y los separadores de esa fila",
            where=where, cells=len(row), expected=len(head),
        )  # fmt: skip
    cells = {column: cell.removeprefix("'") for column, cell in zip(head, row, strict=False)}
    if len(cells["id"]) > LONGEST_ID:
        raise FormatError(
            "{where}: «id» debe tener {longest} caracteres o menos", where=where, longest=LONGEST_ID
        )
    return cells


def _decision(cells: dict[str, str], where: str) -> Decision:
    _check_said(cells["verdict"], (*VERDICTS, UNDONE), where)
    typed: dict[str, Any] = dict(cells)
    typed |= {name: cells[name].removeprefix(_MARK) for name in _HASHES if name in cells}
    for name in _FLAGS:
        said = cells.get(name, "")
        if said.strip().lower() not in _SAID:
            raise FormatError(
                "{where}: «{name}» debe ser 1 o 0; dice «{said}»", where=where, name=name, said=said
            )
        typed[name] = _SAID[said.strip().lower()]
    return Decision(**typed | {"confidence": _share(cells.get("confidence", ""), where)})


def _correction(cells: dict[str, str], where: str) -> Correction:
    kind = cells["kind"]
    _check_said(kind, tuple(KINDS), where)
    written = cells.get("values", "")
    try:
        values = texts_in(written or "[]")
    except ValueError as error:
        raise FormatError(
            "{where}: «values» no es una lista de textos ({error})",
            where=where,
            error=error.args[0],
        ) from None
    least, most, expected = KINDS[kind]
    if not least <= len(values) <= most or not all(values[:least]):
        raise FormatError(
            "{where}: «values» de {kind} debe tener {expected}; dice «{written}»",
            where=where, kind=kind, expected=expected, written=written,
        )  # fmt: skip
    return Correction(**cells | {"values": values})  # type: ignore[arg-type]


def _check_said(said: str, allowed: Sequence[str], where: str) -> None:
    if said not in allowed:
        raise FormatError(
            "{where}: se esperaba {known}; dice «{said}»",
            where=where, known=", ".join(allowed), said=said,
        )  # fmt: skip


def _share(cell: str, where: str) -> float | None:
    try:
        value = float(cell.replace(",", ".")) if cell else None  # Excel in Spanish writes 0,5
    except ValueError:
        value = -1.0
    if value is not None and not 0.0 <= value <= 1.0:
        raise FormatError(
            "{where}: «confidence» debe ir de 0 a 1; dice «{value}»", where=where, value=cell
        )
    return value
