"""Which provisions were reformed since: by editors' notes, and by the decrees at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tracer.constitution.blocks import Note
from tracer.records import Constitution, Provision, Reform
from tracer.text import fold

_DECREE = re.compile(r"\b(?:reform|adicion|derog|modific)\w*")
_END = re.compile(r"\bconstitucion politic|\bconstitucion del? |[,;] publicad")
"""What follows is where the decree was published, or another law that it reforms too."""
_NUMBER = r"\d+(?:[º°ª]|o\b)?\.?(?: bis\b| ter\b)?"
_ARTICLE = re.compile(
    rf"\b(?P<of>del?|de los)?\s*art(?:iculo|\.)?s?\.?\s+"
    rf"(?P<number>{_NUMBER}(?:\s*(?:,|\by\b|\ba\b)\s*{_NUMBER}(?![\w)]))*)"
    rf"|[;,]\s*(?:y\s+)?(?P<next>{_NUMBER}),\s*(?=(?:sus?\s+)?(?:apartado|numeral|inciso|fracc))"
    rf"|;\s*(?:y\s+)?(?P<last>{_NUMBER})(?!\w)"
)
MOST = 100
"""Articles that one «29 a 34» may name."""
_WHOLE = {
    "articulo": "article", "titulo": "title", "capitulo": "chapter", "apartado": "section",
    "seccion": "section",
}  # fmt: skip
"""First word of a note → level of what it speaks of."""
_SECTIONS = re.compile(
    r"\b(?:apartados?|normativa)\s+\W?(?P<letters>[a-zñ](?:\W*(?:,|y)\s*\W?[a-xzñ](?![\w)]))*)"
    r"(?![\w)])"
)
_BARE_LETTERS = re.compile(r"\by\s+(?P<letters>[a-zñ]),\s*(?=numeral|inciso)")
_QUOTED = re.compile(r"[\"“«][^\"”»]{2,}[\"”»]")


def reforms_of(provisions: Sequence[Provision], notes: Sequence[Note]) -> tuple[Reform, ...]:
    """Tell which provisions were reformed, as far as the document says it.

    Parameters
    ----------
    provisions : sequence of Provision
        In document order.
    notes : sequence of Note
        What editors put beside the text.

    Returns
    -------
    tuple of Reform
        Of a note, the provision that it follows; of a decree among the transitories, the articles
        of its heading, by lettered section where it names some. Transitories aren't looked up.
    """
    found = [*_noted(provisions, notes), *_decreed(provisions)]
    return tuple(dict.fromkeys(found))


def reform_notes(document: Constitution) -> dict[str, tuple[str, ...]]:
    """Give the words of the notes and decrees on each provision, by citation."""
    found: dict[str, tuple[str, ...]] = {}
    for reform in document.reforms:
        found[reform.citation] = (*found.get(reform.citation, ()), reform.words)
    return found


def _noted(provisions: Sequence[Provision], notes: Sequence[Note]) -> Iterator[Reform]:
    by_citation = {p.citation: p for p in provisions}
    for note in notes:
        before = [p for p in provisions if 0 <= p.start < note.at]
        if before:
            yield Reform(_spoken_of(before[-1], note, by_citation), note.words, note.page)


def _spoken_of(before: Provision, note: Note, by_citation: Mapping[str, Provision]) -> str:
    """What a note is about: «Artículo reformado» is about the whole, though a fraction ends it."""
    level = _WHOLE.get(fold(note.words).split(" ", 1)[0])
    at: Provision | None = before
    while level and at is not None:
        if at.level == level:
            return at.citation
        at = by_citation.get(at.parent)
    return before.citation


def _decreed(provisions: Sequence[Provision]) -> Iterator[Reform]:
    known = {p.citation for p in provisions}
    for division in provisions:
        words = fold(" ".join(division.heading.split())) if division.level == "division" else ""
        if "decreto" not in words or not _DECREE.search(words):
            continue
        for citation in _named(words):
            article = citation.partition(",")[0]
            target = citation if citation in known else article
            if target in known:
                yield Reform(target, " ".join(division.heading.split()), division.page)


def _named(heading: str) -> list[str]:
    """Articles, with their lettered sections, that a decree's heading says it touches."""
    words = _QUOTED.sub(" ", heading)
    end = _END.search(words)
    if end and _ARTICLE.search(words[: end.start()]):
        words = words[: end.start()]
    articles = list(_ARTICLE.finditer(words))
    found: list[str] = []
    for at, match in enumerate(articles):
        past = articles[at + 1].start() if at + 1 < len(articles) else len(words)
        since = articles[at - 1].end() if at else 0
        # «el numeral 9 del apartado B del artículo 35», but «los artículos 10, apartado B, …»
        letters = _letters(words[since : match.start()]) if match["of"] else []
        letters = letters or _letters(words[match.end() : past])
        *others, last = _numbers(next(filter(None, match.group("number", "next", "last"))))
        found += [f"Art. {number}" for number in others]
        found += [f"Art. {last}, {x.upper()}" for x in dict.fromkeys(letters)] or [f"Art. {last}"]
    return found


def _numbers(listed: str) -> list[str]:
    """«29, 31 y 32 bis», «29 a 34»: each of them."""
    found: list[str] = []
    for sign, digits, suffix in re.findall(r"(\ba\b)?\s*(\d+)[º°ªo.]*( bis| ter)?", listed):
        if sign and found and found[-1].isdigit():
            since, to = int(found[-1]), int(digits)
            found += [str(k) for k in range(since + 1, min(to, since + MOST))]
        found.append(digits + suffix)
    return found


def _letters(words: str) -> list[str]:
    hits = [*_SECTIONS.finditer(words), *_BARE_LETTERS.finditer(words)]
    return [x for hit in hits for x in re.findall(r"\b[a-xzñ]\b", hit["letters"])]
