"""What may bring a whole process down, tried in one of its own: native code and the encoder.

``python -m tracer.doctor.probe`` writes one JSON object a line: ``{"try": name}`` before each
attempt, then what came of it. An attempt without an answer is the one that brought it down.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tracer.doctor.packages import module_of
from tracer.encode.runtime import openvino
from tracer.errors import Phrase, TracerError
from tracer.shipped import shipped

NATIVE = (
    "numpy", "scipy", "pyarrow", "lxml", "rapidfuzz", "pypdfium2", "tokenizers", "openvino",
    "scikit-learn", "hdbscan", "networkit", "spacy", "vl-convert-python", "torch",
)  # fmt: skip
"""Packages with compiled code, which may be there and yet not load on this processor."""
ENCODER = "codificador"
TRIED = 256
"""Texts encoded to measure the rate."""


def main() -> int:
    """Try everything, and tell as it goes."""
    for name in NATIVE[:-1]:
        _attempt(name, partial(_imported, name))
    _attempt("openvino-cpu", _capabilities)
    _attempt(ENCODER, _encoded)
    _attempt("torch", _graphics)
    return 0


def _attempt(name: str, examine: Callable[[], dict[str, Any]]) -> None:
    _tell({"try": name})
    try:
        _tell({"name": name, "ok": True, **examine()})
    except TracerError as error:
        told = {"kind": type(error).__name__, "told": _portable(error.phrase)}
        _tell({"name": name, "ok": False, "error": told})
    except BaseException as error:
        _tell({"name": name, "ok": False, "error": f"{type(error).__name__}: {error}"[:300]})


def _portable(figure: object) -> object:
    """Give a figure of a message as JSON has it; phrases are made of it again by who reads it."""
    if isinstance(figure, Phrase):
        figures = {name: _portable(value) for name, value in figure.figures.items()}
        return {"template": figure.template, "figures": figures}
    return figure if isinstance(figure, str | int | float) else str(figure)


def _tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


def _imported(name: str) -> dict[str, Any]:
    if name == "openvino":  # by itself it tells the network that it was imported
        openvino()
    else:
        import_module(module_of(name))
    return {}


def _capabilities() -> dict[str, Any]:
    core = openvino().Core()
    return {
        "processor": core.get_property("CPU", "FULL_DEVICE_NAME"),
        "capabilities": list(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")),
        "devices": list(core.available_devices),
    }


def _encoded() -> dict[str, Any]:
    """Encode the recorded sentence, compare, and measure the rate on short texts."""
    import numpy as np

    from tracer.encode.load import DEFAULT, load_encoder

    encoder = load_encoder()
    known = recorded(shipped("models") / DEFAULT)
    (vector,) = encoder.encode([known["sentence"]])
    expected = np.frombuffer(base64.b64decode(known["vector"]), np.float16).astype(np.float64)
    cosine = float(vector @ expected / np.linalg.norm(expected))
    start = time.perf_counter()
    encoder.encode([f"{k}. {known['sentence']}" for k in range(TRIED)])
    return {
        "identity": encoder.identity,
        "expected": known["identity"],
        "cosine": cosine,
        "same": hashlib.sha256(vector.tobytes()).hexdigest() == known["sha256"],
        "rate": TRIED / (time.perf_counter() - start),
    }


def recorded(folder: Path) -> dict[str, str]:
    """What the bundled encoder gave for one sentence when its weights were made.

    ``sentence``, ``identity``, ``vector`` (base64 of float16) and ``sha256`` of the float32 bytes.
    """
    found: dict[str, str] = json.loads((folder / "check.json").read_text(encoding="utf-8"))
    return found


def _graphics() -> dict[str, Any]:
    import torch

    seen = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return {"devices": [torch.cuda.get_device_name(k) for k in range(seen)]}


if __name__ == "__main__":
    sys.exit(main())
