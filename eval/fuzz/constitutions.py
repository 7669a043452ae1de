"""Constitutions in every format, whole files and the parts inside their containers::

python eval/fuzz/constitutions.py --minutes 30 --work /tmp/fuzz/constitutions

The first byte of an input chooses the format; ``word`` and ``page`` put the rest into an otherwise
sound DOCX and PDF, where the changes would else be lost in the compression.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests")]
from harness import Target, fuzz  # noqa: E402

SUFFIXES = (
    ".txt", ".md", ".html", ".xml", ".csv", ".jsonl", ".parquet", ".docx", ".pdf", "word", "page",
)  # fmt: skip
TEXT = """ESTATUTO DE ALMAZUL

TÍTULO PRIMERO
De los derechos

CAPÍTULO I
Del agua

Artículo 1.- Toda persona tiene derecho al agua.
A. El organismo de aguas:
1. Llevará agua a las casas:
a) todos los días;
b) sin costo para quien no pueda pagar.
2. Publicará sus cuentas.
B. Las fuentes no se venden.

Artículo 2 bis. Derecho a la escuela.
I. Las escuelas abrirán sus bibliotecas.
II. Se deroga.

Art. 3º Los parques son de todos, como dice el artículo 1, A, 2.

TRANSITORIOS

PRIMERO. Este estatuto entra en vigor al día siguiente.
SEGUNDO. Se abroga el anterior.
"""


PAGE = b"BT /F1 11 Tf 72 700 Td (Art\xedculo 1. Agua.) Tj 0 -16 Td (a\\) Luz) Tj ET 0 0 5 5 re f"


def prepare(place: Path) -> Callable[[bytes], None]:
    """Read each input as a constitution, and bring it to units."""
    from tracer.constitution import read_constitution, text_hashes, units

    template = _word_parts()

    def take(data: bytes) -> None:
        kind = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
        raw = data[1:]
        if kind == "word":
            kind, raw = ".docx", _word(raw, template)
        elif kind == "page":
            kind, raw = ".pdf", _pdf(raw)
        path = place / f"d{kind}"
        path.write_bytes(raw)
        found = read_constitution(path)
        units(found, level="section")
        text_hashes(found)

    return take


def seeds() -> Iterable[bytes]:
    """Give one small constitution in every format."""
    rows = [("Art. 1", "Toda persona tiene derecho al agua."), ("Art. 2, frac. I", "Escuelas.")]
    table = "citation,text,heading\n" + "".join(f'"{c}","{t}",Agua\n' for c, t in rows)
    lines = "\n".join(json.dumps({"citation": c, "text": t}) for c, t in rows)
    marked = TEXT.replace("TÍTULO", "# TÍTULO").replace("CAPÍTULO", "## CAPÍTULO")
    html = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    listed = (
        "<h1>Ley</h1><h2>Artículo 1</h2><ol type=a><li>Agua<li>Luz</ol><table><tr><td>x</table>"
    )
    made = {
        ".txt": TEXT.encode(),
        ".md": marked.encode(),
        ".html": f"<html><body>{html}{listed}</body></html>".encode(),
        ".xml": _akoma(),
        ".csv": table.encode(),
        ".jsonl": lines.encode(),
        ".parquet": _parquet(rows),
        ".docx": _word_file(),
        ".pdf": _pdf(PAGE),
        "word": _word_parts()["word/document.xml"],
        "page": PAGE,
    }
    for kind, raw in made.items():
        yield bytes([SUFFIXES.index(kind)]) + raw


def _akoma() -> bytes:
    import tempfile

    from tracer.constitution import read_constitution
    from tracer.constitution.akoma import akoma_xml

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.txt"
        path.write_text(TEXT, encoding="utf-8")
        return akoma_xml(read_constitution(path))


def _parquet(rows: list[tuple[str, str]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(
        pyarrow.table({"citation": [c for c, _ in rows], "text": [t for _, t in rows]}), out
    )
    return out.getvalue()


def _word_file() -> bytes:
    import docx

    document = docx.Document()
    for line in TEXT.splitlines():
        style = "Heading 1" if line.isupper() else "List Number" if line[:2] == "1." else None
        document.add_paragraph(line, style)
    document.add_table(1, 2).rows[0].cells[0].text = "Artículo 9. Celda."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_word_file())) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _word(document: bytes, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, document if name == "word/document.xml" else raw)
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    from small_pdf import pdf

    return pdf([[content.decode("cp1252", "ignore")]])


if __name__ == "__main__":
    packages = ("tracer.constitution", "tracer.decoding", "tracer.delimited")
    fuzz(Target("constitutions", packages, prepare, seeds))
