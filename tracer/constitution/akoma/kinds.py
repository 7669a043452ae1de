"""What an element is: its level and its own part of the citation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from tracer.citation.address import Address, part_level
from tracer.constitution.akoma.items import item_of
from tracer.constitution.akoma.lines import line_of
from tracer.constitution.akoma.names import ANNEXES, BASIC, LARGER, NAMED, SMALLER, local, unquoted
from tracer.constitution.akoma.numbers import Number, number_of
from tracer.constitution.akoma.reading import (
    ARTICLES,
    Found,
    Reading,
    article_above,
    chain,
    region_above,
)
from tracer.text import fold

CONTAINERS = ("part", "book", "title", "chapter", "division")
WITHIN = ("book", "title", "chapter", "division")
"""Levels whose numbering begins anew in each larger unit."""
TRANSITORY = "transitoria"
REGIONS = ("transitories", "preamble", "motives")


@dataclass(frozen=True, slots=True)
class Kind:
    """What an element was taken for."""

    level: str
    citation: str
    """Before twins are told apart."""
    rest: str = ""
    """Words on the line of the number that belong to the heading."""
    region: str = ""
    """See `tracer.constitution.akoma.reading.Found`."""


def name_says(element: Any) -> str:
    """Level that the ``name`` of a generic element says, if it is a known one."""
    if local(element) not in ("hcontainer", "container"):
        return ""
    letters = "".join(c for c in fold(element.get("name", "")) if c.isalnum())
    return NAMED.get(letters, "")


def basic_element(root: Any) -> str:
    """Name of the element that the articles of a document are: ``article``, or ``section``…"""
    names = {local(element) for element in unquoted(root)}
    return next((name for name in (*BASIC, *SMALLER) if name in names), "article")


def kind_of(
    reading: Reading, element: Any, num: str, heading: str, holder: Found | None
) -> Kind | None:
    """Tell what a hierarchical `element` is; None where it is only a wrapper of its text."""
    if article_above(holder) is not None:
        return _within_article(reading, element, num, holder)
    level, region = _level(reading, element, num, heading, holder)
    if level == "":
        return None
    if level == "provision":
        return Kind("article", num or "disposición")
    if level in REGIONS:
        return _region(reading, level, region)
    number = number_of(
        num, level=level, style=reading.style, in_transitories=region_above(holder) is not None
    )
    if not number.number:
        number = replace(number, number=_number_of_id(element))
    return Kind(level, _fixed(reading, level, number, holder), number.rest)


def _number_of_id(element: Any) -> str:
    """The number that an identifier bears, ``art_12``, for an element without one of its own."""
    found = re.search(r"(?<!nn)_(\d{1,4})\Z", element.get("eId") or element.get("id") or "")
    return found.group(1) if found and local(element) in BASIC else ""


def _level(
    reading: Reading, element: Any, num: str, heading: str, holder: Found | None
) -> tuple[str, str]:
    """Level of what stands in no article, and which final provisions it holds if it does.

    The level is empty for what is neither an article nor holds any.
    """
    name, said = local(element), name_says(element)
    holds = _holds_articles(reading, element)
    printed = _printed(reading, num, "" if name == reading.basic and not holds else heading, holder)
    if said in (*REGIONS, "provision"):
        return said, TRANSITORY if said == "transitories" else ""
    if printed.level in REGIONS and (not printed.kind or _holds_final(reading, element)):
        return printed.level, printed.kind or TRANSITORY
    in_region = region_above(holder) is not None
    if _is_article(reading, element, printed, holds=holds):
        goes_on = not in_region or _goes_on(reading, num)
        return "article" if goes_on else "transitory", ""
    if name == "transitional":
        return ("transitories", TRANSITORY) if _holds_units(element) else ("transitory", "")
    if said in CONTAINERS or name in LARGER or holds or name in ("section", *ANNEXES):
        own = said if said in CONTAINERS else LARGER.get(name, "division")
        return (printed.level if printed.level in CONTAINERS else own), ""
    return ("transitory" if in_region and num else ""), ""


def _printed(reading: Reading, num: str, heading: str, holder: Found | None) -> Number:
    """What the printed words say; «DISPOSICIONES TRANSITORIAS» may stand in either place."""
    region = region_above(holder) is not None
    for words in (num, heading, f"{num} {heading}".strip()):
        found = number_of(words, level="", style=reading.style, in_transitories=region)
        if found.level in REGIONS and found.rest in ("", words):
            return found
        if words == num and found.level:
            return found
    return Number()


def _is_article(reading: Reading, element: Any, printed: Number, *, holds: bool) -> bool:
    if name_says(element) in ("article", "transitory"):
        return True
    if holds or name_says(element):
        return False
    name = local(element)
    if printed.level in CONTAINERS and name != "article":
        return False
    return name == reading.basic or printed.level == "article"


def _holds_final(reading: Reading, element: Any) -> bool:
    """«Disposiciones finales» hold provisions numbered in words; «generales» may hold articles."""
    nums = (line_of(below) for below in unquoted(element) if local(below) == "num")
    inner = next((num for num in nums if num != _num_of(element)), "")
    found = number_of(inner, level="", style=reading.style, in_transitories=True)
    return found.level in ("transitory", "disposition")


def _num_of(element: Any) -> str:
    return next((line_of(child) for child in element if local(child) == "num"), "")


def _goes_on(reading: Reading, num: str) -> bool:
    """Whether the numbering of the articles goes on among the final provisions."""
    last = next((one for one in reversed(reading.found) if one.level in ARTICLES), None)
    if last is None or last.level != "article":
        return False
    found = number_of(num, level="article", style=reading.style, in_transitories=False)
    before = re.fullmatch(r"Art\. (\d+)", last.citation)
    return before is not None and found.number == str(int(before.group(1)) + 1) != "1"


def _holds_articles(reading: Reading, element: Any) -> bool:
    return any(
        local(below) == reading.basic or name_says(below) in ("article", "transitory")
        for below in unquoted(element)
    )


def _holds_units(element: Any) -> bool:
    return any(local(below) in (*LARGER, *SMALLER) for below in element)


def _region(reading: Reading, level: str, region: str) -> Kind:
    if level != "transitories":
        return Kind(level, str(Address(level)))
    if region != TRANSITORY:
        address = Address("division", (_count(reading, "division", None),))
    elif reading.regions == 0:
        address = Address("transitories")
    else:
        address = Address("decree", (str(reading.regions + 1),))
    return Kind(level, str(address), region=region)


def _fixed(reading: Reading, level: str, number: Number, holder: Found | None) -> str:
    """Citation of a unit with a fixed place: numbered through the text, or within another."""
    if level == "transitory":
        return _final(reading, number, holder)
    within = holder.citation if holder and level in WITHIN else ""
    own = str(Address(level, (number.number or _count(reading, level, holder),)))
    return f"{within}, {own}" if within else own


def _final(reading: Reading, number: Number, holder: Found | None) -> str:
    """Citation of a transitory, additional or other final provision."""
    region = region_above(holder)
    kind = number.kind or (region.region if region else TRANSITORY)
    if kind != TRANSITORY:
        return str(Address("disposition", (f"{kind} {number.number or 'único'}",)))
    own = str(Address("transitory", (number.number or _count(reading, "transitory", holder),)))
    is_first = region is None or region.citation == str(Address("transitories"))
    return own if is_first or region is None else f"{region.citation}, {own}"


def _count(reading: Reading, level: str, holder: Found | None) -> str:
    """Place among the units of the same level and holder that bear no number either."""
    key = (holder, level)
    reading.unnumbered[key] = reading.unnumbered.get(key, 0) + 1
    return str(reading.unnumbered[key])


def _within_article(reading: Reading, element: Any, num: str, holder: Found | None) -> Kind | None:
    if holder is None:
        return None
    said = name_says(element)
    if said == "provision":
        return Kind("paragraph", num or f"{holder.citation}, disposición")
    if said == "paragraph" and not num:
        return Kind("paragraph", f"{holder.citation}, párr. {holder.paragraphs + 1}")
    if local(element) == "article" or said == "article":
        number = number_of(num, level="article", style=reading.style, in_transitories=False)
        return Kind("article", _fixed(reading, "article", number, None), number.rest)
    item = item_of(num, hint=said, others=_siblings(element)) if num else None
    if item is None:
        return None
    part = item[1]
    if item[0] == "numeral" and any(one.level == "numeral" for one in chain(holder)):
        part = f"{part})"
    level = part_level(part)
    return Kind("paragraph" if level == "other" else level, f"{holder.citation}, {part}")


def _siblings(element: Any) -> list[str]:
    """Numbers of the elements beside `element` that are of its name, itself included."""
    above = element.getparent()
    alike = [element] if above is None else list(above)
    tag, name = element.tag, element.get("name")
    return [
        line_of(num)
        for other in alike
        if other.tag == tag and other.get("name") == name
        for num in other
        if local(num) == "num"
    ]
