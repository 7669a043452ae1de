"""A static sibling of the bundled encoder: the vector of a text is the mean of those of its pieces.

Each piece of the vocabulary gets the vector that the encoder gives for it alone (as in Model2Vec),
less the mean of all, its first principal components, weighted by how rare the piece is (Arora et
al. 2017, *A simple but tough-to-beat baseline for sentence embeddings*). Nothing of it ships: it
is here to say what speed would cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tracer.encode import load_encoder
from tracer.shipped import shipped
from tracer.text import nfc, soften_capitals

WIDTH = 256
RARE = 1e-4
"""Arora's a: pieces as frequent as this count half."""


def static_encoder(sample: Sequence[str]) -> Callable[[Sequence[str]], Any]:
    """Build the table; frequencies of pieces are those of `sample`."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(shipped("models") / "e5-small-es" / "tokenizer.json"))
    tokenizer.no_padding()
    size = tokenizer.get_vocab_size()
    words = [tokenizer.id_to_token(i).replace("▁", " ").strip() or "." for i in range(size)]
    table = load_encoder().encode(words).astype(np.float64)
    table -= table.mean(axis=0)
    _, vectors = np.linalg.eigh(table.T @ table)
    table = table @ vectors[:, ::-1][:, :WIDTH]
    counts = np.ones(size)
    for encoding in tokenizer.encode_batch(list(sample), add_special_tokens=False):
        np.add.at(counts, encoding.ids, 1)
    table *= (RARE / (RARE + counts / counts.sum()))[:, None]
    weighed = table.astype(np.float32)

    def encode(texts: Sequence[str]) -> np.ndarray:
        prepared = [soften_capitals(nfc(text)) for text in texts]
        rows = [e.ids or [0] for e in tokenizer.encode_batch(prepared, add_special_tokens=False)]
        starts = np.cumsum([0, *(len(ids) for ids in rows[:-1])]) if rows else np.zeros(0, int)
        flat = np.concatenate([np.array(ids) for ids in rows]) if rows else np.zeros(0, int)
        sums = (
            np.add.reduceat(weighed[flat], starts, axis=0)
            if rows
            else np.zeros((0, WIDTH), np.float32)
        )
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(length, 1e-9), np.float32)

    return encode
