"""Chooses an encoder by name."""

from __future__ import annotations

from pathlib import Path

from tracer.encode.bundled import BACKENDS, BundledEncoder
from tracer.encode.external import SentenceTransformerEncoder, UniversalSentenceEncoder
from tracer.encode.protocol import Encoder
from tracer.errors import EncoderError
from tracer.shipped import shipped

DEFAULT = "e5-small-es"


def load_encoder(
    name: str = "", *, backend: str = "", threads: int = 0, batch_tokens: int = 4096
) -> Encoder:
    """Choose an encoder; nothing heavy is imported before its first use.

    Parameters
    ----------
    name : str, default=""
        Empty for the bundled one, ``use`` for USE-multilingual (an extra), otherwise a
        sentence-transformers model by hub name or path. A folder in the layout of the bundled
        encoder is run as that is.
    backend : {"", "f32", "bf16"}, default=""
        Arithmetic of the bundled encoder; empty means ``f32``, which every processor has.
    threads, batch_tokens : int
        Speed and memory only; they don't change the vectors of the bundled encoder.

    Raises
    ------
    EncoderError
        If `backend` is unknown, or given for an encoder that has none.

    Examples
    --------
    >>> from tracer import load_encoder
    >>> load_encoder().identity.partition("@")[0]
    'e5-small-es'
    """
    folder = shipped("models") / DEFAULT if name in ("", DEFAULT) else Path(name)
    if name in ("", DEFAULT) or (folder / "graph.onnx").is_file():
        return BundledEncoder(
            folder, backend=backend or BACKENDS[0], threads=threads, batch_tokens=batch_tokens
        )
    if backend:
        raise EncoderError(
            f"la aritmética «{backend}» es un ajuste del codificador incluido; quítala para usar "
            f"«{name}»"
        )
    if name == "use":
        return UniversalSentenceEncoder()
    return SentenceTransformerEncoder(name)
