"""``tracer doctor``: whether all is well on this machine."""

from __future__ import annotations

import argparse


def doctor(args: argparse.Namespace) -> int:
    """``tracer doctor``."""
    return 0
