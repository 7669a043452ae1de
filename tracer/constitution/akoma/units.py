"""From elements to provisions: numbers and headings open them, contents fill them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracer.citation.address import Address
from tracer.constitution.akoma.characters import collapse, unescape
from tracer.constitution.akoma.kinds import TRANSITORY, Kind, basic_element, kind_of, name_says
from tracer.constitution.akoma.lines import Line, line_of, lines_of, trimmed
from tracer.constitution.akoma.names import (
    ANNEXES,
    BLOCKS,
    FRONT,
    LARGER,
    LEFT_OUT,
    SMALLER,
    local,
    own,
)
from tracer.constitution.akoma.pages import page_of, pages_of
from tracer.constitution.akoma.reading import Found, Reading, article_above, write
from tracer.constitution.grammar.style import Style
from tracer.errors import Phrase
from tracer.records import Issue

_HEADS = ("num", "heading", "subheading")
SHOWN = 60
"""Code points of a text that an issue shows."""


def read_elements(root: Any, *, style: Style) -> Reading:
    """Read the provisions of a document, in its order, with its whole text."""
    reading = Reading(style, basic_element(root), pages_of(root))
    _walk(reading, root, None)
    return reading


def _walk(reading: Reading, element: Any, holder: Found | None) -> None:
    """Read what stands within `element`, a stray text between its children included."""
    _add(reading, [Line(collapse(element.text or ""))], holder)
    for child in element:
        if local(child) not in _HEADS:
            _visit(reading, child, holder)
        _add(reading, [Line(collapse(child.tail or ""))], holder)


def _visit(reading: Reading, element: Any, holder: Found | None) -> None:
    name = local(element)
    if not name or name in LEFT_OUT:
        return
    reading.line = element.sourceline
    if name in FRONT:
        for line in trimmed(lines_of(element)):
            write(reading, line)
    elif name == "preamble":
        _preamble(reading, element)
    elif name in LARGER or name in SMALLER:
        _unit(reading, element, holder)
    elif name in BLOCKS:
        _flow(reading, element, holder)
    elif name in ANNEXES and _heads(element):
        _unit(reading, element, holder)
    else:
        _walk(reading, element, holder)


def _preamble(reading: Reading, element: Any) -> None:
    """The preamble is one provision, unless its containers name several."""
    parts: list[tuple[Any, str, list[Line]]] = []
    for child in element:
        level = name_says(child)
        if level in ("preamble", "motives"):
            parts.append((child, level, []))
        elif not parts:
            parts.append((element, "preamble", []))
        parts[-1][2].extend(lines_of(child))
    for part, level, lines in parts:
        kind = Kind(level, str(Address(level)))
        _add(reading, lines, _open(reading, part, kind, "", "", None))


def _unit(reading: Reading, element: Any, holder: Found | None) -> None:
    num, heading = _head(element, ("num",)), _head(element, ("heading", "subheading"))
    kind = kind_of(reading, element, num, heading, holder)
    if kind is None and element.get(own("citation")) is not None:
        kind = Kind("article", "")
    if kind is not None:
        _walk(reading, element, _open(reading, element, kind, num, heading, holder))
    elif _has_items(element) or any(local(below) in (*LARGER, *SMALLER) for below in element):
        _add(reading, [Line(" ".join(filter(None, (num, heading))))], holder)
        _walk(reading, element, holder)
    else:
        _add(reading, lines_of(element), holder)


def _heads(element: Any) -> bool:
    return any(local(child) in _HEADS for child in element)


def _head(element: Any, names: Sequence[str]) -> str:
    parts = [line_of(child) for child in element if local(child) in names]
    return " ".join(parts) if len(parts) != 1 else parts[0]


def _open(
    reading: Reading, element: Any, kind: Kind, num: str, heading: str, holder: Found | None
) -> Found:
    """Begin a provision, with its number and heading as a line of the text."""
    for above in (holder, *reading.found[-1:]):
        if above is not None:
            above.followed = True
    printed = " ".join(piece for piece in (num, heading) if piece)
    here = reading.length
    opens, start = write(reading, printed + "\n") if printed else (here, here)
    page = page_of(element, reading.pages)
    found = Found(
        element=element,
        level=_own(element, "level") or kind.level,
        citation=_unique(reading, _own(element, "citation") or kind.citation, page),
        parent=holder,
        heading=" ".join(filter(None, (kind.rest, heading))).rstrip(".").strip(),
        page=page,
        line=element.sourceline,
        opens=opens,
        start=start,
        end=start,
    )
    found.repealed = element.get("status") == "removed"
    found.region = kind.region
    reading.regions += kind.region == TRANSITORY
    reading.found.append(found)
    return found


def _own(element: Any, name: str) -> str:
    """What one of tracer's own attributes says; empty where it isn't there."""
    return unescape(element.get(own(name), ""))


def _unique(reading: Reading, citation: str, page: int | None) -> str:
    """`citation`, or ``Art. 5 (2)`` where the document has an Article 5 already."""
    unique, times = citation, 1
    while unique in reading.used:
        times += 1
        unique = f"{citation} ({times})"
    if times > 1:
        message = Phrase(
            "«{citation}» aparece {times} veces; la última se cita «{unique}»",
            citation=citation, times=times, unique=unique,
        )  # fmt: skip
        reading.issues.append(Issue("number-repeated", message, line=reading.line, page=page))
    reading.used.add(unique)
    return unique


def _flow(reading: Reading, element: Any, holder: Found | None) -> None:
    """Add the text of a block; numbered items of its lists are provisions within an article."""
    if article_above(holder) is None or not _has_items(element):
        _add(reading, lines_of(element), holder)
        return
    _add(reading, [Line(collapse(element.text or ""))], holder)
    for child in element:
        if local(child) == "item":
            _item(reading, child, holder)
        elif local(child) not in _HEADS:
            _visit(reading, child, holder)
        _add(reading, [Line(collapse(child.tail or ""))], holder)


def _has_items(element: Any) -> bool:
    """Whether `element` holds items of lists, other than those of a text that it quotes."""
    return any(
        local(child) == "item" or (local(child) in _CARRIERS and _has_items(child))
        for child in element
    )


_CARRIERS = (
    "blockList", "blockContainer", "tblock", "content", "intro", "wrapUp", "container", "foreign",
    "div",
)  # fmt: skip


def _item(reading: Reading, element: Any, holder: Found | None) -> None:
    num, heading = _head(element, ("num",)), _head(element, ("heading", "subheading"))
    kind = kind_of(reading, element, num, heading, holder)
    if kind is None:
        _add(reading, lines_of(element), holder)
        return
    found = _open(reading, element, kind, num, heading, holder)
    for child in element:
        if local(child) not in _HEADS:
            _visit(reading, child, found)


def _add(reading: Reading, lines: Sequence[Line], holder: Found | None) -> None:
    """Add `lines` to the own words of `holder`, or as a paragraph of its own after its lists."""
    kept = trimmed(lines)
    if not kept:
        return
    text = "\n".join(kept)
    if holder is None:
        _outside(reading, text)
        return
    if holder.followed:
        holder = _paragraph(reading, holder)
    start, end = write(reading, text)
    holder.start = holder.start if holder.begun else start
    holder.end, holder.begun = end, True
    holder.paragraphs += sum(1 for line in kept if line)


def _paragraph(reading: Reading, holder: Found) -> Found:
    """A provision for words that come after a list: ``Art. 52, 6, párr. 2``."""
    last = reading.found[-1]
    if last.element is None and last.parent is holder and not last.followed:
        return last
    last.followed = True
    holder.paragraphs += 1
    citation = _unique(reading, f"{holder.citation}, párr. {holder.paragraphs}", holder.page)
    here = reading.length
    found = Found(
        element=None,
        level="paragraph",
        citation=citation,
        parent=holder,
        heading="",
        page=holder.page,
        line=reading.line,
        opens=here,
        start=here,
        end=here,
    )
    reading.found.append(found)
    return found


def _outside(reading: Reading, text: str) -> None:
    write(reading, text)
    shown = collapse(text)[:SHOWN]
    message = Phrase(
        "«{shown}…» no está en ningún artículo ni título; no es parte de ninguna disposición",
        shown=shown,
    )
    reading.issues.append(Issue("text-outside", message, line=reading.line))
