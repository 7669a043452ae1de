"""From what an estimator is given to texts, and from its parameters to their vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode import Encoder, VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.errors import EncoderError, ShapeError

if TYPE_CHECKING:
    import numpy as np

EncodesTexts = Callable[[Sequence[str]], "np.ndarray"]
USER = "user"
"""Name of the cache that the command line uses."""
DIMENSIONS = 2


def texts_of(given: object) -> list[str]:
    """Check that an estimator was given texts, in any one-dimensional container.

    Raises
    ------
    ShapeError
        If it is one string, or holds anything else than strings.
    """
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise ShapeError(f"expected a list of texts, got one {type(given).__name__}")
    texts = list(given)
    odd = [type(text).__name__ for text in texts if not isinstance(text, str)]
    if odd:
        raise ShapeError(f"expected a list of texts, got one with a {odd[0]} in it")
    return [str(text) for text in texts]


def vectors_of(
    texts: Sequence[str], *, encoder: str | EncodesTexts, backend: str, cache: str | Path | None
) -> np.ndarray:
    """Encode texts as the parameters of an estimator say.

    Parameters
    ----------
    texts : sequence of str
    encoder : str or callable
        A name that `load_encoder` knows, or texts to an array with a row for each.
    backend : str
        Of a named encoder.
    cache : str, Path or None
        ``"user"``, the path of a SQLite file, or None to keep nothing. What a callable gives isn't
        kept: nothing says when it is the same again.

    Returns
    -------
    ndarray of shape (n_texts, d), float32
        Rows of length 1.

    Raises
    ------
    EncoderError
        If the encoder can't be loaded or doesn't give a row for each text.
    """
    if callable(encoder):
        return _lengths_of_one(encoder(list(texts)), len(texts))
    loaded = _loaded(encoder, backend)
    if cache is None:
        return loaded.encode(texts)
    path = default_cache_path() if cache == USER else Path(cache)
    with VectorCache(path) as kept:
        return cached_encode(loaded, texts, kept)


def _lengths_of_one(given: object, n_texts: int) -> np.ndarray:
    import numpy as np

    vectors = np.asarray(given, np.float32)
    if vectors.ndim != DIMENSIONS or len(vectors) != n_texts:
        raise EncoderError(
            "se esperaba del codificador una fila por texto ({texts}) y dio un arreglo de forma "
            "{shape}",
            texts=n_texts, shape=vectors.shape,
        )  # fmt: skip
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), np.float32)


@lru_cache(maxsize=4)
def _loaded(name: str, backend: str) -> Encoder:
    """One for all clones of an estimator: a search makes dozens."""
    return load_encoder(name, backend=backend)
