"""What Python runs first where this folder is on its path: nobody gets a way out of the machine.

Every use of a socket other than a Unix one, and every question for an address, is written to the
file ``$NO_NETWORK_LOG`` and refused. On Linux the kernel is asked as well (seccomp): a library that
opens a socket without Python, as Rust and C++ can, is killed by it, and the process with it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import sys
import traceback
from typing import Any

LOCAL = {socket.AF_UNIX}
_NUMBERS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of each architecture, its mark in an audit and the number of the call ``socket``."""


def _refuse(what: str) -> None:
    with open(os.environ["NO_NETWORK_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{what}\n{''.join(traceback.format_stack(limit=12))}\n")
    raise PermissionError(f"no network here: {what}")


class Guarded(socket.socket):
    """A socket that knows only this machine."""

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: Any = None):
        if fileno is None and (socket.AF_INET if family == -1 else family) not in LOCAL:
            _refuse(f"socket of family {family}")
        super().__init__(family, type, proto, fileno)


def _never(name: str) -> Any:
    def asked(*args: Any, **kwargs: Any) -> None:
        _refuse(f"{name}{args[:2]}")

    return asked


def _ask_the_kernel() -> None:
    """Kill the process at ``socket(family, …)`` unless the family is AF_UNIX."""
    arch, call = _NUMBERS[platform.machine()]
    load, equal, give, jump = 0x20, 0x15, 0x06, 0x15
    kill, allow = 0x80000000, 0x7FFF0000
    program = [
        (load, 0, 0, 4), (jump, 0, 4, arch),
        (load, 0, 0, 0), (equal, 0, 2, call),
        (load, 0, 0, 16), (equal, 0, 1, socket.AF_UNIX),
        (give, 0, 0, allow), (give, 0, 0, kill),
    ]  # fmt: skip
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code)
    filled = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, filled, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


if os.environ.get("NO_NETWORK_LOG"):
    socket.socket = Guarded  # type: ignore[misc]
    for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        setattr(socket, _name, _never(_name))
    if os.environ.get("NO_NETWORK_KERNEL") and sys.platform == "linux":
        _ask_the_kernel()
