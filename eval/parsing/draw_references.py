"""Draw references at random, and provisions that may hold missed ones, for a person to read.

    python eval/parsing/draw_references.py DOC [DOC …] --seed 2 --n 60 --provisions 30

Prints each reference within its sentence, with what it was resolved to and how the target begins;
then whole provisions that contain the word «artículo», with the references found in them marked.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path
from typing import Any

from tracer import read_constitution
from tracer.constitution.references.find import CrossReference, cross_references
from tracer.records import Constitution, Provision

AROUND = 160
"""Characters shown on either side of a reference."""
BEGINNING = 90
"""Characters shown of a target."""


def main() -> None:
    """Draw from all documents together."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--n", type=int, default=60)
    parser.add_argument("--provisions", type=int, default=30)
    args = parser.parse_args()
    read = [read_constitution(path) for path in args.documents]
    found = [(document, one) for document in read for one in cross_references(document)]
    chance = random.Random(args.seed)
    for number, (document, reference) in enumerate(_draw(chance, found, args.n), 1):
        sys.stdout.write(f"{number}. {_in_context(document, reference)}\n\n")
    holding = [
        (document, provision)
        for document in read
        for provision in document.provisions
        if re.search(r"art[ií]\u0301?culo", provision.text, re.IGNORECASE)
    ]
    for number, (document, provision) in enumerate(_draw(chance, holding, args.provisions), 1):
        marked = _marked(provision, [one for of, one in found if of is document])
        sys.stdout.write(f"{number}. {document.name}, {provision.citation}: {marked}\n\n")


def _draw(chance: random.Random, among: list[Any], n: int) -> list[Any]:
    places = chance.sample(range(len(among)), min(n, len(among)))
    return [among[place] for place in sorted(places)]


def _in_context(document: Constitution, reference: CrossReference) -> str:
    holder = next(p for p in document.provisions if p.citation == reference.citation)
    at = reference.start - holder.start
    before = holder.text[max(0, at - AROUND) : at]
    after = holder.text[at + len(reference.phrase) :][:AROUND]
    texts = {p.citation: p.text or p.heading for p in document.provisions}
    targets = "; ".join(f"{c} ({texts[c][:BEGINNING]}…)" for c in reference.targets)
    told = targets or reference.law or f"no existe: {', '.join(reference.missing)}"
    sentence = f"…{before}«««{reference.phrase}»»»{after}…".replace("\n", " ⏎ ")
    return f"[{document.name}, {reference.citation}] {sentence}\n   → {reference.status}: {told}"


def _marked(provision: Provision, references: list[CrossReference]) -> str:
    text = provision.text
    own = [one for one in references if one.citation == provision.citation]
    for one in sorted(own, key=lambda one: -one.start):
        start, end = one.start - provision.start, one.end - provision.start
        text = f"{text[:start]}«««{text[start:end]}»»»{text[end:]}"
    return text.replace("\n", " ⏎ ")


if __name__ == "__main__":
    main()
