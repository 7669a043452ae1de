"""Chooses an encoder by name."""

from __future__ import annotations

import hashlib
import os
import socket
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tracer.encode.bundled import BACKENDS, BundledEncoder
from tracer.encode.external import SentenceTransformerEncoder, UniversalSentenceEncoder
from tracer.encode.protocol import Encoder
from tracer.errors import EncoderError
from tracer.shipped import shipped

DEFAULT = "e5-small-es"
PROBE = (
    "Agua.",
    "Que haya agua potable todos los días",
    "QUE LOS PARQUES NO SE VENDAN NI SE CIERREN",
    "Transporte público nocturno, barato y seguro para quienes salen de madrugada del trabajo",
    "Toda persona tiene derecho a una vivienda adecuada, en un barrio con servicios. " * 2,
    "Que quienes gobiernan publiquen cada año sus bienes, sus intereses y sus impuestos. " * 5,
    "La educación será gratuita, laica y obligatoria desde la primera infancia. " * 40,
)
"""Texts of every length, up to more than is read, whose vectors tell processors apart."""


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


@dataclass(frozen=True, slots=True)
class Recipe:
    """How another process loads an encoder, and what it must turn out to be there."""

    name: str
    """For `load_encoder`."""
    backend: str
    batch_tokens: int
    identity: str
    proof: str
    """Checksum of the vectors of `PROBE`: processors may round the last digits otherwise."""


def recipe_of(
    encoder: Encoder, name: str, *, backend: str = "", batch_tokens: int = 4096
) -> Recipe:
    """Write down how to load `encoder` again; `name` is what `load_encoder` takes.

    A folder in which the bundled one lies is that of this computer, and named as the bundled one.
    """
    own = str(shipped("models") / DEFAULT)
    proof = proof_of(encoder)
    return Recipe("" if name == own else name, backend, batch_tokens, encoder.identity, proof)


def proof_of(encoder: Encoder) -> str:
    """Checksum of what an encoder makes of `PROBE`."""
    return hashlib.sha256(encoder.encode(PROBE).tobytes()).hexdigest()[:16]


@lru_cache(maxsize=2)
def remade(recipe: Recipe) -> Encoder:
    """Load an encoder by its recipe, once in a process, on the threads that OMP_NUM_THREADS allows.

    Raises
    ------
    EncoderError
        If it turns out another than the one the recipe was written for.
    """
    threads, host = os.environ.get("OMP_NUM_THREADS", ""), socket.gethostname()
    encoder = load_encoder(
        recipe.name, backend=recipe.backend, batch_tokens=recipe.batch_tokens,
        threads=int(threads) if threads.isdecimal() else 0,
    )  # fmt: skip
    if encoder.identity != recipe.identity:
        raise EncoderError(
            "el equipo {host} tiene el codificador {found} y se esperaba otro, {expected}; "
            "instala en él la misma versión de tracer y de sus modelos",
            host=host,
            found=encoder.identity,
            expected=recipe.identity,
        )
    if proof_of(encoder) != recipe.proof:
        raise EncoderError(
            "el procesador de {host} redondea de otro modo que el de este equipo y daría otros "
            "últimos dígitos; usa equipos con procesadores de la misma familia",
            host=host,
        )
    return encoder
