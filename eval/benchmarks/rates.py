"""What one core does and what one text weighs: the figures of the plan in eval/results/cluster.md.

    python eval/benchmarks/rates.py [--texts 4000] [--encode 800]

Answers of 2016 against the constitution of Chile 2022, on one thread; seconds are processor time.
Vectors that aren't encoded for the measurement come from the cache. Needs the corpora in
``$TRACER_SHARED`` or ``../shared``.
"""

from __future__ import annotations

import argparse
import csv
import os
import pickle
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from cluster import ANSWERS, DOCUMENT, answers, texts_of
from threadpoolctl import threadpool_limits

from tracer import run_process
from tracer.constitution import read_constitution, units
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.linking.corpus import STRETCH
from tracer.match import match_provisions
from tracer.records import Contribution
from tracer.sources import read_contributions
from tracer.themes.growth.memory import EXAMPLES
from tracer.themes.growth.place import compared, place
from tracer.themes.neighbours import quantise

THEMES = 60
"""As many as `eval/results/themes_scale.md` has for 190,109 answers."""
PROCESS = """[process]
name = "tasas"

[[sources]]
name = "respuestas"
channel = "survey"
path = "respuestas.csv"
id = "id"
text = ["texto"]

[[versions]]
name = "propuesta"
path = "{document}"

[settings]
level = "section"
"""


class Weighed:
    """This process alone, with the bytes that would have travelled to others and back."""

    pieces = 1

    def __init__(self) -> None:
        self.shared = self.sent = self.came = 0
        self.seconds = 0.0

    def map(
        self, function: Callable[[Any, Any], Any], pieces: Iterable[Any], *, shared: Any
    ) -> Iterator[Any]:
        """Do each piece; see `tracer.workers.Workers.map`."""
        self.shared = max(self.shared, len(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)))
        for piece in pieces:
            self.sent += len(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
            began = time.process_time()
            found = function(shared, piece)
            self.seconds += time.process_time() - began
            self.came += len(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
            yield found

    def __str__(self) -> str:
        mega = 1e6
        return (
            f"{self.seconds:.1f} s in pieces, {self.sent / mega:.2f} MB sent, "
            f"{self.came / mega:.2f} MB back, {self.shared / mega:.2f} MB for all"
        )


def measured(n: int, encoded: int) -> None:
    """Print every figure."""
    me, began = psutil.Process(), time.process_time()
    before = me.memory_info().rss
    every = read_contributions(ANSWERS, id_column="id", text_columns=("texto",)).contributions
    spent, held = time.process_time() - began, (me.memory_info().rss - before) / len(every)
    rate = len(every) / spent
    _say(f"reading: {len(every)} rows, {spent:.1f} s, {rate:.0f} a second; {held:.0f} bytes held")
    del every
    rows = answers(n)
    size = sum(len(row.text.encode()) for row in rows) / n
    _say(f"texts: {n}, {size:.0f} bytes each; distinct with segments: {len(texts_of(rows))}")
    encoder = load_encoder(threads=1)
    with VectorCache(default_cache_path()) as kept:
        cached_encode(encoder, texts_of(rows), kept)
        _encoding(rows, encoded, encoder)
        _matching(rows, encoder, kept)
        _assigning(rows, encoder, kept)
    _storing()
    _tables(rows)


def _encoding(rows: Sequence[Contribution], encoded: int, encoder: Any) -> None:
    some, weighed = random.Random(2).sample(texts_of(rows), encoded), Weighed()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v.sqlite"
        with VectorCache(path) as cache:
            cached_encode(encoder, some, cache, workers=weighed)
        on_disk = path.stat().st_size / encoded
    rate = encoded / weighed.seconds
    _say(f"encode: {encoded} texts, {weighed}; {rate:.1f} a second, {on_disk:.0f} bytes on disk")


class Blank:
    """Costs nothing: what is left is the cache's own work."""

    identity = "blank"

    def encode(self, texts: Sequence[str], *, progress: Any = None) -> np.ndarray:
        """Rows of ones."""
        return np.ones((len(texts), 384), np.float32)


def _storing(n: int = 50_000) -> None:
    texts = [f"texto {k}" for k in range(n)]
    with tempfile.TemporaryDirectory() as folder, VectorCache(Path(folder) / "v.sqlite") as cache:
        for what in ("stored", "read back"):
            began = time.process_time()
            cached_encode(Blank(), texts, cache)
            spent = time.process_time() - began
            _say(f"vectors {what}: {n}, {spent:.1f} s, {n / spent:.0f} a second")


def _matching(rows: Sequence[Contribution], encoder: Any, kept: VectorCache) -> None:
    found = units(read_constitution(DOCUMENT), level="section")

    def encode(asked: Sequence[str]) -> Any:
        return cached_encode(encoder, asked, kept)

    for turn in ("first", "again"):  # lemmas of the words are kept
        weighed, began = Weighed(), time.process_time()
        match_provisions(rows, found, encode=encode, workers=weighed)
        whole = time.process_time() - began
        rate = len(rows) / weighed.seconds
        _say(
            f"match with {len(found)} units, {turn}: {weighed}; {rate:.0f} a second; {whole:.1f} s"
        )


def _assigning(rows: Sequence[Contribution], encoder: Any, kept: VectorCache) -> None:
    """Place the texts beside `THEMES` × `EXAMPLES` examples, among whom some come twice."""
    texts = [row.text for row in rows]
    vectors = quantise(cached_encode(encoder, texts, kept))
    began = time.process_time()
    new = compared(texts, vectors)
    read = time.process_time() - began
    chosen = np.arange(THEMES * EXAMPLES) % len(texts)
    theme, weighed = np.arange(len(chosen)) % THEMES, Weighed()
    place(new, new.take(chosen), theme, np.full(THEMES, len(texts)), workers=weighed)
    rate = len(texts) / (weighed.seconds + read)
    _say(f"assign to {THEMES} themes: {read:.1f} s for the words, {weighed}; {rate:.0f} a second")


def _tables(rows: Sequence[Contribution]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with (place / "respuestas.csv").open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([("id", "texto"), *((row.id, row.text) for row in rows)])
        (place / "proceso.toml").write_text(PROCESS.format(document=DOCUMENT), encoding="utf-8")
        began = time.process_time()
        run_process(place / "proceso.toml", place / "run")
        _say(f"a run, vectors at hand: {time.process_time() - began:.1f} s")
        for file in sorted((place / "run").iterdir(), key=lambda file: -file.stat().st_size)[:8]:
            _say(f"  {file.name}: {file.stat().st_size / len(rows):.0f} bytes a text")
        stretches = -(-len(rows) // STRETCH)
        links = default_cache_path().parent / "enlaces"
        newest = sorted(links.rglob("*.links"), key=os.path.getmtime)[-stretches:]
        kept = sum(file.stat().st_size for file in newest) / len(rows)
        _say(f"  links in the cache: {kept:.0f} bytes a text")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=4000, metavar="N")
    parser.add_argument("--encode", type=int, default=800, metavar="N")
    given = parser.parse_args()
    with threadpool_limits(1):
        measured(given.texts, given.encode)
