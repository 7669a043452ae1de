"""The desk's server."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tracer.errors import OutputError
from tracer.files import reason

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(app: FastAPI, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve `app` until somebody stops it.

    Parameters
    ----------
    app : FastAPI
    host : str
    port : int
        0 takes any that is free.
    ready : callable
        Told the desk's address once it answers there.

    Raises
    ------
    OutputError
        If the address can't be had.
    """
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        told = reason(error) if isinstance(error, OSError) else str(error)
        raise OutputError(
            "no se puede abrir la mesa en {host}:{port} ({told}); indica otro puerto con --port",
            host=host, port=port, told=told,
        ) from error  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a desk is closed
        ready(f"http://{shown}:{bound.getsockname()[1]}/")
        server.run(sockets=[bound])
