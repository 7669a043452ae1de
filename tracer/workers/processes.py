"""Processes of this computer, started where there is work for longer than a moment."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from tracer.errors import TracerWarning
from tracer.workers.protocol import Found, Piece, Shared

MOMENT = 2.0
"""Seconds in which this process works alone: as long as others take to start."""
MOST = 4
"""Processes that are worth their memory, 300 MB each: one that reads vectors, cuts pieces and keeps
links for them has its hands full with five."""
AHEAD = 3
"""Pieces sent or waiting to be given, per process: one is done, one is next, one is slack."""
DIED = (
    "un proceso auxiliar murió o no pudo arrancar (suele faltar memoria o disco); se sigue con uno "
    "solo, más despacio: con --threads 1 no se abre ninguno"
)
CUT = 4
"""Pieces of a stage per process, at least: the last ones done leave few idle."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Others of this computer that do pieces while this one cuts them and keeps their results.

    They live as long as one call of `map`. One that dies costs nothing but time: what it had is
    done here, and so is the rest.
    """

    count: int
    """1 or more."""

    @property
    def pieces(self) -> int:
        """`CUT` for each process."""
        return CUT * self.count

    def map(
        self,
        function: Callable[[Shared, Piece], Found],
        pieces: Iterable[Piece],
        *,
        shared: Shared,
    ) -> Generator[Found, None, None]:
        """Begin alone, then hand pieces out; see `Workers.map`."""
        coming = iter(pieces)
        until = time.monotonic() + MOMENT
        for piece in coming:
            yield function(shared, piece)
            if time.monotonic() > until:
                break
        # What comes is looked for before anybody is started for it.
        for piece in coming:
            yield from self._handed_out(function, chain([piece], coming), shared)

    def _handed_out(
        self, function: Callable[[Shared, Piece], Found], pieces: Iterator[Piece], shared: Shared
    ) -> Iterator[Found]:
        sent: deque[Piece] = deque()
        futures: deque[Future[Found]] = deque()
        try:
            with _kept(shared) as sealed, _pool(self.count) as pool:
                for piece in pieces:
                    sent.append(piece)
                    with _lost():
                        future = pool.submit(_done, function, sealed, piece)
                    futures.append(future)
                    if len(sent) >= AHEAD * self.count:
                        yield _first(futures, sent)
                while sent:
                    yield _first(futures, sent)
        except BrokenProcessPool:
            warnings.warn(TracerWarning(DIED), stacklevel=2)
            for piece in chain(sent, pieces):
                yield function(shared, piece)


def _first(futures: deque[Future[Found]], sent: deque[Piece]) -> Found:
    """Result of the piece that was sent first, which then is done with."""
    found = futures[0].result()
    futures.popleft()
    sent.popleft()
    return found


@contextmanager
def _kept(shared: object) -> Iterator[str]:
    """Write what all pieces need to a file, once for all processes."""
    with tempfile.TemporaryDirectory(prefix="tracer-") as folder:
        path = Path(folder) / "shared"
        with _lost(), path.open("wb") as stream:
            pickle.dump(shared, stream, pickle.HIGHEST_PROTOCOL)
        yield str(path)


@contextmanager
def _lost() -> Iterator[None]:
    """Take a disk or a system that refuses for processes that died: this one does without."""
    try:
        yield
    except OSError as error:
        raise BrokenProcessPool(str(error)) from error


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    # Threads of this process may hold locks, which a fork would copy held.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Make a process one that ends with its parent, however, and computes on one thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it is told, and ends it
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    import scipy.sparse  # noqa: F401  # its library of threads, for the limit
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _done(function: Callable[[Any, Piece], Found], sealed: str, piece: Piece) -> Found:
    return function(_opened(sealed), piece)


@lru_cache(maxsize=1)
def _opened(sealed: str) -> Any:
    return pickle.loads(Path(sealed).read_bytes())
