"""Seconds and memory of theme finding by number of texts, vectors at hand::

    python eval/benchmarks/themes_scale.py 20000 31000 100000 200000 > eval/results/themes_scale.md

Answers of 2016 on all four topics, in the order of a lot; a size above what there is takes all.
With ``--joined`` it takes more: the beginning of one answer and the end of another, no two alike,
with the direction between the vectors of both. They cost no encoding; what they measure is theme
finding, not what it finds. ``--whole`` leaves out deliveries and BERTopic. Each size runs in a
process of its own, whose largest resident memory is told, texts included, and of the vectors those
in use: they are read from disk.
``deliveries``: the same answers as a first delivery of half and two of a quarter.
``BERTopic``: its default recipe on the same vectors after compilation, up to 50,000 texts; needs
``pip install bertopic``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tracer.deliveries import first_delivery, next_delivery
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.encode.geometry import centre_on_mean
from tracer.evaluate.answers import Answer
from tracer.evaluate.suite import read_suite
from tracer.evaluate.texts import draw
from tracer.match import Encode
from tracer.records import Contribution
from tracer.stages import themes_of
from tracer.text import says_something

PEER_MOST = 50_000
OTHERS = "argumentos_tema_3_4_sin_concepto.csv.gz"


def main() -> None:
    """Print a table in Markdown; with ``--child`` measure one size."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[20_000, 31_000])
    arguments.add_argument("--joined", action="store_true")
    arguments.add_argument("--whole", action="store_true")
    arguments.add_argument("--backend", default="f32")
    arguments.add_argument("--child", nargs=2)
    args = arguments.parse_args()
    if args.child:
        return child(args.child[0], Path(args.child[1]))
    ways = ("whole",) if args.whole else ("whole", "deliveries", "peer")
    others = "" if args.whole else " deliveries, seconds | BERTopic, seconds |"
    print(
        f"| texts | themes | seconds | of the processor | microseconds/text | memory, MB |{others}"
    )
    print("|" + "---|" * (5 + len(ways)))
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            texts = prepared(size, Path(folder), joined=args.joined, backend=args.backend)
            figures = [
                subprocess.run(
                    [sys.executable, __file__, "--child", way, folder],
                    check=True, stdout=subprocess.PIPE, text=True,
                ).stdout.strip()
                for way in ways
            ]  # fmt: skip
            print(f"| {texts:,} | " + " | ".join(figures) + " |", flush=True)


def prepared(size: int, folder: Path, *, joined: bool, backend: str) -> int:
    """Leave ids, texts and vectors of `size` answers in `folder`; give their number."""
    place = read_suite("themes").file("answers")
    rows = []
    for path in (place, place.with_name(OTHERS)):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            found = [(f"{path.name[16:19]}{r['id']}", r["texto"]) for r in csv.DictReader(lines)]
        rows += [row for row in found if says_something(row[1])]
    chosen = draw(rows, size, key=lambda row: row[0])
    with VectorCache(default_cache_path()) as cache:
        encoder = load_encoder(backend=backend)
        vectors = cached_encode(encoder, [text for _, text in chosen], cache)
    if joined and size > len(chosen):
        more, pairs = joined_answers([text for _, text in chosen], size - len(chosen))
        chosen += more
        between = vectors[pairs[:, 0]] + vectors[pairs[:, 1]]
        between /= np.linalg.norm(between, axis=1, keepdims=True)
        vectors = np.concatenate([vectors, between])
    np.save(folder / "vectors.npy", vectors)
    with (folder / "texts.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(chosen)
    return len(chosen)


def joined_answers(texts: list[str], count: int) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Beginnings of answers with ends of others, by id, and the rows of both; shape (count, 2)."""
    chance, known = random.Random(1), set(texts)
    rows, pairs = [], []
    while len(rows) < count:
        one, other = chance.randrange(len(texts)), chance.randrange(len(texts))
        begin, end = texts[one].split(), texts[other].split()
        text = " ".join(begin[: -(-len(begin) // 2)] + end[len(end) // 2 :])
        if text not in known:
            known.add(text)
            rows.append((f"j{len(rows)}", text))
            pairs.append((one, other))
    return rows, np.array(pairs)


def child(what: str, folder: Path) -> None:
    """Measure one way of finding themes and print its cells."""
    with (folder / "texts.csv").open(encoding="utf-8", newline="") as lines:
        contributions = [Contribution(id, text) for id, text in csv.reader(lines)]
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    if what == "peer":
        print(peer(contributions, vectors))
        return
    row_of = {c.text: row for row, c in enumerate(contributions)}

    def encode(texts: Sequence[str]) -> np.ndarray:
        return np.asarray(vectors[[row_of[text] for text in texts]])

    themes_of(contributions[:200], encode=encode, seed=1)  # imports don't count
    if what == "deliveries":
        print(deliveries(contributions, encode))
        return
    began, spent = time.perf_counter(), time.process_time()
    themes, _ = themes_of(contributions, encode=encode, seed=1)
    seconds, spent = time.perf_counter() - began, time.process_time() - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1e6 * spent / len(contributions)
    print(f"{len(themes)} | {seconds:.1f} | {spent:.1f} | {each:.0f} | {memory:.0f}")


def deliveries(contributions: list[Contribution], encode: Encode) -> str:
    """Seconds of three deliveries, one after another."""
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
