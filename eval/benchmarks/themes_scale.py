"""Seconds and memory of theme finding by number of texts, vectors at hand::

    python eval/benchmarks/themes_scale.py 20000 31000 100000 200000 > eval/results/themes_scale.md

Answers of 2016 on all four topics, in the order of a lot; a size above what there is takes all.
Each size runs in a process of its own, whose largest resident memory is told, vectors and texts
included. ``deliveries``: the same answers as a first delivery of half and two of a quarter.
``BERTopic``: its default recipe on the same vectors after compilation, up to 50,000 texts; needs
``pip install bertopic``.
"""

from __future__ import annotations

import csv
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tracer.deliveries import first_delivery, next_delivery
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.encode.geometry import centre_on_mean
from tracer.evaluate.answers import Answer
from tracer.evaluate.suite import read_suite
from tracer.evaluate.texts import draw
from tracer.records import Contribution
from tracer.text import says_something
from tracer.themes import find_themes

PEER_MOST = 50_000
OTHERS = "argumentos_tema_3_4_sin_concepto.csv.gz"


def main() -> None:
    """Print a table in Markdown; with ``--child`` measure one size."""
    if sys.argv[1:2] == ["--child"]:
        return child(sys.argv[2], Path(sys.argv[3]))
    sizes = [int(written) for written in sys.argv[1:]] or [20_000, 31_000]
    print(
        "| texts | themes | seconds | microseconds/text | memory, MB | deliveries, seconds "
        "| BERTopic, seconds |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            texts = prepared(size, Path(folder))
            figures = [
                subprocess.run(
                    [sys.executable, __file__, "--child", what, folder],
                    check=True, capture_output=True, text=True,
                ).stdout.strip()
                for what in ("whole", "deliveries", "peer")
            ]  # fmt: skip
            print(f"| {texts:,} | " + " | ".join(figures) + " |", flush=True)


def prepared(size: int, folder: Path) -> int:
    """Leave ids, texts and vectors of `size` answers in `folder`; give their number."""
    place = read_suite("themes").file("answers")
    rows = []
    for path in (place, place.with_name(OTHERS)):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            found = [(f"{path.name[16:19]}{r['id']}", r["texto"]) for r in csv.DictReader(lines)]
        rows += [row for row in found if says_something(row[1])]
    chosen = draw(rows, size, key=lambda row: row[0])
    with VectorCache(default_cache_path()) as cache:
        vectors = cached_encode(load_encoder(), [text for _, text in chosen], cache)
    np.save(folder / "vectors.npy", vectors)
    with (folder / "texts.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(chosen)
    return len(chosen)


def child(what: str, folder: Path) -> None:
    """Measure one way of finding themes and print its cells."""
    with (folder / "texts.csv").open(encoding="utf-8", newline="") as lines:
        contributions = [Contribution(id, text) for id, text in csv.reader(lines)]
    vectors = np.load(folder / "vectors.npy")
    if what == "peer":
        print(peer(contributions, vectors))
        return
    small = contributions[:200]
    find_themes(small, centre_on_mean(vectors[:200]))  # imports don't count
    if what == "deliveries":
        print(deliveries(contributions, vectors))
        return
    began = time.perf_counter()
    centred = centre_on_mean(vectors)
    del vectors
    themes, _ = find_themes(contributions, centred)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1e6 * seconds / len(contributions)
    print(f"{len(themes)} | {seconds:.1f} | {each:.0f} | {memory:.0f}")


def deliveries(contributions: list[Contribution], vectors: np.ndarray) -> str:
    """Seconds of three deliveries, one after another."""
    row_of = {c.text: row for row, c in enumerate(contributions)}

    def encode(texts: object) -> np.ndarray:
        return vectors[[row_of[text] for text in texts]]  # type: ignore[attr-defined]

    half, most = len(contributions) // 2, 3 * len(contributions) // 4
    began = time.perf_counter()
    memory = first_delivery(contributions[:half], encode=encode, encoder="", seed=1).memory
    spent = [time.perf_counter() - began]
    for part in (contributions[half:most], contributions[most:]):
        began = time.perf_counter()
        memory = next_delivery(memory, part, encode=encode, encoder="", seed=1).memory
        spent.append(time.perf_counter() - began)
    return ", ".join(f"{seconds:.1f}" for seconds in spent)


def peer(contributions: list[Contribution], vectors: np.ndarray) -> str:
    """Seconds of BERTopic's recipe; a dash where there are too many texts for it."""
    if len(contributions) > PEER_MOST:
        return "–"
    sys.path.insert(0, str(Path(__file__).parent))
    from themes import bertopic, warm_up

    warm_up()
    answers = [Answer(c.id, "", "", c.text, "") for c in contributions]
    began = time.perf_counter()
    bertopic(answers, centre_on_mean(vectors))
    return f"{time.perf_counter() - began:.1f}"


if __name__ == "__main__":
    main()
