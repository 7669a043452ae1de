"""The log as CSV that a spreadsheet opens: out, and back in without loss."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from tracer.decoding import decode
from tracer.delimited import parse_delimited
from tracer.errors import ColumnError, FormatError
from tracer.records import UNDONE, VERDICTS, Correction, Decision

KINDS = ("rename", "merge", "split")
_RISKY = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
_NEEDED: dict[type, tuple[str, ...]] = {
    Decision: ("id", "at", "coder", "contribution_id", "version", "citation", "verdict"),
    Correction: ("id", "at", "coder", "kind", "theme"),
}


def write_exported(entries: Sequence[Decision] | Sequence[Correction], kind: type) -> bytes:
    """Give entries of one kind as CSV, UTF-8 with byte order mark.

    What a spreadsheet would take for a formula, and what begins with an apostrophe, has an
    apostrophe before it; `read_exported` takes it away.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    names = [field.name for field in fields(kind)]
    writer.writerow(names)
    for entry in entries:
        writer.writerow([_cell(getattr(entry, name)) for name in names])
    return lines.getvalue().encode("utf-8-sig", "surrogatepass")


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float):
        return repr(value)
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else str(value)
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
        If a column is missing.
    FormatError
        If a row has no id, or a verdict that is none.
    """
    text, _ = decode(raw)
    head, *rows = [row for row in parse_delimited(text).rows if any(row)] or [[]]
    kind: type[Decision] | type[Correction] = Correction if "kind" in head else Decision
    missing = [column for column in _NEEDED[kind] if column not in head]
    if missing:
        raise ColumnError(
            f"{name}: falta {', '.join(missing)} (hay: {', '.join(head) or 'nada'}); se esperaba "
            "una exportación de la mesa de revisión"
        )
    found = []
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(head, (_unguarded(cell) for cell in row), strict=False))
        found.append(_entry(kind, cells, f"{name}, fila {line}"))
    return tuple(found)  # type: ignore[return-value]


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def _entry(kind: type, cells: dict[str, str], where: str) -> Decision | Correction:
    values: dict[str, Any] = {f.name: cells[f.name] for f in fields(kind) if f.name in cells}
    lacking = [name for name in _NEEDED[kind] if not values[name]]
    if lacking:
        raise FormatError(f"{where}: {', '.join(lacking)} no puede estar vacío")
    said = values["verdict" if kind is Decision else "kind"]
    allowed = (*(VERDICTS if kind is Decision else KINDS), UNDONE)
    if said not in allowed:
        raise FormatError(f"{where}: se esperaba {', '.join(allowed)}; dice «{said}»")
    if kind is Decision:
        values["settles"] = values.get("settles", "") not in ("", "0")
        values["blind"] = values.get("blind", "") not in ("", "0")
        values["confidence"] = _share(values.get("confidence", ""), where)
        return Decision(**values)
    try:
        listed = tuple(str(value) for value in json.loads(values.get("values") or "[]"))
    except (ValueError, TypeError) as error:
        raise FormatError(f"{where}: «values» no es una lista ({error})") from None
    return Correction(**values | {"values": listed})


def _share(cell: str, where: str) -> float | None:
    try:
        value = float(cell) if cell else None
    except ValueError:
        value = -1.0
    if value is not None and not 0.0 <= value <= 1.0:
        raise FormatError(f"{where}: «confidence» debe ir de 0 a 1; dice «{cell}»")
    return value
