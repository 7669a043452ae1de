"""What makes a reading doubtful: each doubt says where to look, and for what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tracer.constitution.blocks import Block
from tracer.constitution.doubt.sequences import NUMBERED, sequence_doubts
from tracer.constitution.doubt.stretches import outside
from tracer.errors import Phrase
from tracer.records import Constitution, Issue, Provision

LONGEST_ARTICLE = 60_000
"""Code points, everything below it counted; Article 16 of the Chilean text of 2023 has 41,694."""
LARGEST_SHARE = 1 / 3
"""Of the words of all articles: one that holds more has swallowed others."""
LEAST_ARTICLES = 10
"""Fewer articles show no usual length, and no usual heading."""
FEWEST_WORDS = 3
"""An article with fewer is implausible, where the others are much longer."""
SWELLING = 20
"""Times that one length is much longer than another."""
LONG_TAIL = 2_000
"""Code points after the last provision that are more than signatures."""
NEARLY_ALL = 0.9
"""Share of the units of a level with a heading, from which one without is odd."""
LEAST_HEADED = 4
OWN_LEVELS = ("article", "transitory", "disposition")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt and the place in the body that it speaks of."""

    code: str
    message: Phrase
    at: int
    """Code point of the body; -1 where nothing shows it."""


def check(constitution: Constitution, blocks: Sequence[Block] = ()) -> tuple[Issue, ...]:
    """List what a person should look at.

    Parameters
    ----------
    constitution : Constitution
    blocks : sequence of Block, optional
        Those of its body: they tell page and line.

    Returns
    -------
    tuple of Issue
        By kind of doubt, each kind in document order.
    """
    provisions = constitution.provisions
    doubts = [
        *(Doubt(code, message, p.opens) for code, message, p in sequence_doubts(provisions)),
        *_repeated(provisions),
        *_unheaded(provisions),
        *_empty(provisions),
        *_lengths(provisions),
        *_stray(constitution),
    ]
    return tuple(_issue(doubt, blocks) for doubt in doubts)


def _issue(doubt: Doubt, blocks: Sequence[Block]) -> Issue:
    found = bisect_right([block.start for block in blocks], doubt.at) - 1
    block = blocks[found] if found >= 0 and doubt.at >= 0 else None
    return Issue(
        code=doubt.code,
        message=doubt.message,
        line=block.line if block else None,
        page=block.page if block else None,
    )


def _repeated(provisions: Sequence[Provision]) -> list[Doubt]:
    again = [p for p in provisions if p.level == "article" and p.citation.endswith(")")]
    if len(again) < 3:
        return []
    message = Phrase(
        "{count} artículos se repiten, desde {citation}: quizá un índice, un anexo u otra ley se "
        "leyó como parte del texto",
        count=len(again), citation=again[0].citation,
    )  # fmt: skip
    return [Doubt("repeated-articles", message, again[0].opens)]


def _unheaded(provisions: Sequence[Provision]) -> list[Doubt]:
    doubts = []
    for level in ("title", "chapter", "article"):
        units = [p for p in provisions if p.level == level and p.status == "in_force"]
        headed = [p for p in units if p.heading]
        least = LEAST_ARTICLES if level == "article" else LEAST_HEADED
        if len(headed) < max(least, NEARLY_ALL * len(units)):
            continue
        doubts += [
            Doubt(
                "heading-missing",
                Phrase(
                    "{citation} no tiene encabezado y casi todos los de su nivel sí; revisa dónde "
                    "quedó",
                    citation=p.citation,
                ),
                p.opens,
            )
            for p in units
            if not p.heading and not p.citation.endswith("único")
        ]
    return doubts


def _empty(provisions: Sequence[Provision]) -> list[Doubt]:
    parents = {provision.parent for provision in provisions}
    return [
        *(
            Doubt(
                "empty-region",
                Phrase(
                    "{citation} no contiene ninguna disposición; revisa cómo se numera lo que "
                    "sigue",
                    citation=p.citation,
                ),
                p.opens,
            )
            for p in provisions
            if p.citation.split(" ")[0] in ("Transitorios", "Decreto")
            and p.level == "division"
            and p.citation not in parents
        ),
        *_textless(provisions, parents),
    ]


