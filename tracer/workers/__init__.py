"""Who does the heavy work: this process alone, or others that it hands pieces to."""

from __future__ import annotations

from tracer.workers.alone import ALONE
from tracer.workers.protocol import Workers

__all__ = ["ALONE", "Workers"]
