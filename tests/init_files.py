"""Awkward files of the kind that offices send, made for the tests of ``tracer init``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

ASKS = (
    "Que llegue agua potable a las colonias altas todos los días",
    "Transporte público seguro y limpio por la noche para quienes trabajan tarde",
    "Que se castigue a quien maltrate o abandone a los animales",
    "Escuelas públicas gratuitas con maestras bien pagadas y comedores",
    "Parques con luz y árboles donde los niños puedan jugar sin miedo",
    "Que los funcionarios publiquen sus bienes cada año en internet",
    "Hospitales con medicinas y médicos suficientes en cada alcaldía",
    "Que la ciudad cuide sus barrancas y ríos de la basura",
)
FORM = (
    "¿En qué delegación?", "¿En qué colonia?", "Género", "Edad", "¿A qué te dedicas?",
    "¿En qué delegación trabajas?",
    "¿Cómo te imaginas la ciudad ideal* en 20 años?",
    "Pensando en esta visión* ¿cuáles pensarías que son los tres obstáculos principales?",
)  # fmt: skip
"""Columns of a survey as its form asks them."""


def asked(k: int) -> str:
    """A demand that no other k has."""
    return f"{ASKS[k % len(ASKS)]}, caso {k}"


def form_rows(size: int) -> list[list[str]]:
    """Answers to `FORM`."""
    words = [word for text in ASKS for word in text.split() if len(word) > 4]
    return [
        [
            ("Tlalpan", "Centro", "Roma")[k % 3], ("Doctores", "Portales")[k % 2],
            ("Mujer", "Hombre")[k % 2], str(18 + k % 50), ("taxista", "abogada")[k % 2],
            "Centro", asked(k), ", ".join((words * 3)[k % 30 : k % 30 + 3]),
        ]
        for k in range(size)
    ]  # fmt: skip


def delimited(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> str:
    """Rows as the csv module writes them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these sheets."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for k, row in enumerate(rows):
                sheet.write_row(k, 0, row)
    return path


LAW = """# Proyecto de constitución

### Artículo 1. Agua
Toda persona tiene derecho al agua potable en su vivienda, suficiente y limpia.

### Artículo 2. Movilidad
El gobierno garantizará transporte público seguro, limpio y accesible.

### Artículo 3. Animales
Se prohíbe el maltrato a los animales; la ley castigará a quien los abandone.
"""
EVENT = """# Asamblea de barrios

Fecha: 2031-03-09

## Conclusiones

- Que el agua llegue a las casas de arriba.
- Que haya camiones por la noche.
"""
