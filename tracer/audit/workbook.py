"""The coders' workbooks: what to code, with the words on both sides, and reading them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.audit.items import CODES, Item
from tracer.cells import Columns
from tracer.errors import FormatError, InputError
from tracer.sheets import fill_sheet, workbook_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook as Opened
    from xlsxwriter import Workbook

SETTLED = "acuerdo"
"""Name of the workbook in which disagreements were settled."""
GUIDE, SHEET, TEXT = "Instrucciones", "Codificar", "Texto final"
COLUMNS: Columns = {
    "unidad": str, "texto": str, "propuestas": str, "código": str, "artículo": str, "nota": str,
}  # fmt: skip
PROVISIONS: Columns = {"cita": str, "texto": str}
WIDTHS = (24, 60, 90, 12, 18, 30)
SHOWN = 240
"""Code points of each proposal; the whole stands in the sheet of the final text."""
LINE_HEIGHT = 15
"""In points, of Excel's default font."""
MOST_HEIGHT = 400
"""In points; Excel allows 409."""
QUESTION = {
    "contribution": "¿El texto final responde a lo que pide esta aportación?",
    "provision": "¿Lo que manda este artículo del borrador está en el texto final?",
}
INSTRUCTIONS = (
    "{question}",
    "",
    "Escribe en la columna «código», en cada fila, una de estas cuatro respuestas:",
    "sí: el texto final lo recoge en lo esencial, con obligación o derecho claros.",
    "en parte: recoge una parte de lo esencial, o lo recoge con otras condiciones.",
    "menciona: habla del asunto, pero no da lo que se pide (o lo deja en una promesa débil).",
    "no: nada en el texto final lo recoge.",
    "",
    "La columna «propuestas» trae disposiciones donde empezar a buscar, en el orden del texto. "
    "Son una ayuda: la respuesta puede estar en otra parte de la hoja «Texto final», o en ninguna.",
    "En «artículo» anota la cita que lo recoge. En «nota», lo que convenga recordar.",
    "Trabaja sin hablar con quien codifica lo mismo: el acuerdo entre ambos se mide después.",
    "Deja vacía la celda de lo que no puedas decidir: no contará como respuesta.",
    "No cambies la columna «unidad» ni el nombre de la hoja. El orden de las filas es al azar.",
)


@dataclass(frozen=True, slots=True)
class Codebook:
    """What one coder said."""

    coder: str
    codes: Mapping[str, str]
    """Unit → code; units left empty are missing."""
    citations: Mapping[str, str]
    """Unit → what stands under «artículo», where something does."""
    settled: bool = False
    """Whether it holds what was agreed after coders had differed: it goes before theirs."""


def coder_workbook(items: Sequence[Item], final: Mapping[str, str]) -> bytes:
    """Lay out a workbook for one coder.

    Nothing in it tells what the engine thinks of a unit: proposals stand in the order of the text,
    without scores.

    Parameters
    ----------
    items : sequence of Item
        Of one kind, in the order in which they are to be coded.
    final : mapping of str to str
        Words of the final text's provisions, by citation, in order.
    """
    rows = [
        {"unidad": i.id, "texto": i.text, "propuestas": _proposals(i.candidates, final)}
        for i in items
    ]
    question = QUESTION[items[0].kind] if items else ""

    def fill(book: Workbook) -> None:
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for at, line in enumerate(INSTRUCTIONS):
            guide.write_string(at, 0, line.format(question=question))
        sheet = book.add_worksheet(SHEET)
        fill_sheet(book, sheet, rows, COLUMNS, labels={})
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        for at, row in enumerate(rows, start=1):
            lines = max(_lines(row["texto"], WIDTHS[1]), _lines(row["propuestas"], WIDTHS[2]))
            sheet.set_row(at, min(MOST_HEIGHT, LINE_HEIGHT * lines))
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        column = list(COLUMNS).index("código")
        sheet.data_validation(
            1, column, max(len(rows), 1), column,
            {"validate": "list", "source": list(CODES), "error_title": "Código",
             "error_message": f"Se esperaba: {', '.join(CODES)}"},
        )  # fmt: skip
        text = book.add_worksheet(TEXT)
        provisions = [{"cita": citation, "texto": words} for citation, words in final.items()]
        fill_sheet(book, text, provisions, PROVISIONS, labels={})
        text.set_column(0, 0, 18)
        text.set_column(1, 1, 120)
        sheet.activate()

    return workbook_bytes(fill)


