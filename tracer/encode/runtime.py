"""OpenVINO, loaded so that it tells nobody."""

from __future__ import annotations

from typing import Any

from tracer.absent import absent

TELEMETRY = "openvino_telemetry"


def openvino() -> Any:
    """Import OpenVINO without its telemetry.

    Importing it makes an identifier in the user's home and sends an event to Google Analytics,
    unless its package of telemetry can't be imported: then it uses a stub of its own.
    """
    with absent(TELEMETRY):
        import openvino as ov
    return ov
