"""How much of this computer a process may use."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def usable_threads() -> int:
    """Threads that this process may use: of the machine, its affinity and its container."""
    affinity = getattr(os, "sched_getaffinity", None)
    threads = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # no container, or one without a limit
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="utf-8").split()
        threads = min(threads, max(1, round(int(quota) / int(period))))
    return threads
