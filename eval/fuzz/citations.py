"""Citations as people write them, and their place in a document::

python eval/fuzz/citations.py --minutes 30 --work /tmp/fuzz/citations
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from harness import Target, fuzz

DOCUMENT = (
    "Preámbulo", "Tít. 1", "Tít. 1, Cap. 1", "Art. 1", "Art. 1, A", "Art. 1, A, 1",
    "Art. 1, A, 1, a", "Art. 1, A, 1, b", "Art. 1, B", "Art. 1, B, 1", "Art. 2", "Art. 2, frac. I",
    "Art. 2, frac. II", "Art. 2, frac. II, a", "Tít. 2", "Tít. 2, Cap. 1", "Art. 12 bis",
    "Art. 12 bis, párr. 2", "Trans. 1", "Trans. 5", "Trans. único",
)  # fmt: skip
SEEDS = (
    "Art. 16, B, 3, a", "Artículo 7, 8-C Art. 24", "art. 16 apdo. B num. 3", "х", "-",
    "Art. 16, A, 3, 4, B.", "Título Sexto", "Transversal", "quinto transitorio", "Trans. 5",
    "inciso c) de la fracción II del artículo 5", "arts. 3 a 8 y 10, frac. XIV", "Preámbulo",
    "Artículo 12 bis, párrafo segundo", "Decreto 2, Trans. 1", "Libro I, Tít. 2, Cap. 3, Secc. 4",
    "artículos 1º, 2° y 3.º", "Art. 4, par. único", "disposición final segunda", "Art. 1 (2)",
    "el artículo anterior", "capítulo IV del título segundo", "ART. 5 NUM 3) LETRA Ñ",
    "fracción única del artículo 4",
)  # fmt: skip


def prepare(place: Path) -> Callable[[bytes], None]:
    """Read each input as a citation and look it up."""
    from tracer.citation import parse_citation, resolve
    from tracer.records import Constitution, Provision

    provisions = tuple(Provision(c, "article", "", "Uno.\nDos.", "", None, 0, 9) for c in DOCUMENT)
    document = Constitution("d", "", provisions)

    def take(data: bytes) -> None:
        # surrogatepass: JSON and Parquet can bring halves of an emoji
        cited = parse_citation(data.decode("utf-8", "surrogatepass" if _valid(data) else "replace"))
        resolve(cited, document)

    return take


def _valid(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def seeds() -> Iterable[bytes]:
    """Give citations of every form."""
    yield from (text.encode() for text in (*SEEDS, *DOCUMENT))


if __name__ == "__main__":
    fuzz(Target("citations", ("tracer.citation",), prepare, seeds))
