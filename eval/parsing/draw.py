"""Draw provisions at random and show each beside its printed page, for a person to compare.

    python eval/parsing/draw.py DOC --seed 2 --n 40 -o FOLDER

FOLDER gets ``sample.md`` (citation, heading, text, page of every provision drawn), a picture of
each page concerned where the document is a PDF, and ``verdicts.csv`` to fill in.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from tracer import read_constitution
from tracer.records import Provision

SCALE = 1.6
"""Pixels a point: small print stays legible."""


def main() -> None:
    """Draw a sample of one document."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--n", type=int, default=40)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    constitution = read_constitution(args.document)
    drawn = draw(constitution.provisions, n=args.n, seed=args.seed)
    (args.output / "sample.md").write_text("\n".join(map(_shown, drawn)), encoding="utf-8")
    if args.document.suffix.lower() == ".pdf":
        _picture(args.document, sorted({p.page for p in drawn if p.page}), args.output)
    with (args.output / "verdicts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["citation", "page", "verdict", "note"])
        writer.writerows([p.citation, p.page, "", ""] for p in drawn)


def draw(provisions: tuple[Provision, ...], *, n: int, seed: int) -> list[Provision]:
    """Draw `n` provisions without replacement, each as likely, in document order."""
    places = random.Random(seed).sample(range(len(provisions)), min(n, len(provisions)))
    return [provisions[place] for place in sorted(places)]


def _shown(provision: Provision) -> str:
    return (
        f"## {provision.citation}\n\npage {provision.page} · level {provision.level} · "
        f"parent {provision.parent or '-'} · status {provision.status}\n\n"
        f"heading: {provision.heading or '-'}\n\ntext: {provision.text or '-'}\n"
    )


def _picture(document: Path, pages: list[int], folder: Path) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(document)
    for page in pages:
        # a provision may run on to the next page
        for number in (page, page + 1):
            if number <= len(pdf):
                image = pdf[number - 1].render(scale=SCALE).to_pil()
                image.save(folder / f"page-{number:03}.png")


if __name__ == "__main__":
    main()
