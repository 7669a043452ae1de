"""Open answers of local meetings whose participants chose the concept that each is about."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracer.errors import EmptyInputError, FormatError
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import draw, lot
from tracer.text import says_something


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    id: str
    meeting: str
    topic: str
    text: str
    concept: str


def drawn_answers(suite: Suite, *, meetings: float = 1.0) -> dict[str, list[Answer]]:
    """Read ``answers`` and draw ``n`` of each of ``topics`` by ``seed``, as a suite asks.

    Parameters
    ----------
    suite : Suite
    meetings : float, default=1
        Only answers of meetings whose `lot` is below, 0 to 1.

    Returns
    -------
    dict of str to list of Answer
        By topic; in the order of their ids, as text.
    """
    keys = suite.keys
    answers = read_answers(suite.file("answers"))
    size, seed = keys.integer("n", 20_000, least=1), keys.integer("seed", 1)
    found = {}
    for topic in keys.texts("topics"):
        own = [a for a in answers if a.topic == topic and lot(a.meeting) < meetings]
        if not own:
            raise EmptyInputError(
                "{name}: no hay respuestas del tema «{topic}»", name=keys.path.name, topic=topic
            )
        chosen = draw(own, size, key=lambda a: a.id, seed=seed)
        found[topic] = sorted(chosen, key=lambda a: a.id)
    return found


def read_answers(path: Path) -> Sequence[Answer]:
    """Read ``id, encuentro, tema, texto, concepto`` (CSV, gzip), leaving out what says nothing.

    Raises
    ------
    FormatError
        If the file is something else.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            answers = [
                Answer(r["id"], r["encuentro"], r["tema"], r["texto"], r["concepto"])
                for r in csv.DictReader(lines)
            ]
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise FormatError(
            "{name}: se esperaba CSV comprimido con id, encuentro, tema, texto y concepto "
            "({error!r})",
            name=path.name, error=error,
        ) from error  # fmt: skip
    return [a for a in answers if a.concept and says_something(a.text)]
