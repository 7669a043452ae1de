"""Growth: new contributions join the themes there are, whose ids never change."""

from __future__ import annotations

from tracer.themes.growth.grow import Grown, grow, unseen
from tracer.themes.growth.memory import Memory, remember
from tracer.themes.growth.store import read_memory, write_memory

__all__ = ["Grown", "Memory", "grow", "read_memory", "remember", "unseen", "write_memory"]
