"""Suite ``judgements``: citizen texts against the provisions that two readers found for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.constitution import read_constitution, units
from tracer.encode.protocol import Progress
from tracer.errors import FormatError
from tracer.evaluate.encoding import Encode
from tracer.evaluate.links import (
    Judged,
    abstention_measures,
    confidence_measures,
    listed_links,
    ranking_measures,
)
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.match import match_provisions
from tracer.process import LEVELS
from tracer.records import Contribution, Link, Unit
from tracer.sources import read_contributions


@dataclass(frozen=True, slots=True)
class JudgedTexts:
    """Texts, the document they were judged against, and the judgements."""

    contributions: tuple[Contribution, ...]
    units: tuple[Unit, ...]
    judged: tuple[Judged, ...]


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("document", "judgements", "level", "top")
    texts = read_judged(
        suite.file("document"),
        suite.file("judgements"),
        level=suite.keys.one_of("level", LEVELS, "section"),
    )
    top = suite.keys.integer("top", 10, least=1)
    return measure(texts, encode=encode, top=top, progress=progress)


def read_judged(document: Path, judgements: Path, *, level: str) -> JudgedTexts:
    """Read judgements (JSON Lines) and the document that they are about.

    Raises
    ------
    FormatError
        If a line is no judgement, or judges a unit that the document doesn't have: then the
        document is another one, or read wrongly.
    """
    found = units(read_constitution(document), level=level)
    judged = read_judgements(judgements)
    known = {unit.citation for unit in found}
    strange = sorted({c for text in judged for c in text.grades if c not in known})
    if strange:
        raise FormatError(
            "{name} juzga disposiciones que {document} no tiene: {citations}; ¿es otra versión "
            "del texto?",
            name=judgements.name, document=document.name, citations=", ".join(strange[:5]),
        )  # fmt: skip
    read = read_contributions(judgements, id_column="id", text_columns=("title", "text"))
    return JudgedTexts(read.contributions, found, judged)


def read_judgements(path: Path) -> tuple[Judged, ...]:
    """Read ``id, judgements[{unit, grade_a, grade_b}]``, one object a line.

    Raises
    ------
    FormatError
        If a line is something else.
    """
    judged = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            grades = {j["unit"]: (j["grade_a"] + j["grade_b"]) / 2 for j in row["judgements"]}
            judged.append(Judged(str(row["id"]), grades))
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(
                "{name}, renglón {number}: se esperaba un objeto con id y judgements (unit, "
                "grade_a, grade_b); {error!r}",
                name=path.name, number=number, error=error,
            ) from error  # fmt: skip
    return tuple(judged)


def measure(
    texts: JudgedTexts, *, encode: Encode, top: int = 10, progress: Progress | None = None
) -> Findings:
    """Match the texts and compare with the judgements."""
    known = {unit.citation for unit in texts.units}
    links = match_provisions(
        texts.contributions, texts.units, encode=encode, top=top, progress=progress
    )
    listed = listed_links(links, known)
    reduced = listed_links(match_without_answers(texts, encode=encode, top=top), known)
    return Findings(
        {
            **ranking_measures(texts.judged, listed),
            **abstention_measures(texts.judged, listed, reduced),
            **confidence_measures(texts.judged, listed),
        }
    )


def match_without_answers(texts: JudgedTexts, *, encode: Encode, top: int = 10) -> Sequence[Link]:
    """Match each text with the provisions that touch it kept out of its reach."""
    return match_provisions(
        texts.contributions,
        texts.units,
        encode=encode,
        top=top,
        without={text.id: text.touched for text in texts.judged},
    )
