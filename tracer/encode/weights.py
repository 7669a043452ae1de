"""Reads the weights of a bundled encoder without torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracer.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np

SCALE_SUFFIX = "_scale_inv"
FLOAT8 = "F8_E4M3"


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Read a safetensors file whose matrices are float8 integers with a scale for each block.

    Parameters
    ----------
    path : Path
        ``model.safetensors``; a tensor ``X`` of float8 comes with ``X_scale_inv``, shape
        (rows, cols / block), float16.

    Returns
    -------
    dict of str to ndarray, float32
        Under the names that transformers gives them.

    Raises
    ------
    EncoderError
        If the file is missing, cut short or in another layout.
    """
    try:
        stored = _read_safetensors(path)
        return {
            name: _scaled(tensor, stored.get(name + SCALE_SUFFIX))
            for name, tensor in stored.items()
            if not name.endswith(SCALE_SUFFIX)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderError(
            "no se pueden leer los pesos del codificador en {path} ({error}); instala tracer de "
            "nuevo o indica otro modelo con --encoder",
            path=path, error=str(error),
        ) from error  # fmt: skip


def _scaled(tensor: np.ndarray, scale: np.ndarray | None) -> np.ndarray:
    import numpy as np

    if scale is not None:
        rows, blocks = scale.shape
        tensor = (tensor.reshape(rows, blocks, -1) * scale.astype(np.float32)[:, :, None]).reshape(
            tensor.shape
        )
    return np.ascontiguousarray(tensor, dtype=np.float32)


def _read_safetensors(path: Path) -> dict[str, np.ndarray]:
    raw = path.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header: dict[str, Any] = json.loads(raw[8 : 8 + length])
    body = memoryview(raw)[8 + length :]
    header.pop("__metadata__", None)
    for name, entry in header.items():
        if entry["dtype"] == FLOAT8 and name + SCALE_SUFFIX not in header:
            raise ValueError(f"falta {name + SCALE_SUFFIX}")
    return {name: _tensor(entry, body) for name, entry in header.items()}


def _tensor(entry: dict[str, Any], body: memoryview) -> np.ndarray:
    import numpy as np

    start, end = entry["data_offsets"]
    kind = entry["dtype"]
    flat: np.ndarray
    if kind == FLOAT8:
        flat = _float8_table()[np.frombuffer(body[start:end], np.uint8)]
    else:
        flat = np.frombuffer(body[start:end], {"F32": "<f4", "F16": "<f2"}[kind])
    return flat.reshape(entry["shape"])


def _float8_table() -> np.ndarray:
    """The 256 values of float8 e4m3fn: 1 sign, 4 exponent (bias 7) and 3 fraction bits."""
    import numpy as np

    code = np.arange(256)
    exponent, fraction = (code >> 3) & 15, (code & 7) / 8
    size = np.where(exponent == 0, fraction * 2.0**-6, (1 + fraction) * 2.0 ** (exponent - 7.0))
    return np.asarray(np.where(code >= 128, -size, size), np.float32)
