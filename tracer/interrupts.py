"""Being asked to stop: Ctrl-C and SIGTERM end a command alike, whatever it is doing."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN = 0.02
"""Seconds until an interruption that nobody could hear is raised again."""
TIDYING = 1.0
"""Seconds after an interruption in which another one isn't heard."""


class Terminated(KeyboardInterrupt):
    """Another program asked for the end (SIGTERM)."""


_SIGNALS: dict[int, type[KeyboardInterrupt]] = {
    signal.SIGINT: KeyboardInterrupt,
    signal.SIGTERM: Terminated,
}


@contextmanager
def interruptible() -> Iterator[None]:
    """Have SIGTERM raise `Terminated`, as Ctrl-C raises KeyboardInterrupt; neither gets lost.

    Who presses twice doesn't interrupt the tidying up that the first press began. Python drops what
    is raised where nobody can catch it, in a finaliser or a callback; there it is raised again a
    moment later. In a thread that isn't the main one nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    unheard = sys.unraisablehook
    deaf_until = 0.0

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal deaf_until
        if time.monotonic() >= deaf_until:
            deaf_until = time.monotonic() + TIDYING
            raise _SIGNALS[number]

    def hear(args: UnraisableHookArgs) -> None:
        nonlocal deaf_until
        if not issubclass(args.exc_type, KeyboardInterrupt):
            unheard(args)
            return
        deaf_until = 0.0
        number = next(n for n, raised in _SIGNALS.items() if raised is args.exc_type)
        later = threading.Timer(AGAIN, _send_to_main, (number,))
        later.daemon = True
        later.start()

    sys.unraisablehook = hear
    try:
        for number in _SIGNALS:
            signal.signal(number, stop)
        yield
    finally:
        sys.unraisablehook = unheard
        for number, handler in before.items():
            signal.signal(number, handler)


def _send_to_main(number: int) -> None:
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:  # to the thread itself: it may be waiting for the system
        signal.pthread_kill(threading.main_thread().ident or 0, number)


def stop_listening() -> None:
    """Ignore both from now on: the command is over, and the interpreter is putting itself away."""
    with suppress(ValueError):  # in a thread that isn't the main one
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
