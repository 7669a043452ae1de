"""Memory: what this computer has, and what a run will ask of it."""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from tracer.errors import TracerWarning

GB = 1_000_000_000
RUN_BYTES, CONTRIBUTION_BYTES = 1_230_000_000, 3_640
"""The largest resident set of a run, and what each contribution adds: between 200,000 and 1,000,000
short answers against two documents, `eval/results/whole.md`. Longer texts ask for more."""
TIGHT = (
    "{count:,} aportaciones piden unos {needed:.1f} GB de memoria y hay {free:.1f}: si no alcanza, "
    "el sistema detendrá la corrida a medias (lo hecho se conserva). Cierra otros programas, usa "
    "un equipo con más memoria o reparte las aportaciones en varios procesos"
)


@dataclass(frozen=True, slots=True)
class Memory:
    """Of this computer, or of the container that tracer runs in; in bytes."""

    free: int
    """What programs can still take without anything being swapped out."""
    total: int


def memory() -> Memory | None:
    """Tell how much memory there is; None where the system doesn't say (it is no Linux)."""
    info = dict(re.findall(r"^(\w+):\s+(\d+) kB", _text("/proc/meminfo"), re.M))
    if not {"MemTotal", "MemAvailable"} <= info.keys():
        return None
    total, free = int(info["MemTotal"]) * 1024, int(info["MemAvailable"]) * 1024
    limit = _text("/sys/fs/cgroup/memory.max").strip()
    if limit.isdigit():
        total = min(total, int(limit))
        free = min(free, total - _used_in_container())
    return Memory(free, total)


def _used_in_container() -> int:
    """Bytes that can't be had back: files read long ago count too, and go where room is needed."""
    used = _text("/sys/fs/cgroup/memory.current").strip()
    files = re.search(r"^inactive_file (\d+)$", _text("/sys/fs/cgroup/memory.stat"), re.M)
    return max(0, int(used or 0) - int(files[1] if files else 0))


def tell_if_tight(contributions: int) -> None:
    """Warn of a run that will ask for more than there is: before hours of work, not after them.

    Parameters
    ----------
    contributions : int
        How many were read; they lie in memory.
    """
    known = memory()
    needed = RUN_BYTES + CONTRIBUTION_BYTES * contributions
    if known is None or needed <= (free := known.free + _resident()):
        return
    figures = {"count": contributions, "needed": needed / GB, "free": free / GB}
    warnings.warn(TracerWarning(TIGHT, **figures), stacklevel=2)


def _resident() -> int:
    """Bytes that this process has already."""
    pages = _text("/proc/self/statm").split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
