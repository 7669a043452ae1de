"""Which part is inner to which: «inciso c) de la fracción II», «numeral 3, letra b»."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from math import prod

from tracer.citation.phrase import Phrase
from tracer.citation.values import bare_level, part
from tracer.errors import CitationError

MOST = 2000
"""Provisions that one citation may name; more is no citation."""
Parts = tuple[str, ...]
_RANKS = {"section": 0, "numeral": 1, "fraction": 1, "inciso": 2, "paragraph": 3, "proviso": 3}


def alternatives(group: Sequence[Phrase], assumed: list[str]) -> list[Parts]:
    """Put parts that stand before their article in order, outermost first.

    Parameters
    ----------
    group : sequence of Phrase
        As written: «inciso a) y letra b) de la fracción II».
    assumed : list of str
        What has to be supposed is added to it.

    Returns
    -------
    list of tuple of str
        One for each provision named. What an «y» joins shares what stands further out.
    """
    chains = [_ordered(chain) for chain in _chains(group)]
    last = chains[-1]
    found: list[Parts] = []
    for chain in chains:
        outermost = _rank(chain[0])
        shared = [p for p in last if _rank(p) < outermost] if chain is not last else []
        written = [parts_of(phrase) for phrase in (*shared, *chain)]
        refuse_beyond_most(len(found) + prod(len(parts) for parts in written))
        found.extend(product(*written))
    assumed.extend(_supposed(phrase) for phrase in group if _is_chilean(phrase))
    return found


def refuse_beyond_most(number: int) -> None:
    """Raise `CitationError` where a citation names more than `MOST` provisions."""
    if number > MOST:
        raise CitationError(
            "la cita nombra más de {most} disposiciones; se esperaba una cita como «Art. 16, B, "
            "3»: divídela",
            most=MOST,
        )


def parts_of(phrase: Phrase) -> list[str]:
    """Write the values of a phrase as parts of an address."""
    if _is_chilean(phrase):
        return [part(value, "paragraph") for value in phrase.values]
    return [part(value, phrase.level or bare_level(value)) for value in phrase.values]


def _is_chilean(phrase: Phrase) -> bool:
    """«inciso segundo» is a paragraph; «inciso b)» isn't."""
    counted = ("number", "ordinal", "unique")
    return phrase.level == "inciso" and phrase.values[0].shape in counted


def _supposed(phrase: Phrase) -> str:
    return f"«{phrase.written}» se lee como párrafo, a la manera chilena"


def _chains(group: Sequence[Phrase]) -> list[list[Phrase]]:
    """Cut at every «y», and where a part comes beside another of its level."""
    chains = [[group[0]]]
    for before, phrase in pairwise(group):
        beside = phrase.level == before.level and phrase.before != "of"
        if phrase.before == "and" or beside:
            chains.append([])
        chains[-1].append(phrase)
    return chains


def _ordered(chain: Sequence[Phrase]) -> list[Phrase]:
    """Outermost first. «de» leads outwards; a comma inwards, where the levels allow it."""
    ordered = [chain[-1]]
    for phrase, after in zip(reversed(chain[:-1]), reversed(chain), strict=False):
        inner = after.before == "of" or _rank(phrase) > _rank(after)
        ordered.insert(ordered.index(after) + inner, phrase)
    return ordered


def _rank(phrase: Phrase) -> int:
    if _is_chilean(phrase):
        return 1
    return _RANKS[phrase.level or bare_level(phrase.values[0]) or "paragraph"]
