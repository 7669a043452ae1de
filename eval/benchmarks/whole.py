"""A whole process, from files to report, by number of answers; and BERTopic on its part of it::

    python eval/benchmarks/whole.py 31000 --peer > eval/results/whole.md
    python eval/benchmarks/whole.py 200000 1000000

341 initiatives as petitions, 1,000 proposals of Madrid as comments and so many answers of 2016,
against the Chilean draft and proposal of 2022. There are 193,599 answers: beyond them the same
texts come again under other ids, so that more are matched and grouped but no more are encoded.

``cold``: no vector and no link at hand. ``warm``: the same into another folder. ``again``: the same
into the same folder, where nothing has changed. Each is a ``tracer run`` of its own; memory is the
largest resident set of the process. With ``--cache FOLDER`` what is at hand there is used and kept,
so the first row isn't cold.

``BERTopic``: its defaults (UMAP, HDBSCAN, c-TF-IDF) on vectors that sentence-transformers makes
with the bundled weights of multilingual-e5-small, which is what its part of the job takes: it
matches nothing and writes nothing. Needs ``pip install bertopic``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from tracer.evaluate.suite import read_suite
from tracer.process import read_process, read_sources
from tracer.shipped import shipped

OTHERS = "argumentos_tema_3_4_sin_concepto.csv.gz"
PROCESS = """[process]
name = "{n} respuestas"

[[sources]]
name = "iniciativas"
channel = "petition"
path = "{shared}/chile2022/iniciativas_populares.jsonl.gz"
id = "id"
weight = "apoyos"
text = ["titulo", "problema", "situacion_ideal", "que_debe_contemplar"]
limit = 341

[[sources]]
name = "madrid"
channel = "comment"
path = "{madrid}"
limit = 1000

[[sources]]
name = "respuestas"
channel = "survey"
path = "respuestas.csv"
id = "id"
text = ["texto"]

[[versions]]
name = "borrador"
path = "{shared}/chile2022/borrador_2022-05-14.pdf"

[[versions]]
name = "propuesta"
path = "{shared}/chile2022/propuesta_final_2022-07-04.md"

[settings]
level = "article"
"""


def main() -> None:
    """Print a table in Markdown; with ``--child`` be the peer."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int)
    arguments.add_argument("--peer", action="store_true")
    arguments.add_argument("--backend", default="f32")
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--child", type=Path)
    args = arguments.parse_args()
    if args.child:
        peer(args.child)
        return
    print("| answers | what | wall, s | processor, s | ms/answer | memory, MB |")
    print("|---|---|---|---|---|---|")
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            cache = args.cache or Path(folder) / "cache"
            measure(size, Path(folder), cache, backend=args.backend)
            if args.peer:
                measure_peer(size, Path(folder), cache)


def measure(size: int, folder: Path, cache: Path, *, backend: str) -> None:
    """Measure one size and print its rows."""
    process = prepared(size, folder)
    first = "vectors at hand" if cache.exists() else "cold"
    for what, run in ((first, "a"), ("warm", "b"), ("again", "b")):
        command = [sys.executable, "-m", "tracer", "run", str(process), "-o", str(folder / run)]
        told(size, what, [*command, "--quiet", "--backend", backend], cache)


def measure_peer(size: int, folder: Path, cache: Path) -> None:
    """Measure BERTopic on the same texts."""
    read = read_sources(read_process(folder / "proceso.toml"))
    texts = [c.text for c in read.contributions]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    told(size, "BERTopic", [sys.executable, __file__, "--child", str(folder)], cache)


def prepared(size: int, folder: Path) -> Path:
    """Write the answers and the process into `folder`."""
    place = read_suite("themes").file("answers")
    shared = place.parent.parent
    with (folder / "respuestas.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("id", "texto"))
        texts = cycle(answers((place, place.with_name(OTHERS))))
        writer.writerows(enumerate(islice(texts, size), start=1))
    (madrid,) = (p for p in (shared / "madrid").iterdir() if ".csv" in p.name or ".json" in p.name)
    process = folder / "proceso.toml"
    process.write_text(PROCESS.format(n=size, shared=shared, madrid=madrid), encoding="utf-8")
    return process


def answers(places: Sequence[Path]) -> Iterator[str]:
    """Texts of the answers, one file by turns with the other."""
    columns = []
    for place in places:
        with gzip.open(place, "rt", encoding="utf-8", newline="") as lines:
            columns.append([row["texto"] for row in csv.DictReader(lines)])
    for at in range(max(map(len, columns))):
        yield from (column[at] for column in columns if at < len(column))


def told(size: int, what: str, command: Sequence[str], cache: Path) -> None:
    """Run a command in a process of its own and print what it took."""
    environment = {**os.environ, "TRACER_CACHE": str(cache)}
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    if status:
        raise SystemExit(f"{what} of {size} ended with {os.waitstatus_to_exitcode(status)}")
    spent = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss / 1024
    each = 1000 * wall / size
    print(
        f"| {size:,} | {what} | {wall:.1f} | {spent:.1f} | {each:.2f} | {memory:.0f} |", flush=True
    )


def peer(folder: Path) -> None:
    """Do BERTopic's part with its defaults."""
    from bertopic import BERTopic
    from sentence_transformers import SentenceTransformer

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    encoder = SentenceTransformer(str(shipped("models") / "e5-small-es"), device="cpu")
    BERTopic(embedding_model=encoder, language="multilingual").fit_transform(texts)


if __name__ == "__main__":
    main()
