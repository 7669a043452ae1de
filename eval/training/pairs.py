"""Pairs of texts that say the same thing in two voices, from the corpora in ``../shared``.

Nothing on which a result is reported is read: see `TEST_INITIATIVES`, `TEST_MEETINGS` and
`judged_texts`. Lineages are not read at all.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.evaluate.texts import lot
from tracer.match.pieces import segments
from tracer.text import fold

TEST_INITIATIVES = 0.25
"""Share of initiatives, by `lot` of their id, that the suite ``initiatives`` measures on."""
TEST_MEETINGS = 0.5
"""Share of the meetings of 2016, by `lot`, on which results are reported."""
LEGAL_WIDTH = 600
CITIZEN_WIDTH = 320
"""Code points: widest window of a longer field."""
LONGEST_WHOLE = 420
"""Code points read of a field taken from its beginning."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one author, or one concept, said; a pair joins a text of `asks` and one of `answers`."""

    key: str
    """Two sources with the same key are never each other's negatives."""
    asks: tuple[tuple[str, ...], ...]
    """Fields; of a field one stretch is taken."""
    answers: tuple[tuple[str, ...], ...]


def stretches(text: str, *, width: int) -> tuple[str, ...]:
    """The beginning of `text`, then windows of whole sentences."""
    whole = text[:LONGEST_WHOLE]
    windows = [text[span.start : span.end] for span in segments(text, width=width)]
    return tuple(dict.fromkeys([whole, *(w for w in windows if len(w) >= 30)]))


def drawn_pair(source: Source, rng: random.Random) -> tuple[str, str]:
    """A text of each side: the beginning of the field or, as often, any window of it."""
    sides = []
    for fields in (source.asks, source.answers):
        field = rng.choice(fields)
        sides.append(field[0] if rng.random() < 0.5 else rng.choice(field))
    return sides[0], sides[1]


def initiatives(corpora: Path, judged: frozenset[str]) -> list[Source]:
    """Each popular initiative: its title and what troubles its authors; the norm they propose."""
    found = []
    path = corpora / "chile2022" / "iniciativas_populares.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        fields = {k: v.strip() for k, v in row.items() if isinstance(v, str)}
        if lot(str(row["id"])) < TEST_INITIATIVES or fold(fields["titulo"]) in judged:
            continue
        asks = [(fields["titulo"],)] * 2 if len(fields["titulo"]) >= 20 else []
        asks += [
            stretches(fields[name], width=CITIZEN_WIDTH)
            for name in ("problema", "problema", "situacion_ideal", "argumentos")
            if len(fields[name]) >= 30
        ]
        answers = [
            stretches(fields[name], width=LEGAL_WIDTH)
            for name in ("articulado", "articulado", "que_debe_contemplar")
            if len(fields[name]) >= 30
        ]
        if asks and answers:
            found.append(Source(f"i{row['id']}", tuple(asks), tuple(answers)))
    return found


def proposals(corpora: Path) -> list[Source]:
    """Each proposal of Madrid: its title; its description."""
    found = []
    path = corpora / "madrid" / "propuestas_2024_2025.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            title, body = row["titulo"].strip(), plain(row["descripcion"] or "")
            if len(title) >= 15 and len(body) >= 60:
                asks = ((title,),)
                found.append(Source(f"m{number}", asks, (stretches(body, width=CITIZEN_WIDTH),)))
    return found


def plain(markup: str) -> str:
    """Words of an HTML fragment."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def answers(corpora: Path, judged: frozenset[str], topic: str) -> list[Source]:
    """Each answer of 2016: itself; the concept chosen for it, and others of the same concept."""
    path = corpora / "chile2016" / "argumentos_tema_1_2_con_concepto.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [
            (row["texto"], row["concepto"])
            for row in csv.DictReader(lines)
            if row["tema"] == topic
            and row["concepto"]
            and len(row["texto"]) >= 25
            and lot(row["encuentro"]) >= TEST_MEETINGS
            and fold(row["texto"]) not in judged
        ]
    by_concept: dict[str, list[str]] = {}
    for text, concept in rows:
        by_concept.setdefault(concept, []).append(text[:LONGEST_WHOLE])
    found = []
    for concept, texts in by_concept.items():
        name = " ".join(concept.split("_")).strip()
        for at, text in enumerate(texts):
            others = tuple(texts[at - 3 : at] or texts[-3:])
            found.append(Source(f"c{concept}", ((text,),), ((name,), others)))
    return found


def judged_texts(judgements: Path) -> frozenset[str]:
    """Folded titles and texts of everything that is judged."""
    return frozenset(fold(text) for text in _judged(judgements) if text)


def _judged(judgements: Path) -> Iterator[str | None]:
    for path in sorted(judgements.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield record["title"]
            yield record["text"]


def all_texts(sources: Sequence[Source]) -> list[str]:
    """Every distinct text of `sources`, sorted."""
    fields = (field for s in sources for field in (*s.asks, *s.answers))
    return sorted({text for field in fields for text in field})
