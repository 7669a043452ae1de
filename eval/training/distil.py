"""Teach a model of fewer layers to give the vectors of a trained one. Run by hand::

    python eval/training/distil.py --shared ../shared --teacher models/e5-small-es --out FOLDER

Every second layer of the teacher is the start. The student reads what people wrote (never what is
measured on) and is drawn towards the teacher's vector of each text and towards the teacher's
cosines within a batch.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
import time
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from transformers import AutoTokenizer

sys.path.insert(0, str(Path(__file__).parent))
from pairs import TEST_MEETINGS, all_texts, initiatives, judged_texts, proposals
from train import SEED, encode, rate, started_from

from tracer.evaluate.texts import lot

BATCH = 96
PEAK_RATE = 2e-4
TEMPERATURE = 0.05
SHORT = 0.5
"""Share of batches of answers of 2016; the rest are windows of initiatives and proposals."""
SAVE_EVERY = 100


def main() -> None:
    """Train and write checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=[1, 3, 5, 7, 9, 11])
    parser.add_argument("--steps", type=int, default=700)
    args = parser.parse_args()
    random.seed(SEED), torch.manual_seed(SEED)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(args.teacher)
    teacher = started_from(args.teacher).eval().requires_grad_(False)
    student = started_from(args.teacher)
    student.encoder.layer = torch.nn.ModuleList(student.encoder.layer[i] for i in args.layers)
    student.config.num_hidden_layers = len(args.layers)
    fit(teacher, student, tokenizer, texts_of(args.shared), args.steps, args.out)


def texts_of(shared: Path) -> tuple[list[str], list[str]]:
    """Answers of 2016, and stretches of initiatives and proposals."""
    judged, corpora = judged_texts(shared / "judgements"), shared / "corpora"
    short = []
    for path in sorted((corpora / "chile2016").glob("argumentos*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            short += [
                row["texto"]
                for row in csv.DictReader(lines)
                if len(row["texto"]) >= 15 and lot(row["encuentro"]) >= TEST_MEETINGS
            ]
    long = all_texts([*initiatives(corpora, judged), *proposals(corpora)])
    print(len(short), len(long), flush=True)
    return short, long


def fit(
    teacher: Any,
    student: Any,
    tokenizer: Any,
    texts: tuple[list[str], list[str]],
    steps: int,
    out: Path,
) -> None:
    """Run `steps` steps and keep a checkpoint every so often."""
    student.embeddings.requires_grad_(False)
    free = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(free, lr=PEAK_RATE, weight_decay=0.01)
    rng = random.Random(SEED)
    started, recent = time.time(), []
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * rate(step / steps)
        batch = rng.sample(texts[rng.random() >= SHORT], BATCH)
        with torch.no_grad():
            goal = encode(teacher, tokenizer, batch)
        loss = distance(encode(student, tokenizer, batch), goal)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        recent.append(round(loss.item(), 3))
        if step % 20 == 0:
            print(step, round(time.time() - started), recent, flush=True)
            recent = []
        if step % SAVE_EVERY == 0 or step == steps:
            torch.save(student.state_dict(), out / f"step{step}.tmp")
            (out / f"step{step}.tmp").rename(out / f"step{step}.pt")


def distance(vectors: torch.Tensor, goal: torch.Tensor) -> torch.Tensor:
    """How far vectors are from their goals, one by one and in their cosines with each other."""
    left, right = functional.normalize(vectors, dim=1), functional.normalize(goal, dim=1)
    alone = (1 - (left * right).sum(1)).mean()
    apart = torch.eye(len(left), dtype=torch.bool)
    mine, theirs = ((v @ v.T / TEMPERATURE).masked_fill(apart, -1e4) for v in (left, right))
    among = functional.kl_div(
        mine.log_softmax(1), theirs.log_softmax(1), log_target=True, reduction="batchmean"
    )
    return 10 * alone + among


if __name__ == "__main__":
    main()
