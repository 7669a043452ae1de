"""Titles, chapters and the like: which is within which, and which only says where an article is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from tracer.citation.address import Address
from tracer.citation.phrase import Phrase
from tracer.citation.reading import FIRST, HOLDERS, Reading, begin
from tracer.citation.values import count


def take_larger(reading: Reading, at: int) -> int:
    """Take titles, chapters and the like, and put them within each other."""
    group, end = [reading.phrases[at]], at + 1
    while end < len(reading.phrases) and _nests(group, reading.phrases[end]):
        group.append(reading.phrases[end])
        end += 1
    current = reading.current
    if group[0].before == "of" and current is not None and current.kind in FIRST:
        _place_within(reading, group)
        return end
    if len(group) > 1 and _is_inner_first(group):
        group.reverse()
    within = None
    in_region = current is not None and current.kind in ("transitories", "decree")
    if in_region and group[0].before == "comma" and group[0].level != "decree":
        within, reading.current = current, None
    for values in product(*(phrase.values for phrase in group)):
        address = within
        for phrase, value in zip(group, values, strict=True):
            address = Address(phrase.level, (count(value),), address)
        if address is not None:
            begin(reading, address)
    return end


def _nests(group: Sequence[Phrase], phrase: Phrase) -> bool:
    """Whether a larger unit goes on from those before it: all outermost first, or all last."""
    if phrase.level not in HOLDERS or group[0].level not in HOLDERS:
        return False
    if phrase.before not in ("", "comma", "of"):
        return False
    ranks = [HOLDERS.index(p.level) for p in (*group, phrase)]
    if ranks == sorted(set(ranks)) and phrase.before != "of":
        return True
    return ranks == sorted(set(ranks), reverse=True) or _titles_in_chapters([*group, phrase])


def _is_inner_first(group: Sequence[Phrase]) -> bool:
    ranks = [HOLDERS.index(p.level) for p in group]
    return ranks[0] > ranks[-1] and not _titles_in_chapters(group)


def _titles_in_chapters(group: Sequence[Phrase]) -> bool:
    """«Cap. 7, Tít. 2», as the canonical form has it where a draft puts titles within chapters."""
    levels = [phrase.level for phrase in group]
    begins = levels[:2] == ["chapter", "title"] and group[0].text.lower().startswith("cap.")
    return begins and group[1].before == "comma" and levels[2:] in ([], ["division"])


def _place_within(reading: Reading, group: Sequence[Phrase]) -> None:
    """«artículo 5 del Título II»: articles are numbered through; a decree numbers its own."""
    current, last = reading.current, group[-1]
    if current is not None and last.level == "decree" and current.kind == "transitory":
        decree = Address("decree", (count(last.values[0]),))
        reading.current = Address(current.kind, current.parts, decree)
        return
    written = ", ".join(phrase.written for phrase in group)
    reading.result.assumed.append(f"«{written}» sólo dice dónde está {current}")
