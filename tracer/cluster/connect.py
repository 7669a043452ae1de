"""The way to a cluster: its address, whether it may be used, and who is there."""

from __future__ import annotations

import ipaddress
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracer.cluster.dask_workers import DaskWorkers
from tracer.cluster.passport import check_passport, passport
from tracer.errors import ClusterError, TracerError

if TYPE_CHECKING:
    from distributed import Client

    from tracer.workers import Workers

PORT = 8786
PATIENCE = 60.0
"""Seconds."""
PLAIN = "TRACER_CLUSTER_PLAIN"
"""Environment variable: set to 1, texts may travel to other computers unencrypted."""


@contextmanager
def open_cluster(address: str, *, patience: float = PATIENCE) -> Iterator[Workers]:
    """Connect to the scheduler of a Dask cluster, for as long as the work lasts.

    Parameters
    ----------
    address : str
        Of the scheduler: ``tls://host:8786``, or ``tcp://127.0.0.1:8786`` on this computer. The
        certificates of a ``tls://`` address are those of Dask's own settings
        (``distributed.comm.tls``).
    patience : float, default=60
        Seconds to wait for the scheduler, for a first worker, and for another where all died.

    Yields
    ------
    Workers

    Raises
    ------
    ClusterError
        If the scheduler can't be reached, has no worker, or has one that could come to other
        numbers; or if texts would travel unencrypted to another computer.

    Examples
    --------
    Where no scheduler listens, that is told:

    >>> from tracer import TracerError, open_cluster
    >>> try:
    ...     with open_cluster("tcp://127.0.0.1:9", patience=1):
    ...         pass
    ... except TracerError as error:
    ...     print(type(error).__name__)
    ClusterError
    """
    full = whole_address(address)
    client = _client(full, patience)
    try:
        _welcome(client, full, patience)
        yield DaskWorkers(client, passport(), patience=patience)
    finally:
        client.close(timeout=2)


def whole_address(address: str) -> str:
    """Complete an address with protocol and port, and refuse one that isn't safe.

    Raises
    ------
    ClusterError
        If it is none, or leads to another computer without TLS and `PLAIN` isn't set.
    """
    found = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        host, port = found.hostname, found.port or PORT
    except ValueError:
        host, port = None, PORT
    if found.scheme not in ("tcp", "tls") or not host or found.path not in ("", "/"):
        raise ClusterError(
            "--cluster espera la dirección de un planificador de Dask, como tls://equipo:8786, y "
            "llegó «{address}»",
            address=address,
        )
    if found.scheme == "tcp" and not _is_here(host) and os.environ.get(PLAIN) != "1":
        raise ClusterError(
            "tcp://{host} llevaría las aportaciones sin cifrar a otro equipo, y cualquiera de la "
            "red podría leerlas o dar órdenes a los trabajadores; usa tls:// (docs/es/cluster.md) "
            "o, si la red misma ya cifra, pon {setting}=1",
            host=host, setting=PLAIN,
        )  # fmt: skip
    return f"{found.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _client(address: str, patience: float) -> Client:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--cluster necesita un paquete que no está instalado: pip install 'tracer[cluster]'"
        ) from error
    if address.startswith("tls") and not dask.config.get("distributed.comm.tls.ca-file", None):
        raise ClusterError(
            "{address} pide certificados y la configuración de Dask no nombra ninguno; pon "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE y los de CLIENT (docs/es/cluster.md)",
            address=address,
        )
    # What it would write to the terminal is said by the errors raised here, in Spanish.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    try:
        return Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ClusterError(
            "no se puede llegar al planificador {address} ({error}); comprueba la dirección, que "
            "esté en marcha y, con tls://, los certificados en la configuración de Dask",
            address=address, error=error,
        ) from error  # fmt: skip


def _welcome(client: Client, address: str, patience: float) -> None:
    """Wait for a first worker and look at the passports of all that are there."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise ClusterError(
            "el planificador {address} no tiene ningún trabajador; arranca al menos uno con «dask "
            "worker {address}»",
            address=address,
        ) from error
    for worker, found in client.run(passport, on_error="return").items():
        host = urlsplit(worker).hostname or worker
        if not isinstance(found, Mapping):
            raise ClusterError(
                "el trabajador {host} no puede usar tracer ({kind}: {found}); instala en él "
                "tracer y lo mismo que hay en este equipo, y vuelve a arrancarlo",
                host=host, kind=type(found).__name__,
                found=found.phrase if isinstance(found, TracerError) else found,
            )  # fmt: skip
        check_passport(found, passport(), host=host)
