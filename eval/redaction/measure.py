"""How much personal data is found, and how much of what is found is none::

    python eval/redaction/measure.py                       # on the gold, both parts
    python eval/redaction/measure.py --failures fit        # what went wrong in one part
    python eval/redaction/measure.py --speed
    python eval/redaction/measure.py --corpus answers.csv.gz --text-column texto [--read 30]

``gold.jsonl`` holds invented sentences as they are written in Mexico, Chile and Spain, with what
is personal marked ``{kind|words}``. They were parted at random: patterns were put right on the part
*fit* alone. A mark counts as found where hits of its kind cover every letter and digit of it; a hit
counts as right where it touches a mark of its kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tracer.redaction import KINDS, Hit, find_personal
from tracer.sources import read_contributions

GOLD = Path(__file__).with_name("gold.jsonl")
PARTS = ("fit", "held out")
_MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")


class Sentence(NamedTuple):
    """One of the gold."""

    part: str
    text: str
    marks: tuple[Hit, ...]


def gold() -> list[Sentence]:
    """Read the gold."""
    return [_sentence(json.loads(line)) for line in GOLD.read_text("utf-8").splitlines()]


def _sentence(row: dict[str, str]) -> Sentence:
    text, marks, at = "", [], 0
    for found in _MARK.finditer(row["marked"]):
        text += row["marked"][at : found.start()]
        marks.append(Hit(found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return Sentence(row["part"], text + row["marked"][at:], tuple(marks))


def missed(sentence: Sentence, hits: Sequence[Hit]) -> list[Hit]:
    """Give the marks of which some letter or digit is in no hit of their kind."""
    covered = {(hit.kind, k) for hit in hits for k in range(hit.start, hit.end)}
    return [
        mark
        for mark in sentence.marks
        if any(
            sentence.text[k].isalnum() and (mark.kind, k) not in covered
            for k in range(mark.start, mark.end)
        )
    ]


def wrong(sentence: Sentence, hits: Sequence[Hit]) -> list[Hit]:
    """Give the hits that touch no mark of their kind."""
    return [
        hit
        for hit in hits
        if not any(m.kind == hit.kind and m.start < hit.end > hit.start < m.end
                   for m in sentence.marks)
    ]  # fmt: skip


def table(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Give recall and precision by kind, as Markdown."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("m", "x", "h", "w")}
    for one in sentences:
        hits = find_personal(one.text)
        for name, found in (
            ("m", one.marks), ("x", missed(one, hits)), ("h", hits), ("w", wrong(one, hits)),
        ):  # fmt: skip
            counts[name].update(hit.kind for hit in found)
            counts[name]["all"] += len(found)
    yield "| kind | marks | recall | hits | precision |\n|---|---|---|---|---|"
    for kind in (*KINDS[:-1], "all"):
        m, x, h, w = (counts[name][kind] for name in ("m", "x", "h", "w"))
        recall = f"{(m - x) / m:.2f}" if m else "—"
        yield (
            f"| {kind} | {m} | {recall} | {h} | {(h - w) / h:.2f} |"
            if h
            else (f"| {kind} | {m} | {recall} | 0 | — |")
        )


def failures(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Say what was missed and what was taken wrongly."""
    for one in sentences:
        hits = find_personal(one.text)
        for name, found in (("missed", missed(one, hits)), ("wrong", wrong(one, hits))):
            for hit in found:
                yield f"{name} {hit.kind} «{one.text[hit.start : hit.end]}» in: {one.text}"


def corpus(path: str, column: str, read: int, seed: int) -> Iterator[str]:
    """Count hits by kind in a file; show some of them, drawn at random, to be read."""
    columns = tuple(column.split(",")) if column else ()
    contributions = read_contributions(path, text_columns=columns).contributions
    found = [(c.text, hit) for c in contributions for hit in find_personal(c.text)]
    counts = Counter(hit.kind for _, hit in found)
    yield f"{len(contributions)} texts; " + ", ".join(f"{k} {counts[k]}" for k in sorted(counts))
    random.seed(seed)
    for text, hit in random.sample(found, min(read, len(found))):
        around = text[max(0, hit.start - 50) : hit.start], text[hit.end : hit.end + 30]
        yield f"{hit.kind}: …{around[0]}⟦{text[hit.start : hit.end]}⟧{around[1]}…".replace(
            "\n", "/"
        )


def speed() -> Iterator[str]:
    """Texts a second: of all the gold, of those without digits, at-signs and slashes; one long."""
    texts = [one.text for one in gold()]
    plain = [text for text in texts if not re.search(r"[\d@/]", text)]
    for name, some in (("all sentences of the gold", texts), ("those without a figure", plain)):
        many = some * (100_000 // len(some) + 1)
        before = time.perf_counter()
        for text in many:
            find_personal(text)
        yield f"{name}: {len(many) / (time.perf_counter() - before):,.0f} a second"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("::")[0])
    parser.add_argument("--failures", choices=PARTS)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--corpus")
    parser.add_argument("--text-column", default="")
    parser.add_argument("--read", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.corpus:
        lines = corpus(args.corpus, args.text_column, args.read, args.seed)
    elif args.speed:
        lines = speed()
    elif args.failures:
        lines = failures([one for one in gold() if one.part == args.failures])
    else:
        lines = (
            line
            for part in PARTS
            for line in (f"\n{part}\n", *table([one for one in gold() if one.part == part]))
        )
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
