"""Contributions in every format, whole files and the parts inside their containers::

python eval/fuzz/contributions.py --minutes 30 --work /tmp/fuzz/contributions

The first byte of an input chooses the format, the second what the caller asks for; ``sheet`` and
``strings`` put the rest into an otherwise sound workbook, ``cells`` into the cells of a Parquet
file, ``.gz`` names pack it.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from harness import Target, fuzz

SUFFIXES = (
    ".csv", ".tsv", ".jsonl", ".json", ".md", ".txt", ".xlsx", ".parquet", ".docx", "sheet",
    "strings", "cells", ".csv.gz", "raw.csv.gz",
)  # fmt: skip
ASKED: tuple[dict[str, Any], ...] = (
    {}, {"text_columns": ("texto",)}, {"questions": ("texto", "otro")}, {"id_column": "id"},
    {"channel": "survey"}, {"weight_column": "firmas", "text_columns": ("otro", "texto")},
)  # fmt: skip
TABLE = (
    "id,título,texto,otro,firmas,fecha,canal,alcaldía\n"
    '1,Agua,"más agua, ""ya""\nen casa",x,"1,234",03/05/2016,petición,Tlalpan\n'
    "1,Agua,<p>luz &amp; <b>gas</b></p><script>x</script>,,-3,12/25/2016,foro,\n"
    '2,,,,,,,\n3,"sin cerrar,mÃ¡s,#N/A,4\n4,sol\n5,a,b,c,1,3 de mayo de 2016,x,y,z,w\n'
)
THREADS = [
    {
        "id": 1, "title": "Dos aguas", "text": "El agua falta en abril",
        "discussions": [
            {"id": "a", "anchor": {"exact": "falta"}, "text": "Sí", "createdAt": "2016-10-11",
             "replies": [{"text": {"type": "doc", "content": [{"type": "text", "text": "No"}]}}]},
            {"id": "a", "anchor": {"start": 0, "end": 7}, "comments": [{"text": "<b>ya</b>"}]},
        ],
    }
]  # fmt: skip
EVENT = (
    "# Foro del agua\nFecha: 5 de septiembre de 2016\nAlcaldía: Tlalpan\n\n## Conclusiones\n"
    "1. Más agua\n   - en casa\n2) Luz\n- <br>\n\n# Otro\nPropuestas:\n* uno\n"
)


def prepare(place: Path) -> Callable[[bytes], None]:
    """Read each input as contributions, and account for its rows."""
    from tracer.sources import read_contributions

    book = _parts(_book())

    def take(data: bytes) -> None:
        kind = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".csv"
        asked = ASKED[data[1] % len(ASKED)] if len(data) > 1 else {}
        name, raw = _packed(kind, data[2:], book)
        path = place / name
        path.write_bytes(raw)
        read = read_contributions(path, **asked)
        assert all(tally.adds_up for tally in read.tallies), "rows are missing"
        assert len({c.id for c in read.contributions}) == len(read.contributions), "ids repeat"
        for contribution in read.contributions:
            contribution.text.encode()
            assert contribution.text, "an empty contribution"

    return take


def _packed(kind: str, raw: bytes, book: dict[str, bytes]) -> tuple[str, bytes]:
    if kind == "sheet":
        return "d.xlsx", _zipped(book | {"xl/worksheets/sheet1.xml": raw})
    if kind == "strings":
        return "d.xlsx", _zipped(book | {"xl/sharedStrings.xml": raw})
    if kind == "cells":
        return "d.parquet", _cells(raw)
    if kind == ".csv.gz":
        return "d.csv.gz", gzip.compress(raw, 1)
    return ("d.csv.gz" if kind == "raw.csv.gz" else f"d{kind}"), raw


def seeds() -> Iterable[bytes]:
    """Give small files in every format."""
    rows = [line.split(",") for line in TABLE.splitlines()[-2:]]
    lines = "\n".join(json.dumps({"id": row[0], "texto": row[1], "n": 1.5}) for row in rows)
    book = _parts(_book())
    made = {
        ".csv": TABLE.encode(),
        ".tsv": TABLE.replace(",", "\t").encode("cp1252"),
        ".jsonl": (lines + '\nno\n{"texto": ["a", "b"], "otro": {"x": null}}\n').encode(),
        ".json": json.dumps(THREADS).encode(),
        ".md": EVENT.encode(),
        ".txt": EVENT.replace("#", "").encode("utf-16"),
        ".xlsx": _book(),
        ".parquet": _cells(b"agua,luz\x00\xff 5"),
        ".docx": _document(),
        "sheet": book["xl/worksheets/sheet1.xml"],
        "strings": book["xl/sharedStrings.xml"],
        "cells": b"agua,luz,3,<p>gas",
        ".csv.gz": TABLE.encode("utf-16-le"),
        "raw.csv.gz": gzip.compress(TABLE.encode()),
    }
    for kind, raw in made.items():
        for asked in range(2):
            yield bytes([SUFFIXES.index(kind), asked]) + raw
    yield bytes([SUFFIXES.index(".json"), 0]) + b'[{"id": 1, "texto": "agua"}, {"otro": 2}]'


def _book() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        rows = (("id", "texto", "otro", "firmas"), (1, "agua", "x", 3.5), (2, "#N/A", "y", None))
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        sheet.write_formula("B4", "=A2", None, "luz")
        sheet.write_formula("B5", "=A2", None, "")
        sheet.write_number("D4", 42493, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.merge_range("C4:C5", "Tlalpan")
        sheet.set_row(3, options={"hidden": True})
        book.add_worksheet("Otra").write("A1", "x")
    return out.getvalue()


def _document() -> bytes:
    import docx

    document = docx.Document()
    for line in EVENT.splitlines():
        style = "Heading 1" if line[:2] == "# " else "List Bullet" if line[:1] == "*" else None
        document.add_paragraph(line.strip("# *"), style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cells(raw: bytes) -> bytes:
    """A Parquet file whose cells are pieces of `raw`: texts, bytes, numbers, lists, days."""
    import pyarrow
    from pyarrow import parquet

    pieces = raw.split(b",")[:50] or [b""]
    texts = [piece.decode("utf-8", "replace") for piece in pieces]
    numbers = [float(len(p)) if p[:1] != b"-" else float("nan") for p in pieces]
    days = [int.from_bytes(p[:7], "little", signed=True) for p in pieces]
    columns = {
        "id": pyarrow.array(texts), "texto": pyarrow.array(pieces, pyarrow.binary()),
        "firmas": pyarrow.array(numbers), "otro": pyarrow.array([texts[:2]] * len(texts)),
        "fecha": pyarrow.array(days, pyarrow.timestamp("us", tz="UTC" if raw[:1] > b"m" else None)),
    }  # fmt: skip
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def _parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
    return out.getvalue()


if __name__ == "__main__":
    packages = ("tracer.sources", "tracer.decoding", "tracer.delimited", "tracer.text")
    fuzz(Target("contributions", packages, prepare, seeds))
