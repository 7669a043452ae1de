"""Time and memory of each stage of a whole process, by number of answers::

    python eval/benchmarks/stages.py 200000 --work FOLDER --backend bf16 --processes 2

The process is that of `whole.py`. What `$TRACER_CACHE` holds is used and kept, and the run goes to
a new folder in `--work`: the second time nothing but tables and report is made. Processor time
counts the processes that help; memory is the resident set, in MiB: at the stage's end, the largest
so far, and the largest of a helper (which the system counts as no smaller than this process was
when it started it).
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from whole import prepared

from tracer.encode import Encoding, VectorCache, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.process import read_process
from tracer.run import run
from tracer.store import Store, default_store_path
from tracer.workers import ALONE
from tracer.workers.processes import Processes


class Clock:
    """Prints a row when a stage ends, which is when the next begins."""

    def __init__(self) -> None:
        self._name, self._wall, self._spent = "start", time.perf_counter(), 0.0
        print("| stage | wall, s | processor, s | resident | largest | a helper |")
        print("|---|---|---|---|---|---|")

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Begin a stage; see `tracer.run.Watch`."""
        own, helpers = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        wall = time.perf_counter()
        spent = sum(usage.ru_utime + usage.ru_stime for usage in (own, helpers))
        print(
            f"| {self._name} | {wall - self._wall:.1f} | {spent - self._spent:.1f} | {_resident()} "
            f"| {own.ru_maxrss // 1024} | {helpers.ru_maxrss // 1024} |",
            flush=True,
        )
        self._name, self._wall, self._spent = name, wall, spent
        return lambda done: None


def main() -> None:
    """Run the process once and print a table in Markdown."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("size", type=int)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--backend", default="f32")
    arguments.add_argument("--processes", type=int, default=1)
    args = arguments.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    process = read_process(prepared(args.size, args.work))
    clock = Clock()
    with VectorCache(default_cache_path()) as cache:
        run(
            process,
            Path(tempfile.mkdtemp(prefix="run-", dir=args.work)),
            encode=Encoding(load_encoder(backend=args.backend), cache),
            store=Store(default_store_path()),
            watch=clock,
            linkers=Processes(args.processes) if args.processes > 1 else ALONE,
        )
    clock.stage("end")


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * resource.getpagesize() // 2**20


if __name__ == "__main__":
    main()
