"""The address of a unit just met: numbered through the text, within another, or by counting."""

from __future__ import annotations

from tracer.citation.address import Address, part_level
from tracer.citation.numbering import LETTERS, roman
from tracer.constitution.grammar.labels import Label
from tracer.constitution.grammar.reading import Node, Reader

_WITHIN = ("book", "title", "chapter", "division")
"""Levels whose numbering begins anew in each larger unit."""


def address_of(reader: Reader, label: Label, parent: Node | None) -> Address:
    """Give the address of a unit with a fixed place."""
    if label.level == "transitories":
        return _region(reader, label)
    if label.level in ("motives", "preamble"):
        return Address(label.level)
    if label.level in ("transitory", "disposition"):
        if label.kind:
            return Address("disposition", (f"{label.kind} {label.number or 'único'}",))
        decree = parent.address if parent and parent.address.kind == "decree" else None
        return Address("transitory", (label.number,), decree)
    within = parent.address if parent and label.level in _WITHIN else None
    number = label.number or _count_unnumbered(reader, label.level, parent)
    return Address(label.level, (number,), within)


def address_of_item(label: Label, holder: Node) -> Address:
    """Give the address of an item of a list, of a parágrafo, or of a labelled paragraph."""
    return below(holder, _part(label, holder))


def below(holder: Node, part: str) -> Address:
    """The address of what `holder` holds under `part`."""
    address = holder.address
    return Address(address.kind, (*address.parts, part), address.within)


def number_of(value: int, level: str) -> str:
    """Write the number of a unit of `level`, at least 1, as it is cited."""
    if level == "fraction":
        return roman(value)
    if level == "inciso" and value <= len(LETTERS):
        return LETTERS[value - 1]
    return str(value)


def _region(reader: Reader, label: Label) -> Address:
    if label.kind:
        return Address("division", (_count_unnumbered(reader, "division", None),))
    reader.regions += 1
    first = reader.regions == 1
    return Address("transitories") if first else Address("decree", (str(reader.regions),))


def _part(label: Label, holder: Node) -> str:
    if label.level == "fraction":
        return f"frac. {label.number}"
    if label.level == "paragraph":
        return f"párr. {label.value or label.number}"
    if label.level == "proviso":
        return "par. " + " ".join(filter(None, [label.kind, _after_kind(label)]))
    levels = [part_level(part) for part in holder.address.parts[1:]]
    nested = label.level == "numeral" and "numeral" in levels
    return f"{label.number})" if nested else label.number


def _after_kind(label: Label) -> str:
    return "" if label.kind and label.number == "único" else label.number


def _count_unnumbered(reader: Reader, level: str, parent: Node | None) -> str:
    key = (id(parent), level)
    used = {n.address.parts for n in reader.nodes if n.parent is parent and n.level == level}
    count = reader.unnumbered.get(key, 0) + 1
    while (str(count),) in used:
        count += 1
    reader.unnumbered[key] = count
    return str(count)
