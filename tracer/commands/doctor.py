"""``tracer doctor``: whether all is well on this machine."""

from __future__ import annotations

import argparse
import sys
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING

from tracer.commands.engine import DONE, NOTHING
from tracer.console import note, print_result, said

if TYPE_CHECKING:
    from tracer.doctor.check import Check


def doctor(args: argparse.Namespace) -> int:
    """``tracer doctor``: a line for everything that was looked at, as it is found."""
    from tracer.doctor.check import MISSING, NOTICE, OK
    from tracer.doctor.examine import examine

    wide = max(6, *(len(said(status)) for status in (OK, NOTICE, MISSING)))
    checks = []
    for check in examine():
        checks.append(check)
        named = f"{said(check.status):<{wide}} {said(check.area):<16} "
        print_result(_shown(named + _folded(said(check.found), wide + 18)))
        if check.advice:
            told = _folded(said(check.advice), wide + 18)
            print_result(_shown(f"{'':<{wide + 18}}→ {told}"))
    note(checks=[_told(check) for check in checks])
    return NOTHING if any(check.status == MISSING for check in checks) else DONE


def _told(check: Check) -> dict[str, str]:
    """Give a check as programs read it, who know it and its status by what stands in the code."""
    return asdict(check) | {"found": said(check.found), "advice": said(check.advice)}


def _folded(text: str, indent: int) -> str:
    """Break a long line under its own beginning."""
    lines = textwrap.wrap(" ".join(text.split()), 76, break_on_hyphens=False)
    return f"\n{'':<{indent}}".join(lines) or "-"


def _shown(line: str) -> str:
    """Give what standard output can show: the doctor must not fail on a sign."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)
