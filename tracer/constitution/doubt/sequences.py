"""Doubts about numbering: gaps, steps back, and lists of two kinds that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracer.citation.numbering import roman_value
from tracer.constitution.grammar.labels import value_of
from tracer.errors import Phrase
from tracer.records import Provision

NUMBERED = (
    "article", "transitory", "disposition", "section", "numeral", "fraction", "inciso", "proviso",
)  # fmt: skip
LISTS = ("numeral", "fraction", "inciso")

_LEAD = re.compile(r"\A(?:frac\.|Art\.|Trans\.|par\.|Disp\. \w+)\s")
_REPEAT = re.compile(r"\(\d+\)\Z")


def sequence_doubts(provisions: Sequence[Provision]) -> list[tuple[str, Phrase, Provision]]:
    """Find where a numbering skips or goes back, and where lists change their level.

    Returns
    -------
    list of (code, message, provision)
    """
    doubts = []
    for siblings in _sequences(provisions):
        doubts += _gaps(siblings)
    return doubts + _jumps(provisions)


def _sequences(provisions: Sequence[Provision]) -> Iterator[list[Provision]]:
    """Units that share a numbering, in document order."""
    groups: dict[tuple[str, ...], list[Provision]] = {}
    for p in provisions:
        if p.level in NUMBERED and not _REPEAT.search(p.citation):
            groups.setdefault(_numbering(p), []).append(p)
    yield from groups.values()


def _numbering(p: Provision) -> tuple[str, ...]:
    # articles are numbered through a document, whatever holds them
    if p.level == "article":
        return ("article",)
    if p.level == "disposition":
        return ("disposition", p.citation.rpartition(" ")[0])
    if p.level == "transitory":
        return ("transitory", p.citation.rpartition(", ")[0])
    return (p.level, p.parent)


def _gaps(siblings: list[Provision]) -> list[tuple[str, Phrase, Provision]]:
    doubts = []
    values = _values(siblings)
    before = 0
    last: Provision | None = None
    for p, value in zip(siblings, values, strict=True):
        if value > before + 1 and not _skips_only_ñ(p.level, before + 1, value):
            doubts.append(("number-gap", _gap(last, p), p))
        elif 0 < value < before and last is not None:
            message = Phrase(
                "de {before} se vuelve a {citation}; revisa el orden",
                before=last.citation, citation=p.citation,
            )  # fmt: skip
            doubts.append(("number-order", message, p))
        if value >= before:
            before, last = value, p
    return doubts


def _gap(last: Provision | None, p: Provision) -> Phrase:
    if last is None:
        return Phrase(
            "de {before} se pasa a {citation}: su numeración no empieza por el primero; revisa lo "
            "que va antes",
            before=p.parent or Phrase("el comienzo"), citation=p.citation,
        )  # fmt: skip
    return Phrase(
        "de {before} se pasa a {citation}; revisa si falta algo entre los dos",
        before=last.citation, citation=p.citation,
    )  # fmt: skip


def _values(siblings: list[Provision]) -> list[int]:
    numbers = [_LEAD.sub("", p.citation.rsplit(", ", 1)[-1]) for p in siblings]
    level = siblings[0].level
    if level == "inciso" and numbers[0] == "i" and all(map(roman_value, numbers)):
        return [value_of(n, level, "roman") for n in numbers]
    if level == "transitory" and all(re.fullmatch("[A-ZÑ]", n) for n in numbers):
        return [value_of(n, level, "letter") for n in numbers]
    # «par. transitorio» stands beside the numbered ones
    return [
        0 if number.startswith("transitorio") else value_of(number.rstrip(")"), level)
        for number in numbers
    ]


def _skips_only_ñ(level: str, expected: int, value: int) -> bool:
    return level in ("section", "inciso") and expected == 15 and value == 16


def _jumps(provisions: Sequence[Provision]) -> list[tuple[str, Phrase, Provision]]:
    """Lists of two kinds side by side under one unit, with no paragraph that ends the first."""
    children: dict[str, list[Provision]] = {}
    for p in provisions:
        if p.parent:
            children.setdefault(p.parent, []).append(p)
    doubts: list[tuple[str, Phrase, Provision]] = []
    for siblings in children.values():
        for before, p in pairwise(siblings):
            if before.level in LISTS and p.level in LISTS and before.level != p.level:
                message = Phrase(
                    "a {before} le sigue {citation}, de otro nivel; revisa si pertenece a aquél o "
                    "si falta un encabezado",
                    before=before.citation, citation=p.citation,
                )  # fmt: skip
                doubts.append(("level-jump", message, p))
    return doubts
