"""Write the Spanish texts whose pieces the bundled encoder keeps, one a line.

    python eval/encoder/corpus_texts.py ../shared/corpora texts.txt

Reads answers of 2016, initiatives and lineages of 2022, proposals of Madrid and the constitutions;
white space inside a text becomes single spaces. Order doesn't matter to the vocabulary.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    """Write the second argument from the folder given as the first."""
    corpora, out = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [" ".join(text.split()) for text in texts(corpora)]
    kept = [line for line in lines if line]
    out.write_text("\n".join(kept), encoding="utf-8")
    print(f"{len(kept)} texts")


def texts(corpora: Path) -> Iterator[str]:
    """Every text of the corpora, as extracted."""
    for path in sorted((corpora / "chile2016").glob("*.csv.gz")):
        yield from column(path, "texto")
    for path in sorted((corpora / "chile2022").glob("*.jsonl.gz")):
        yield from strings(path)
    madrid = corpora / "madrid" / "propuestas_2024_2025.csv.gz"
    yield from column(madrid, "titulo")
    yield from column(madrid, "descripcion")
    for path in sorted(corpora.glob("*/*.pdf")):
        yield from pages(path)
    yield (corpora / "chile2022" / "propuesta_final_2022-07-04.md").read_text(encoding="utf-8")


def column(path: Path, name: str) -> Iterator[str]:
    """One column of a gzipped CSV."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row[name] or ""


def strings(path: Path) -> Iterator[str]:
    """The texts of a gzipped JSON Lines file: all strings of initiatives, ``texto`` of lineages."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if path.name.startswith("iniciativas"):
                yield from (value for value in record.values() if isinstance(value, str))
            else:
                yield record["texto"]


def pages(path: Path) -> Iterator[str]:
    """The text layer of a PDF, page by page."""
    import pypdfium2

    for page in pypdfium2.PdfDocument(path):
        yield page.get_textpage().get_text_range()


if __name__ == "__main__":
    main()
