"""Which law a reference goes to: «del artículo 44 de la Constitución Política de…»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracer.citation.folding import Folded, fold

_SAID = r"(?:dich|referid|mism|citad|mencionad|indicad|aludid|señalad|precitad|tal)(?:[oa]s?)?"
_STATUTE = (
    r"(?:leyes|ley|codigos?|decretos?(?:[ -]ley| supremo| legislativo| exento| con fuerza de ley)?"
    r"|reglamentos?|constitucion|estatutos?|ordenanza|auto acordado|dfl|d\.f\.l\.|d\.l\.)(?!\w)"
)
_TREATY = (
    r"(?-i:Convencion|Convenio|Pacto|Tratado|Carta|Acuerdo|Protocolo|Declaracion|Bando|Resolucion)"
    r"(?!\w)"
)
"""Words of everyday use as well: they name a text only with a capital."""
_NOUN = rf"(?:{_STATUTE}|{_TREATY})"
_UNIT = r"(?:Art|Tit|Cap|Secc|Frac|Inc|Apart|Num|Parr|Trans|Disp)"
_NUMBER = r"(?:n\.? ?°s?\.? ?|n[uú]m\.? |numeros? |no\. ?)?\d[\d.]*(?:[-/]\d[\d.]*)*\b"
_ADJECTIVE = (
    r"(?:organic[oa]|constitucional|generals?|federal|nacional|estatal|local|institucional|politica"
    r"|reglamentari[oa]|fundamental|penal|civil|procesal|tributari[oa]|sanitari[oa]|anterior|vigente"
    r"|intern[oa]|municipal|electoral)\b"
)
_NAME = re.compile(
    rf"{_NOUN}"
    rf"(?: {_NUMBER}"
    rf"| {_ADJECTIVE}"
    rf"|,? (?:de|del) (?:19|20)\d\d\b"
    rf"| (?:(?:de|del|la|las|los|el|en|para|sobre|a|al|que|con) ){{0,3}}"
    rf"(?-i:(?!{_UNIT})[A-ZÑ][\w.-]*\w)"
    rf"|,? (?:y|e) (?-i:(?!{_UNIT}|Ley|Codigo|Constitucion|Reglamento)[A-ZÑ]\w+)"
    r"){0,18}",
    re.IGNORECASE,
)
_LINK = r",? ?(?:(?:ambos|todos|contenid[oa]s?|,) )?(?:de|del|en)(?: (?:la|el|los|las|lo))? "
_OWN = re.compile(
    rf"{_LINK}(?:esta|este|(?:la |el )?presente|la misma)(?: misma)? "
    r"(?:constitucion|ley(?: fundamental| suprema)?|carta|norma|codigo|ordenamiento"
    r"|cuerpo (?:legal|normativo)|texto)\b(?: (?:politica|fundamental|constitucional))*\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_LINK}(?:constitucion(?: politica)?|carta (?:fundamental|magna))(?! ?\w* ?(?:de|del|federal"
    r"|general|anterior|vigente|local|estatal|nacional)\b)(?!\w)",
    re.IGNORECASE,
)
_ANAPHORIC = re.compile(
    rf"{_LINK}(?P<name>(?:{_SAID} (?:cuerpo|texto|ordenamiento|norma|instrumento|{_NOUN})"
    r"|(?:cuerpo|texto|ordenamiento)(?= (?:legal )?(?:citad|referid|mencionad)))"
    r"(?: (?:legal|normativo|constitucional|supremo))?(?: (?:citad|referid|mencionad)[oa])?)",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"{_LINK}(?P<name>{_NAME.pattern})", re.IGNORECASE)
_TITLE = re.compile(r"CONSTITUCION POLITICA (?:[A-ZÑ]+\b ?)+")
_FIRST_LINE = re.compile(r"\W*(constitucion (?:politica )?(?:de|del) [\w ]{3,80})", re.IGNORECASE)
_FIXED_BY = re.compile(
    r"\b(?:fijad|establecid|contenid)[oa] (?:por|en) (?:el|la) \Z", re.IGNORECASE
)
_NEAR = 60
"""Characters before a name in which what introduces it stands."""
_FOLLOWING = re.compile(r" (?:y|e|o) siguientes\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law that a text names."""

    start: int
    """Where its name begins in the folded text; -1 for an earlier provision of the article."""
    name: str
    """As written."""
    fixes: bool = False
    """Whether it only «fixed» the wording of another: what follows speaks of the other."""


@dataclass(frozen=True, slots=True)
class Law:
    """The text that a reference goes to."""

    end: int
    """Where the words that name it end, in the folded text."""
    name: str = ""
    """As written; empty for the constitution itself."""
    assumed: str = ""
    """In Spanish: what had to be supposed."""


def law_after(
    folded: Folded, at: int, *, own: frozenset[str], named: Sequence[NamedLaw]
) -> Law | None:
    """Read the law that is named right after a reference.

    Parameters
    ----------
    folded : Folded
    at : int
        Where the reference ends.
    own : frozenset of str
        Names of the constitution itself, folded and in lower case.
    named : sequence of NamedLaw
        The laws named before, for «de dicho cuerpo legal».

    Returns
    -------
    Law or None
        None where no law is named.
    """
    text = folded.text
    for pattern in (_OWN, _BARE):
        if found := pattern.match(text, at):
            return Law(found.end())
    if found := _ANAPHORIC.match(text, at):
        words = folded.written(found.start("name"), found.end())
        law = _of_kind(named, words)
        assumed = f"se supone que «{words}» es «{law}»" if law else ""
        return Law(found.end(), law or words, assumed)
    if found := _OTHER.match(text, at):
        if _is_own(found["name"], own):
            return Law(found.end())
        return Law(found.end(), folded.written(found.start("name"), found.end("name")))
    return None


def laws_in(folded: Folded, *, own: frozenset[str]) -> list[NamedLaw]:
    """List the laws that a text names, numbered or with a name, in its order."""
    named = []
    for found in _NAME.finditer(folded.text):
        telling = re.search(r"\d|(?<=.)[A-ZÑ]", found.group()) is not None
        if telling and not _is_own(found.group(), own):
            fixes = (
                _FIXED_BY.search(folded.text, max(0, found.start() - _NEAR), found.start())
                is not None
            )
            name = folded.written(found.start(), found.end())
            named.append(NamedLaw(found.start(), name, fixes))
    return named


def _of_kind(named: Sequence[NamedLaw], words: str) -> str:
    """The last law named that «dicho decreto ley» can mean; «dicho cuerpo legal» means any."""
    kind = re.search(_STATUTE, fold(words).text, re.IGNORECASE)
    if kind:
        kind_name = kind.group().lower()
        fits = [law for law in named if fold(law.name).text.lower().startswith(kind_name)]
    else:
        fits = [law for law in named if not law.fixes]
    return fits[-1].name if fits else ""


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Whether `name`, or the beginning of a longer one, is a name of the constitution itself."""
    lower = name.lower()
    return any(lower.startswith(title) or title.startswith(lower) for title in own)


def own_names(front: str) -> frozenset[str]:
    """Names of a constitution that its front matter gives, in capitals or as its first words.

    Parameters
    ----------
    front : str
        Folded: what stands before the first article.
    """
    found = {match.group().strip().lower() for match in _TITLE.finditer(front)}
    if first := _FIRST_LINE.match(front):
        found.add(first.group(1).strip().lower())
    return frozenset(found)


def goes_on(text: str, at: int) -> int:
    """Where «y siguientes», if it stands at `at`, ends; 0 where it doesn't stand there."""
    found = _FOLLOWING.match(text, at)
    return found.end() if found else 0
