"""What makes a reading doubtful: gaps in the numbering, articles that are empty or far too long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracer.constitution.labels import value_of
from tracer.records import Issue, Provision

LONGEST_ARTICLE = 60_000
"""Code points, everything below it counted; Article 16 of the Chilean text of 2023 has 41,694."""

NUMBERED = ("article", "transitory", "section", "numeral", "fraction", "inciso")


def check(provisions: Sequence[Provision]) -> tuple[Issue, ...]:
    """List what a person should look at, in document order by kind of doubt."""
    return (*_gaps(provisions), *_empty(provisions), *_long(provisions))


def _gaps(provisions: Sequence[Provision]) -> list[Issue]:
    issues = []
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for provision in provisions:
        if provision.level not in NUMBERED:
            continue
        # articles are numbered through a document, whatever holds them
        key = (provision.level, "" if provision.level == "article" else provision.parent)
        value = _value(provision)
        before, citation = last.get(key, (0, key[1] or "el comienzo"))
        if value > before + 1 and not _skips_only_ñ(provision.level, before + 1, value):
            message = f"de {citation} se pasa a {provision.citation}"
            issues.append(_issue("number-gap", provision, message))
        if value >= before:
            last[key] = (value, provision.citation)
    return issues


def _value(provision: Provision) -> int:
    part = provision.citation.rsplit(", ", 1)[-1]
    number = re.sub(r"^(?:frac\.|Art\.|Trans\.)\s", "", part)
    return value_of(number, provision.level)


def _skips_only_ñ(level: str, expected: int, value: int) -> bool:
    return level in ("section", "inciso") and expected == 15 and value == 16


def _empty(provisions: Sequence[Provision]) -> list[Issue]:
    parents = {provision.parent for provision in provisions}
    return [
        _issue("empty-provision", provision, f"{provision.citation} no tiene texto")
        for provision in provisions
        if provision.level in NUMBERED
        and not provision.text
        and provision.citation not in parents
        and not provision.heading
    ]


def _long(provisions: Sequence[Provision]) -> list[Issue]:
    lengths: dict[str, int] = {}
    holder: dict[str, str] = {}
    articles = {p.citation: p for p in provisions if p.level in ("article", "transitory")}
    for provision in provisions:
        own = provision.citation
        holder[own] = own if own in articles else holder.get(provision.parent, "")
        if holder[own]:
            lengths[holder[own]] = lengths.get(holder[own], 0) + len(provision.text)
    return [
        _issue(
            "long-article",
            articles[citation],
            f"{citation} tiene {length} caracteres; quizá falte un encabezado dentro",
        )
        for citation, length in lengths.items()
        if length > LONGEST_ARTICLE
    ]


def _issue(code: str, provision: Provision, message: str) -> Issue:
    return Issue(code=code, message=message, page=provision.page)
