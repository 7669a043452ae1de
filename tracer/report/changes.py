"""Draft → final: what became of each provision, and the words that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import FATES
from tracer.report.coverage import supporters
from tracer.report.quotes import clip, one_line
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, answers

CONTEXT = 12
"""Unchanged words shown around a change."""
LONGEST = 1_500
"""Words compared on each side: comparing takes time that grows with their product."""
_TOKEN = re.compile(r"(?:\w+|[^\w\s]+)\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a comparison."""

    kind: str
    """``same``, ``added``, ``removed``, or ``gap`` for unchanged words left out."""
    text: str


def lineage_rows(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> list[Row]:
    """Give one row per aligned pair of provisions with the contributions that each side answers.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.LINEAGE`, in the order of the lineage.
    """
    words = catalogue(lang)
    old = supporters(answers(results.draft, threshold=threshold)) if results.draft else {}
    new = supporters(answers(results.final, threshold=threshold))
    return [
        {
            "articulo_borrador": pair.old_citation,
            "articulo_final": pair.new_citation,
            "destino": words.get(f"fate_{pair.fate}", pair.fate),
            "motivos": pair.reasons,
            "semejanza": pair.similarity if pair.old_citation and pair.new_citation else None,
            "aportaciones_borrador": len(old.get(pair.old_citation, ())),
            "aportaciones_final": len(new.get(pair.new_citation, ())),
            "texto_borrador": pair.old_text,
            "texto_final": pair.new_text,
        }
        for pair in results.lineage
    ]


def fate_counts(results: Results) -> list[tuple[str, int]]:
    """Count the fates, in the order of `tracer.records.FATES`.

    A provision split into three counts once; so does one that three were merged into.
    """
    seen = {
        (pair.fate, pair.new_citation if pair.fate in ("merged", "added") else pair.old_citation)
        for pair in results.lineage
    }
    counts = Counter(fate for fate, _ in seen)
    return [(fate, counts[fate]) for fate in FATES if counts[fate]]


def changed_words(old: str, new: str) -> list[Stretch]:
    """Compare two wordings and leave out long unchanged passages.

    Parameters
    ----------
    old, new : str
        Only the first `LONGEST` words of each are compared.

    Returns
    -------
    list of Stretch
        Empty where the words are the same.
    """
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False)
    found: list[Stretch] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += _shortened(
                after[c:d], first=a == c == 0, last=b == len(before) and d == len(after)
            )
            continue
        if b > a:
            found.append(Stretch("removed", "".join(before[a:b])))
        if d > c:
            found.append(Stretch("added", "".join(after[c:d])))
    return found if any(s.kind in ("added", "removed") for s in found) else []


def begun(stretches: Sequence[Stretch], *, most: int) -> list[Stretch]:
    """Keep stretches from the beginning, up to about `most` code points."""
    kept, length = [], 0
    for stretch in stretches:
        if length >= most:
            break
        kept.append(
            Stretch(
                stretch.kind, clip(stretch.text, most) if len(stretch.text) > most else stretch.text
            )
        )
        length += len(stretch.text)
    return kept


def too_long(text: str) -> bool:
    """Tell whether `changed_words` compares only the beginning of `text`."""
    return len(_TOKEN.findall(one_line(text))) > LONGEST


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(one_line(text))[:LONGEST]


def _keys(tokens: list[str]) -> list[str]:
    return [token.rstrip() for token in tokens]


def _shortened(tokens: list[str], *, first: bool, last: bool) -> list[Stretch]:
    head = [] if first else tokens[:CONTEXT]
    tail = [] if last else tokens[len(head) :][-CONTEXT:]
    hidden = len(tokens) - len(head) - len(tail)
    middle = [Stretch("gap", "")] if hidden > 0 else []
    shown = [Stretch("same", "".join(head)), *middle, Stretch("same", "".join(tail))]
    return [s for s in shown if s.text or s.kind == "gap"]