def _proposals(candidates: Sequence[str], final: Mapping[str, str]) -> str:
    return "\n\n".join(f"{c}. {_clipped(final[c])}" for c in candidates if c in final)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …"


def _lines(text: str, width: int) -> int:
    """Lines that a text takes when wrapped: not every program works them out."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def read_codes(path: Path, known: Sequence[str]) -> Codebook:
    """Read a coder's workbook; the coder's name is that of the file.

    Parameters
    ----------
    path : Path
    known : sequence of str
        Units of the plan.

    Raises
    ------
    InputError
        If a code is none of `CODES`, a unit is unknown or stands twice.
    FormatError
        If the file is no workbook or lacks the sheet or a column.
    """
    rows = _rows(path)
    codes: dict[str, str] = {}
    citations: dict[str, str] = {}
    seen: set[str] = set()
    for line, row in rows:
        unit = row["unidad"]
        if unit in seen:
            raise InputError(
                "{name}, fila {line}: repite la unidad «{unit}»; deja la columna «unidad» como "
                "estaba",
                name=path.name, line=line, unit=unit,
            )  # fmt: skip
        if unit not in known:
            raise InputError(
                "{name}, fila {line}: tiene una unidad «{unit}» que no está en el plan; deja la "
                "columna «unidad» como estaba",
                name=path.name, line=line, unit=unit,
            )  # fmt: skip
        seen.add(unit)
        code = " ".join(row["código"].lower().split())
        code = {"si": "sí", "parcial": "en parte", "mención": "menciona"}.get(code, code)
        if code and code not in CODES:
            raise InputError(
                "{name}, fila {line}: «{code}» no es un código; se esperaba {known}, o la celda "
                "vacía",
                name=path.name, line=line, code=row["código"], known=", ".join(CODES),
            )  # fmt: skip
        if code:
            codes[unit] = code
        if row["artículo"]:
            citations[unit] = row["artículo"]
    return Codebook(path.stem, codes, citations, settled=path.stem == SETTLED)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    book = _opened(path)
    if SHEET not in book.sheetnames:
        raise FormatError(
            "{name} no tiene la hoja «{sheet}» (hay: {sheets}); usa el libro que escribió tracer "
            "audit --plan",
            name=path.name, sheet=SHEET, sheets=", ".join(book.sheetnames),
        )  # fmt: skip
    lines = list(book[SHEET].iter_rows(values_only=True))
    head = [str(cell or "").strip() for cell in lines[0]] if lines else []
    missing = [name for name in ("unidad", "código") if name not in head]
    if missing:
        raise FormatError(
            "{name}, hoja «{sheet}»: falta la columna «{column}» (hay: {columns})",
            name=path.name, sheet=SHEET, column=missing[0], columns=", ".join(filter(None, head)),
        )  # fmt: skip
    found = []
    for line, cells in enumerate(lines[1:], start=2):
        values = dict(zip(head, ("" if c is None else str(c).strip() for c in cells), strict=False))
        if values.get("unidad"):
            found.append((line, {name: values.get(name, "") for name in COLUMNS}))
    return found


def _opened(path: Path) -> Opened:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise InputError("no existe {path}; revisa la ruta", path=path) from None
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise FormatError(
            "{name} no es un libro de Excel que se pueda leer", name=path.name
        ) from error
