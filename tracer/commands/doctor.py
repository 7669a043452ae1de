"""``tracer doctor``: whether all is well on this machine."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from dataclasses import asdict

from tracer.commands.engine import DONE, NOTHING


def doctor(args: argparse.Namespace) -> int:
    """``tracer doctor``: a line for everything that was looked at, as it is found."""
    from tracer.doctor.check import MISSING
    from tracer.doctor.examine import examine

    checks = []
    for check in examine():
        checks.append(check)
        if not args.json:
            _write(f"{check.status:<6} {check.area:<16} {_folded(check.found)}")
            if check.advice:
                _write(f"{'':<6} {'':<16} → {_folded(check.advice)}")
    if args.json:
        plain = "utf" not in (sys.stdout.encoding or "").lower()
        _write(json.dumps([asdict(check) for check in checks], ensure_ascii=plain, indent=1))
    return NOTHING if any(check.status == MISSING for check in checks) else DONE


def _folded(text: str) -> str:
    """Break a long line under its own beginning."""
    return (
        f"\n{'':<24}".join(textwrap.wrap(" ".join(text.split()), 76, break_on_hyphens=False)) or "-"
    )


def _write(line: str) -> None:
    """Write to standard output whatever it can show: the doctor must not fail on a sign."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
