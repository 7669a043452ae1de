"""Long texts of invented words, and their lines set in one column or several as a PDF."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fpdf import FPDF
from small_pdf import Mark, pdf

WORDS = (
    "agua", "aire", "ambiente", "asamblea", "bosque", "calle", "ciudad", "ciudadanía", "comunidad",
    "congreso", "consejo", "consulta", "cuidado", "cultura", "deber", "derecho", "desarrollo",
    "dignidad", "educación", "equidad", "escuela", "familia", "garantía", "gobierno", "hogar",
    "identidad", "igualdad", "instituto", "integridad", "justicia", "juventud", "lengua",
    "libertad", "memoria", "montaña", "municipio", "niñez", "norma", "persona", "planeación",
    "población", "presupuesto", "protección", "pueblo", "responsabilidad", "río", "salud",
    "seguridad", "semilla", "servicio", "soberanía", "territorio", "trabajo", "vivienda", "voto",
)  # fmt: skip
LINKS = (
    "de", "la", "del", "el", "los", "las", "en", "con", "para", "por", "sin", "sobre", "según",
    "entre", "y", "que", "se", "garantiza",
)  # fmt: skip


def sentence(chance: random.Random, length: int) -> str:
    """So many words, a capital, and a full stop."""
    words = [chance.choice(LINKS if n % 2 else WORDS) for n in range(length)]
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def articles(seed: int, count: int) -> list[str]:
    """Paragraphs of `count` articles, some with a list, some under the heading of a chapter."""
    chance = random.Random(seed)
    paragraphs = []
    for number in range(1, count + 1):
        if number % 6 == 1:
            paragraphs.append(f"CAPÍTULO {number // 6 + 1}")
        paragraphs.append(f"Artículo {number}. {sentence(chance, chance.randint(8, 60))}")
        if chance.random() < 0.4:
            paragraphs[-1] = paragraphs[-1][:-1] + ":"
            items = [sentence(chance, chance.randint(4, 25))[:-1] for _ in range(3)]
            paragraphs += [f"a) {items[0]};", f"b) {items[1]}; y", f"c) {items[2]}."]
    return paragraphs


@dataclass(frozen=True)
class Sheet:
    """How text is set."""

    columns: int = 1
    measure: float = 468.0
    """Width of a column, in points."""
    gutter: float = 16.0
    size: float = 9.0
    step: float = 11.0
    lines: int = 50
    """In a column."""
    left: float = 72.0
    top: float = 690.0
    by_rows: bool = False
    """Drawn row by row across the columns, as some programs do."""
    justified: bool = True


@lru_cache(maxsize=1)
def _metrics() -> FPDF:
    file = FPDF(unit="pt")
    file.set_font("Helvetica", size=100)
    return file


def width(text: str, size: float) -> float:
    """Of `text` in Helvetica, in points."""
    return float(_metrics().get_string_width(text)) * size / 100


def wrapped(paragraph: str, measure: float, size: float) -> list[str]:
    """Lines of `paragraph`, none wider than `measure`."""
    lines: list[str] = []
    for word in paragraph.split():
        if lines and width(f"{lines[-1]} {word}", size) <= measure:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def set_line(text: str, left: float, base: float, sheet: Sheet, *, last: bool) -> str:
    """A line of a paragraph, spaced out to the measure unless it is the last."""
    spaces = text.count(" ")
    room = sheet.measure - width(text, sheet.size)
    extra = room / spaces if sheet.justified and spaces and not last else 0.0
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {sheet.size} Tf {extra:.4f} Tw {left:.2f} {base:.2f} Td ({escaped}) Tj 0 Tw ET"


def pages(paragraphs: Sequence[str], sheet: Sheet) -> list[list[Mark]]:
    """The marks of each page, columns filled one after the other."""
    lines = [
        (text, number == len(broken) - 1)
        for broken in (wrapped(p, sheet.measure, sheet.size) for p in paragraphs)
        for number, text in enumerate(broken)
    ]
    on_page = sheet.lines * sheet.columns
    return [_page(lines[at : at + on_page], sheet) for at in range(0, len(lines), on_page)]


def _page(lines: list[tuple[str, bool]], sheet: Sheet) -> list[Mark]:
    placed = []
    for number, (text, last) in enumerate(lines):
        column, row = divmod(number, sheet.lines)
        left = sheet.left + column * (sheet.measure + sheet.gutter)
        mark = set_line(text, left, sheet.top - row * sheet.step, sheet, last=last)
        placed.append(((row, column) if sheet.by_rows else (column, row), mark))
    return [mark for _, mark in sorted(placed)]


def printed(paragraphs: Sequence[str], sheet: Sheet) -> bytes:
    """A PDF of `paragraphs`."""
    return pdf(pages(paragraphs, sheet))
