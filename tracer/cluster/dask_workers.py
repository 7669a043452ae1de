"""Pieces done by the workers of a Dask cluster."""

from __future__ import annotations

import hashlib
import pickle
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tracer.cluster.piece import done, same
from tracer.errors import ClusterError
from tracer.workers.protocol import Found, Piece, Shared

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3
"""Pieces sent or waiting to be given, per thread of the cluster: one is done, one is on its way,
one is slack while the first of them takes longer than the others."""
CUT = 4
"""Pieces of a stage per thread, at least: the last ones done leave few idle."""
COUNTED = 10.0
"""Seconds for which a count of the workers holds."""
LOOK = 5.0
"""Seconds after which, where no result came, it is looked whether anybody is left."""
SCHEDULER_LOST = (
    "se perdió la conexión con el planificador {address}; comprueba que siga en marcha y repite la "
    "orden: lo ya codificado se aprovecha"
)


class DaskWorkers:
    """Workers of a cluster that is there already; see `tracer.cluster.open_cluster`.

    Parameters
    ----------
    client : distributed.Client
        Connected.
    ours : mapping of str to str
        This process's passport: what every worker must have.
    patience : float
        Seconds to wait for a worker where none is left: theirs may be starting again.
    """

    def __init__(self, client: Client, ours: Mapping[str, str], *, patience: float) -> None:
        self._client, self._ours, self._patience = client, ours, patience
        self._address = client.scheduler.address if client.scheduler else ""
        self._threads, self._counted = 1, float("-inf")

    @property
    def pieces(self) -> int:
        """`CUT` for each thread there is."""
        return CUT * self._count()

    def map(
        self,
        function: Callable[[Shared, Piece], Found],
        pieces: Iterable[Piece],
        *,
        shared: Shared,
    ) -> Generator[Found, None, None]:
        """Send pieces out and give their results in order; see `Workers.map`."""
        kept, sent = None, deque[Any]()
        submit = self._client.submit
        try:
            for piece in pieces:
                kept = kept or self._keep(shared)
                with self._told():
                    sent.append(submit(done, self._ours, function, kept, piece, pure=False))
                if len(sent) >= AHEAD * self._count():
                    yield self._result(sent.popleft())
            while sent:
                yield self._result(sent.popleft())
        finally:
            with suppress(Exception):  # the scheduler may be gone, and nothing waits for them
                self._client.cancel(list(sent))

    def _keep(self, shared: object) -> Future[bytes]:
        """Leave what all pieces need with the cluster: a task, so that it outlives a worker."""
        sealed = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
        name = f"shared-{hashlib.sha256(sealed).hexdigest()[:16]}"
        with self._told():
            return self._client.submit(same, sealed, key=name)

    def _result(self, future: Future[Any]) -> Any:
        """What a piece gave, however often it was begun."""
        alone_since = None
        while True:
            with self._told():
                try:
                    return future.result(timeout=LOOK)
                except TimeoutError:
                    now = time.monotonic()
                    alone_since = None if self._client.nthreads() else alone_since or now
                    if alone_since and now - alone_since > self._patience:
                        raise ClusterError(
                            "no queda ningún trabajador conectado a {address}; arranca al menos "
                            "uno y repite la orden: lo ya codificado se aprovecha",
                            address=self._address,
                        ) from None

    def _count(self) -> int:
        """Threads of all workers; 1 where there is none at the moment."""
        now = time.monotonic()
        if now - self._counted > COUNTED:
            with self._told():
                self._threads = max(1, sum(self._client.nthreads().values()))
            self._counted = now
        return self._threads

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what Dask raises of itself into a message that says what to do."""
        from concurrent.futures import CancelledError

        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker

        try:
            yield
        except KilledWorker as error:
            raise ClusterError(
                "un mismo trozo de trabajo tumbó a varios trabajadores, uno tras otro (el último, "
                "{worker}); suele ser falta de memoria: arráncalos con menos procesos o con más "
                "--memory-limit",
                worker=error.last_worker.address if error.last_worker else "?",
            ) from error
        except ImportError as error:
            raise ClusterError(
                "a un trabajador le falta un módulo ({error}); instala en él tracer y lo mismo "
                "que hay en este equipo",
                error=error,
            ) from error
        except (CancelledError, OSError) as error:
            # That the scheduler is gone shows in a call to it before the client knows.
            lost = isinstance(error, CommClosedError) or self._client.status != "running"
            if isinstance(error, TimeoutError) or not lost:
                raise
            raise ClusterError(SCHEDULER_LOST, address=self._address) from error
