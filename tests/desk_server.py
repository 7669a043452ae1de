"""A desk served as users serve it: by its command, in a process of its own that can be killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A running desk."""

    address: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """Pull the plug."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def serve(run: Path, *more: str, cache: Path) -> Served:
    """Open the desk of a run; returns once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tracer", "review", str(run), *more],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TRACER_CACHE": str(cache)},
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return Served(found.group().rstrip("/"), process)
    raise AssertionError(f"the desk didn't open: {process.wait()}")
