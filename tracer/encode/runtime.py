"""OpenVINO, loaded so that it tells nobody."""

from __future__ import annotations

import sys
from typing import Any

TELEMETRY = "openvino_telemetry"


def openvino() -> Any:
    """Import OpenVINO without its telemetry.

    Importing it makes an identifier in the user's home and sends an event to Google Analytics,
    unless its package of telemetry can't be imported: then it uses a stub of its own.
    """
    absent = TELEMETRY not in sys.modules
    if absent:
        sys.modules[TELEMETRY] = None  # type: ignore[assignment]  # import finds None and gives up
    try:
        import openvino as ov
    finally:
        if absent:
            del sys.modules[TELEMETRY]
    return ov
