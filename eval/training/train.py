"""Train ``e5-small-es`` on pairs of citizen words and legal words. Run by hand::

    python eval/training/train.py --shared ../shared --start models/e5-small-es --out FOLDER

About an hour and a quarter on two cores with bf16 arithmetic. Word embeddings stay as they are: the
corpora hold a tenth of the vocabulary, and words they lack should go on meaning what they meant.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

sys.path.insert(0, str(Path(__file__).parent))
from batches import Pairs, schedule
from contrast import contrastive_loss, pooled
from pairs import Source, answers, initiatives, judged_texts, proposals

from tracer.encode.bundled import BundledEncoder
from tracer.encode.geometry import centre_on_mean
from tracer.text import nfc, soften_capitals

SEED = 20261122
SHARES = {"initiatives": 0.72, "madrid": 0.10, "answers 1": 0.09, "answers 2": 0.09}
BATCH = 64
CHUNK = 16
"""Texts encoded at a time."""
MAX_TOKENS = 96
TEMPERATURE = 0.03
PEAK_RATE = 6e-5
WARM_UP = 0.08
HARD = 0.5
"""Share of batches of initiatives that hold neighbours."""
SAVE_EVERY = 60


def main() -> None:
    """Train and write checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=480)
    args = parser.parse_args()
    random.seed(SEED), np.random.seed(SEED), torch.manual_seed(SEED)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(args.start)
    model = started_from(args.start)
    fit(model, tokenizer, kinds_of(args.shared, args.start), args.steps, args.out)


def started_from(folder: Path) -> Any:
    """Model of a folder, ready to be trained on a processor.

    Without dropout, and with plain attention: half the time a step of what transformers does by
    itself. Windows drawn anew each time are the noise that keeps it from learning texts by heart.
    """
    model = AutoModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation="eager",
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return model.float().train()


def kinds_of(shared: Path, start: Path) -> dict[str, Pairs]:
    """Every kind of source, by the names of `SHARES`."""
    judged = judged_texts(shared / "judgements")
    corpora = shared / "corpora"
    norms = initiatives(corpora, judged)
    kinds = {
        "initiatives": Pairs(norms, neighbour_vectors(norms, start)),
        "madrid": Pairs(proposals(corpora), None),
        "answers 1": Pairs(answers(corpora, judged, "1"), None),
        "answers 2": Pairs(answers(corpora, judged, "2"), None),
    }
    print({name: len(kind.sources) for name, kind in kinds.items()}, flush=True)
    return kinds


def neighbour_vectors(sources: list[Source], start: Path) -> np.ndarray:
    """What each source asks and proposes, by the untrained encoder; centred."""
    encoder = BundledEncoder(start)
    asks = encoder.encode([source.asks[0][0] for source in sources])
    norms = encoder.encode([source.answers[0][0] for source in sources])
    return centre_on_mean((centre_on_mean(asks) + centre_on_mean(norms)).astype(np.float32))


def fit(model: Any, tokenizer: Any, kinds: dict[str, Pairs], steps: int, out: Path) -> None:
    """Run `steps` steps and keep a checkpoint every so often."""
    model.embeddings.requires_grad_(False)
    free = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(free, lr=PEAK_RATE, weight_decay=0.01)
    rng = random.Random(SEED)
    started, recent = time.time(), []
    for step, name in enumerate(schedule(SHARES, steps, rng), start=1):
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * rate(step / steps)
        asks, legal, same = kinds[name].batch(BATCH, rng, hard=rng.random() < HARD)
        vectors = encode(model, tokenizer, asks), encode(model, tokenizer, legal)
        loss = contrastive_loss(*vectors, torch.from_numpy(same), temperature=TEMPERATURE)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        recent.append((name[0], round(loss.item(), 3)))
        if step % 10 == 0:
            print(step, round(time.time() - started), json.dumps(recent), flush=True)
            recent = []
        if step % SAVE_EVERY == 0 or step == steps:
            torch.save(model.state_dict(), out / f"step{step}.tmp")
            (out / f"step{step}.tmp").rename(out / f"step{step}.pt")


def rate(done: float) -> float:
    """Share of the peak learning rate when `done` (0 to 1) of the steps are behind."""
    if done < WARM_UP:
        return done / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP)))


def encode(model: Any, tokenizer: Any, texts: list[str]) -> torch.Tensor:
    """Vectors of `texts`, not scaled, with a gradient: shape (n, 384).

    Texts of like length go together, so that little is computed on padding.
    """
    prepared = ["query: " + soften_capitals(nfc(text)) for text in texts]
    order = sorted(range(len(texts)), key=lambda row: len(prepared[row]))
    parts = []
    for start in range(0, len(order), CHUNK):
        tokens = tokenizer(
            [prepared[row] for row in order[start : start + CHUNK]],
            padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt",
        )  # fmt: skip
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = model(**tokens).last_hidden_state
        parts.append(pooled(states, tokens["attention_mask"]))
    return torch.cat(parts)[torch.argsort(torch.tensor(order))]


if __name__ == "__main__":
    main()
