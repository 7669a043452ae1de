"""Texts to vectors: the bundled encoder, any sentence-transformers model, and a cache for both."""

from __future__ import annotations

from tracer.encode.cache import Encoding, VectorCache, cached_encode
from tracer.encode.load import load_encoder
from tracer.encode.protocol import Encoder

__all__ = ["Encoder", "Encoding", "VectorCache", "cached_encode", "load_encoder"]
