"""What each command of the command line does, from parsed arguments to an exit code."""

from __future__ import annotations

from tracer.commands.audit import audit
from tracer.commands.completion import completion
from tracer.commands.doctor import doctor
from tracer.commands.documents import align, parse
from tracer.commands.init import init
from tracer.commands.process import evaluate, report, run
from tracer.commands.review import review
from tracer.commands.texts import assign, match
from tracer.commands.themes import themes
from tracer.commands.waves import waves

__all__ = [
    "align",
    "assign",
    "audit",
    "completion",
    "doctor",
    "evaluate",
    "init",
    "match",
    "parse",
    "report",
    "review",
    "run",
    "themes",
    "waves",
]
