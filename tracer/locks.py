"""Locks that the system itself lets go when their holder dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracer.errors import TracerWarning

RETRY = 0.05
"""Seconds between two attempts."""
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_UNKNOWN = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
"""What folders say that know no locks: those of some networks and of some mounted archives."""


class Taken(Exception):
    """Somebody else holds the lock."""


@contextmanager
def locked(path: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock that the file `path` stands for; the file is made, and removed at the end.

    Where the folder knows no locks, that is warned of and nothing is held.

    Parameters
    ----------
    path : Path
    wait : float, default=0.0
        Seconds for which whoever comes second tries again.

    Raises
    ------
    Taken
        If somebody else, of this process or another, held it all that time.
    OSError
        If the file can't be made.
    """
    held = _acquire(path, time.monotonic() + wait)
    try:
        yield
    finally:
        if sys.platform != "win32":  # there an open file can't be removed
            path.unlink(missing_ok=True)
        os.close(held)  # and with it the lock
        if sys.platform == "win32":
            _try_to_remove(path)


def is_locked(path: Path) -> bool:
    """Tell whether somebody holds the lock; the file is neither made nor removed."""
    try:
        held = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(held, path)
    finally:
        os.close(held)


def _acquire(path: Path, end: float) -> int:
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            # Who held it before may have removed the file between our opening it and our locking
            # it: then what we hold has no name, and another may hold what has.
            if _lock(opened, path) and _same(opened, path):
                return opened
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)
        if time.monotonic() >= end:
            raise Taken(path)
        time.sleep(RETRY)


def _same(opened: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), path.stat())
    except FileNotFoundError:
        return False


def _lock(opened: int, path: Path) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        if error.errno not in _UNKNOWN:
            raise
        warnings.warn(
            TracerWarning(
                "{folder} está en un disco sin candados; cuida que no la use otra orden de tracer "
                "al mismo tiempo",
                folder=path.parent,
            ),
            stacklevel=2,
        )
    return True


def _try_to_remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the next one holds it already
        return