def _textless(provisions: Sequence[Provision], parents: set[str]) -> list[Doubt]:
    return [
        Doubt(
            "empty-provision",
            Phrase(
                "{citation} no tiene texto; revisa qué sigue a su encabezado", citation=p.citation
            ),
            p.opens,
        )
        for p in provisions
        if p.level in NUMBERED
        and not p.text
        and p.citation not in parents
        and (not p.heading or p.level in OWN_LEVELS)
    ]


def _lengths(provisions: Sequence[Provision]) -> list[Doubt]:
    own = {p.citation: p for p in provisions if p.level in OWN_LEVELS and p.status == "in_force"}
    texts: dict[str, list[str]] = {citation: [] for citation in own}
    holder: dict[str, str] = {}
    for p in provisions:
        holder[p.citation] = p.citation if p.citation in own else holder.get(p.parent, "")
        if holder[p.citation]:
            texts[holder[p.citation]].append(p.text)
    lengths = {c: sum(map(len, found)) for c, found in texts.items()}
    articles = [n for c, n in lengths.items() if own[c].level == "article"]
    usual = median(articles) if articles else 0
    return [
        *(_too_long(own[c], n) for c, n in lengths.items() if _is_too_long(c, lengths, own)),
        *(
            _too_short(own[c], " ".join(found))
            for c, found in texts.items()
            if own[c].level == "article"
            and 0 < len(" ".join(found).split()) < FEWEST_WORDS
            and usual > SWELLING * lengths[c]
        ),
        *_swollen([own[c] for c in own if own[c].level != "article"], lengths),
    ]


def _is_too_long(citation: str, lengths: dict[str, int], own: dict[str, Provision]) -> bool:
    articles = [n for c, n in lengths.items() if own[c].level == "article"]
    length = lengths[citation]
    if length > LONGEST_ARTICLE:
        return True
    enough = own[citation].level == "article" and len(articles) >= LEAST_ARTICLES
    return enough and length > LARGEST_SHARE * sum(articles)


def _too_long(p: Provision, length: int) -> Doubt:
    message = Phrase(
        "{citation} tiene {length} caracteres; revisa si dentro quedó un encabezado sin reconocer",
        citation=p.citation, length=length,
    )  # fmt: skip
    return Doubt("long-article", message, p.opens)


def _too_short(p: Provision, text: str) -> Doubt:
    message = Phrase(
        "{citation} sólo dice «{text}»; revisa si es el texto entero o una entrada de índice",
        citation=p.citation, text=text,
    )  # fmt: skip
    return Doubt("short-article", message, p.opens)


def _swollen(last_ones: Sequence[Provision], lengths: dict[str, int]) -> list[Doubt]:
    """A last transitory far longer than the others: an annex was read as part of it."""
    if len(last_ones) < LEAST_HEADED:
        return []
    last = last_ones[-1]
    usual = median(lengths[p.citation] for p in last_ones[:-1])
    if lengths[last.citation] <= max(SWELLING * usual, LONG_TAIL):
        return []
    message = Phrase(
        "{citation}, la última, tiene {length} caracteres y las demás unos {usual:.0f}; revisa si "
        "lo que sigue a la última disposición se leyó como parte de ella",
        citation=last.citation, length=lengths[last.citation], usual=usual,
    )  # fmt: skip
    return [Doubt("text-after-end", message, last.opens)]


def _stray(constitution: Constitution) -> list[Doubt]:
    """Words that belong to no provision: between articles, or many of them after the end."""
    articles = [p for p in constitution.provisions if p.level == "article" and p.opens >= 0]
    if not articles:
        return []
    last = max(p.end for p in constitution.provisions)
    doubts = []
    for stretch in outside(constitution):
        words = " ".join(constitution.text[stretch.start : stretch.end].split())
        at = stretch.start + _lead(constitution.text[stretch.start : stretch.end])
        if stretch.start >= last:
            if len(words) > LONG_TAIL:
                message = Phrase(
                    "después de la última disposición quedan {length} caracteres, desde "
                    "«{words}…»; revisa si son un anexo o texto que falta",
                    length=len(words), words=words[:40],
                )  # fmt: skip
                doubts.append(Doubt("text-after-end", message, at))
        elif articles[0].opens < stretch.start < articles[-1].opens and any(
            c.isalpha() for c in words
        ):
            message = Phrase(
                "«{words}» no quedó en ninguna disposición; revisa a cuál pertenece",
                words=words[:60] + ("…" if len(words) > 60 else ""),
            )
            doubts.append(Doubt("text-outside", message, at))
    return doubts


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())
