"""The same work alone, on Dask distributed and on Ray: ``eval/results/cluster.md`` says what came.

Encodes some of what matching 5,000 answers of Chile 2016 takes and matches them with the
constitution of Chile 2022, by two worker processes of one thread on this machine; then matches
again and kills one of them with SIGKILL once the first piece is done. The vectors that aren't
encoded for the measurement come from the cache.

    python eval/benchmarks/cluster.py {alone,dask,ray} [--texts N] [--encode N]

Needs the corpora in ``$TRACER_SHARED`` or ``../shared``; Ray only to be measured (no extra of
tracer's).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import random
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tracer.cluster import open_cluster
from tracer.cluster.dask_workers import AHEAD, CUT
from tracer.cluster.passport import passport
from tracer.cluster.piece import done
from tracer.constitution import read_constitution, units
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.match import match_provisions
from tracer.match.pieces import contribution_segments
from tracer.records import Contribution
from tracer.sources import read_contributions
from tracer.workers import ALONE, Workers

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[3] / "shared"))
ANSWERS = SHARED / "corpora/chile2016/argumentos_tema_1_2_con_concepto.csv.gz"
DOCUMENT = SHARED / "corpora/chile2022/propuesta_final_2022-07-04.md"
SMALL_PIECES = 500


class RayWorkers:
    """`tracer.workers.Workers` on Ray, as tracer's own are on Dask."""

    pieces = 2 * CUT

    def map(self, function: Callable[..., Any], pieces: Iterable[Any], *, shared: Any) -> Iterator:
        import ray

        remote = ray.remote(max_retries=3)(done)
        kept = ray.put(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL))
        sent: deque[Any] = deque()
        for piece in pieces:
            sent.append(remote.remote(passport(), function, kept, piece))
            if len(sent) >= 2 * AHEAD:
                yield ray.get(sent.popleft())
        while sent:
            yield ray.get(sent.popleft())


@contextmanager
def engine(name: str) -> Iterator[Workers]:
    """Two workers of one thread."""
    if name == "alone":
        yield ALONE
    elif name == "dask":
        from distributed import LocalCluster

        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            open_cluster(cluster.scheduler_address) as workers,
        ):
            yield workers
    else:
        import ray

        ray.init(
            num_cpus=2, include_dashboard=False, object_store_memory=500_000_000,
            log_to_driver=False,
        )  # fmt: skip
        yield RayWorkers()
        ray.shutdown()


def where(shared: float, piece: int) -> int:
    """The process that did it, after a while: one can't do all."""
    time.sleep(shared)
    return os.getpid()


def product(shared: int, piece: int) -> int:
    return shared * piece


def memory_mb(pid: int) -> float:
    try:
        return psutil.Process(pid).memory_info().rss / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def measured(name: str, n: int, encoded: int) -> None:
    """Print what each stage took."""
    rows = answers(n)
    found = units(read_constitution(DOCUMENT), level="section")
    encoder, texts = load_encoder(threads=2), texts_of(rows)
    with VectorCache(default_cache_path()) as kept:
        cached_encode(encoder, texts, kept)
        clock = _Clock()
        with engine(name) as workers, tempfile.TemporaryDirectory() as folder:
            list(workers.map(product, range(8), shared=2))
            clock.tell("up, a first piece done")
            _say_who_is_there()
            list(workers.map(warmed, range(8), shared=encoder))
            clock.tell("encoder loaded")
            drawn = random.Random(2).sample(texts, encoded)
            with VectorCache(Path(folder) / "v.sqlite") as cache:
                vectors = cached_encode(encoder, drawn, cache, workers=workers)
            clock.tell(f"encode {encoded} texts", vectors.tobytes())
            list(workers.map(product, range(SMALL_PIECES), shared=2))
            clock.tell(f"{SMALL_PIECES} pieces of nothing")

            def encode(asked: Sequence[str]) -> Any:
                return cached_encode(encoder, asked, kept)

            match_provisions(rows[:2048], found, encode=encode, workers=workers)
            clock.tell("match 2048, first time")
            for kills in (False, True)[: 1 if name == "alone" else 2]:
                pids = sorted(set(workers.map(where, range(8), shared=0.2)))
                _say(f"memory: {', '.join(f'{memory_mb(pid):.0f} MB' for pid in pids)}")
                victims = pids[:1] if kills else []
                clock.start()
                links = match_provisions(
                    rows, found, encode=encode, workers=workers, progress=_killer(victims)
                )
                clock.tell(f"match {n}" + (", one killed" if kills else ""), repr(links).encode())


def _say_who_is_there() -> None:
    """Print this process and those that it started, with their memory."""
    me = psutil.Process()
    those = [(child.name(), memory_mb(child.pid)) for child in me.children(recursive=True)]
    own = f"this process {memory_mb(me.pid):.0f} MB"
    _say("; ".join([own, *(f"{name} {size:.0f} MB" for name, size in sorted(those))]))


class _Clock:
    """Wall and processor time since the last stage, of this process and of those it started."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _cpu()

    def tell(self, stage: str, made: bytes = b"") -> None:
        wall, cpu = time.perf_counter() - self._wall, _cpu()
        own, others = cpu[0] - self._cpu[0], cpu[1] - self._cpu[1]
        digest = hashlib.sha256(made).hexdigest()[:12] if made else ""
        _say(f"{stage:26}{wall:8.1f} s wall{own:8.1f} s own{others:8.1f} s others  {digest}")
        self.start()


def _cpu() -> tuple[float, float]:
    me = psutil.Process()
    return sum(me.cpu_times()[:2]), sum(_spent(child) for child in me.children(recursive=True))


def _spent(process: psutil.Process) -> float:
    try:
        return sum(process.cpu_times()[:2])
    except psutil.NoSuchProcess:
        return 0.0


def _killer(victims: list[int]) -> Callable[[int], None]:
    def progress(steps: int) -> None:
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)

    return progress


def answers(n: int) -> list[Contribution]:
    read = read_contributions(ANSWERS, id_column="id", text_columns=("texto",))
    return random.Random(1).sample(list(read.contributions), n)


def texts_of(rows: list[Contribution]) -> list[str]:
    cut = [c.text[s.start : s.end] for c in rows for s in contribution_segments(c)]
    return sorted({*cut, *(c.text for c in rows)})


def warmed(encoder: Any, piece: int) -> int:
    return len(encoder.encode(["agua"]))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=("alone", "dask", "ray"))
    parser.add_argument("--texts", type=int, default=5000, metavar="N")
    parser.add_argument("--encode", type=int, default=1500, metavar="N")
    given = parser.parse_args()
    measured(given.engine, given.texts, given.encode)
