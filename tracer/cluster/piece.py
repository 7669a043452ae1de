"""What a worker does with a piece."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from tracer.cluster.passport import check_passport, passport
from tracer.workers.protocol import Found, Piece

OPENED = 4
"""Shared things a process holds unpickled at a time: an encoder, an index, and those before."""


def same(sealed: bytes) -> bytes:
    """Give back what came: a task that a worker can do again if the one that held it dies."""
    return sealed


def done(
    ours: Mapping[str, str], function: Callable[[Any, Piece], Found], sealed: bytes, piece: Piece
) -> Found:
    """Do a piece, if this process has what the client has.

    Parameters
    ----------
    ours : mapping of str to str
        The client's passport.
    function : callable
    sealed : bytes
        What all pieces share, pickled.
    piece : object

    Raises
    ------
    ClusterError
        If this process would come to other numbers.
    """
    check_passport(passport(), ours, host=socket.gethostname())
    return function(_opened(sealed), piece)


@lru_cache(maxsize=OPENED)
def _opened(sealed: bytes) -> Any:
    return pickle.loads(sealed)
