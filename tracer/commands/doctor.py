"""``tracer doctor``: whether all is well on this machine."""

from __future__ import annotations

import argparse
import sys
import textwrap
from dataclasses import asdict

from tracer.commands.engine import DONE, NOTHING
from tracer.console import note, print_result


def doctor(args: argparse.Namespace) -> int:
    """``tracer doctor``: a line for everything that was looked at, as it is found."""
    from tracer.doctor.check import MISSING
    from tracer.doctor.examine import examine

    checks = []
    for check in examine():
        checks.append(check)
        print_result(_shown(f"{check.status:<6} {check.area:<16} {_folded(check.found)}"))
        if check.advice:
            print_result(_shown(f"{'':<6} {'':<16} → {_folded(check.advice)}"))
    note(checks=[asdict(check) for check in checks])
    return NOTHING if any(check.status == MISSING for check in checks) else DONE


def _folded(text: str) -> str:
    """Break a long line under its own beginning."""
    return (
        f"\n{'':<24}".join(textwrap.wrap(" ".join(text.split()), 76, break_on_hyphens=False)) or "-"
    )


def _shown(line: str) -> str:
    """Give what standard output can show: the doctor must not fail on a sign."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)
