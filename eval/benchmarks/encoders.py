"""Speed beside quality for each encoder, on the same answers in one run::

    python eval/benchmarks/encoders.py [ENCODER ...] > eval/results/encoders.md

An encoder is ``f32`` or ``bf16`` (the bundled one, in that arithmetic), ``static`` (see
``static.py``), or whatever ``--encoder`` takes: ``use``, or a sentence-transformers model by name
or folder; ``FOLDER@bf16`` is a folder of the bundled layout in that arithmetic.

The peer is sentence-transformers on the bundled folder: the layers and widths of
intfloat/multilingual-e5-small, so its cost, in the way that users of that model run it. Contenders
take turns on blocks of answers, since the machine may be shared; only ratios mean something.
Quality: nDCG@10 of the suites ``cdmx`` and ``chile`` with all other signals in place.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from static import static_encoder

from tracer.encode import load_encoder
from tracer.encode.bundled import BACKENDS
from tracer.evaluate.answers import read_answers
from tracer.evaluate.encoding import remembering
from tracer.evaluate.judgements import run
from tracer.evaluate.suite import read_suite
from tracer.evaluate.texts import draw
from tracer.shipped import shipped

ANSWERS, BLOCK = 10_000, 500
PEER = "sentence-transformers, e5-small"
QUALITY = ("cdmx", "chile")

Encode = Callable[[Sequence[str]], Any]


def main() -> None:
    """Print a table in Markdown."""
    names = sys.argv[1:] or ["f32", "bf16", "static"]
    found = read_answers(read_suite("concepts").file("answers"))
    texts = [a.text for a in draw(found, ANSWERS, key=lambda a: a.id)]
    others = [a.text for a in draw(found, ANSWERS, key=lambda a: a.id, seed=2)]
    contenders = {
        name: static_encoder(others) if name == "static" else encoder(name) for name in names
    }
    seconds = race({PEER: peer(), **contenders}, texts)
    length = np.mean([len(text) for text in texts])
    print(f"{len(texts):,} answers of 2016, {length:.0f} characters each\n")
    print("| encoder | texts/s | times the peer | nDCG@10 cdmx | nDCG@10 chile |")
    print("|---|---|---|---|---|")
    for name, spent in seconds.items():
        rate, ratio = len(texts) / spent, seconds[PEER] / spent
        quality = [] if name == PEER else [ndcg(suite, contenders[name]) for suite in QUALITY]
        shown = " | ".join(f"{value:.3f}" for value in quality) or "as f32 | as f32"
        print(f"| {name} | {rate:.0f} | {ratio:.2f} | {shown} |", flush=True)


def encoder(name: str) -> Encode:
    """An encoder as tracer runs it."""
    if name in BACKENDS:
        return load_encoder(backend=name).encode
    folder, at, backend = name.partition("@")
    return load_encoder(folder, backend=backend if at else "").encode


def peer() -> Encode:
    """The same layers as sentence-transformers runs them."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(shipped("models") / "e5-small-es"), device="cpu")
    return lambda texts: model.encode(list(texts), show_progress_bar=False)


def race(contenders: dict[str, Encode], texts: Sequence[str]) -> dict[str, float]:
    """Seconds that each contender took for all `texts`, block by block in turns."""
    for encode in contenders.values():
        encode(texts[:16])  # loading and compiling don't count
    seconds = dict.fromkeys(contenders, 0.0)
    for start in range(0, len(texts), BLOCK):
        block = texts[start : start + BLOCK]
        for name, encode in contenders.items():
            began = time.perf_counter()
            encode(block)
            seconds[name] += time.perf_counter() - began
    return seconds


def ndcg(suite: str, encode: Encode) -> float:
    """nDCG@10 of a suite of judgements."""
    return run(read_suite(suite), encode=remembering(encode)).rows["nDCG@10"].value


if __name__ == "__main__":
    main()
