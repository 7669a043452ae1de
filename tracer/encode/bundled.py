"""The encoder that ships with tracer, run by OpenVINO on the processor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracer.encode.protocol import Progress
from tracer.encode.runtime import openvino
from tracer.encode.weights import read_weights
from tracer.errors import EncoderError
from tracer.files import reason
from tracer.text import nfc, soften_capitals

if TYPE_CHECKING:
    import numpy as np

BACKENDS = ("f32", "bf16")
PREFIX = "query: "
MAX_TOKENS = 256
LENGTH_STEP = 8
"""Texts are padded to a multiple of this many tokens, decided by their own length alone: padding
changes the order of summation, hence the last bits."""
PAD_ID = 1
INPUTS = ("input_ids", "attention_mask")


class BundledEncoder:
    """multilingual-e5-small trimmed to Spanish; see the card beside its weights.

    Parameters
    ----------
    folder : Path
        Holds ``graph.onnx``, ``model.safetensors`` and ``tokenizer.json``.
    backend : {"f32", "bf16"}, default="f32"
        Arithmetic. ``bf16`` needs a processor with AMX or AVX512-BF16 and gives other last digits.
    threads : int, default=0
        0 leaves it to OpenVINO. Does not change a bit of the result.
    batch_tokens : int, default=4096
        Tokens per pass, padding included: memory, not results.
    """

    def __init__(
        self, folder: Path, *, backend: str = "f32", threads: int = 0, batch_tokens: int = 4096
    ) -> None:
        if backend not in BACKENDS:
            raise EncoderError(
                "la aritmética «{backend}» no se conoce; indica una de {known}",
                backend=backend, known=", ".join(BACKENDS),
            )  # fmt: skip
        self._folder, self._backend = folder, backend
        self._threads, self._batch_tokens = threads, batch_tokens

    def __reduce__(self) -> tuple[Any, tuple[Any]]:
        """Pickle as how to load it: a model is opened where it runs, not sent there."""
        from tracer.encode.load import recipe_of, remade

        name, size = str(self._folder), self._batch_tokens
        return remade, (recipe_of(self, name, backend=self._backend, batch_tokens=size),)

    @cached_property
    def identity(self) -> str:
        """Folder name, checksum of the weights, and backend."""
        try:
            digest = hashlib.sha256((self._folder / "model.safetensors").read_bytes()).hexdigest()
        except OSError as error:
            raise EncoderError(
                "se esperaba un codificador en {folder} y no se puede leer su model.safetensors: "
                "{reason}",
                folder=self._folder, reason=reason(error),
            ) from error  # fmt: skip
        return f"{self._folder.name}@{digest[:12]}/{self._backend}"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        """Encode `texts`; see `Encoder.encode`."""
        import numpy as np

        vectors = np.zeros((len(texts), self._dimension), np.float32)
        if not texts:
            return vectors
        request = self._model.create_infer_request()
        for rows, ids, mask in self._batches(texts):
            request.infer([ids, mask])
            vectors[rows] = _pool(request.get_output_tensor(0).data, mask)
            if progress:
                progress(len(rows))
        return vectors

    def rest(self) -> None:
        """Unload the model, which takes 300 MB; loading it again takes two seconds."""
        self.__dict__.pop("_model", None)

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
        import numpy as np

        prepared = [PREFIX + soften_capitals(nfc(text)) for text in texts]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(prepared)]
        by_length: dict[int, list[int]] = {}
        for row, pieces in enumerate(ids):
            by_length.setdefault(-(-len(pieces) // LENGTH_STEP) * LENGTH_STEP, []).append(row)
        for length, rows in sorted(by_length.items(), reverse=True):
            size = max(1, self._batch_tokens // length)
            for start in range(0, len(rows), size):
                batch = rows[start : start + size]
                padded = np.full((len(batch), length), PAD_ID, np.int64)
                mask = np.zeros((len(batch), length), np.int64)
                for at, row in enumerate(batch):
                    padded[at, : len(ids[row])] = ids[row]
                    mask[at, : len(ids[row])] = 1
                yield batch, padded, mask

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        path = self._folder / "tokenizer.json"
        with _readable(path):
            tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _dimension(self) -> int:
        return int(self._model.output(0).get_partial_shape()[2].get_length())

    @cached_property
    def _model(self) -> Any:
        ov = openvino()
        core = ov.Core()
        if self._backend == "bf16" and "BF16" not in core.get_property(
            "CPU", "OPTIMIZATION_CAPABILITIES"
        ):
            raise EncoderError(
                "la aritmética bf16 pide un procesador con AMX o AVX512-BF16 y éste no los tiene; "
                "usa f32, la de siempre"
            )
        graph, weights = self._folder / "graph.onnx", self._folder / "model.safetensors"
        with _readable(graph):
            model = core.read_model(str(graph))
        filling = read_weights(weights)
        with _readable(weights):
            _fill(model, filling, ov)
        settings = {
            "INFERENCE_PRECISION_HINT": self._backend,
            "INFERENCE_NUM_THREADS": self._threads,
            "NUM_STREAMS": 1,
        }
        return core.compile_model(model, "CPU", settings)


def _fill(model: Any, weights: dict[str, np.ndarray], ov: Any) -> None:
    """Turn every input of `model` that is named like a weight into that constant."""
    for parameter in list(model.get_parameters()):
        name = parameter.get_friendly_name()
        if name in weights:
            parameter.output(0).replace(ov.op.Constant(weights[name]).output(0))
            model.remove_parameter(parameter)
    if len(model.get_parameters()) != len(INPUTS):  # OpenVINO would run it, on zeros
        raise ValueError("it lacks weights that the graph asks for")
    model.validate_nodes_and_infer_types()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say which file is absent or damaged: tokenizers and OpenVINO raise bare exceptions."""
    try:
        yield
    except Exception as error:
        raise EncoderError(
            "no se puede usar {path}, del codificador: falta o está dañado; instala tracer de "
            "nuevo o indica otro modelo con --encoder",
            path=path,
        ) from error


def _pool(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Mean of each text's token states, scaled to length 1; one row at a time in a fixed order."""
    import numpy as np

    kept = mask[:, :, None].astype(np.float32)
    mean = (states * kept).sum(axis=1) / kept.sum(axis=1)
    length = np.sqrt((mean.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    return np.asarray(mean / np.maximum(length, 1e-12), np.float32)
