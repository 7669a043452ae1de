"""Items of lists: a label counts as one only where a numbering goes on or begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracer.citation.numbering import letter_value
from tracer.constitution.grammar.labels import Label, list_labels
from tracer.constitution.grammar.reading import (
    Node,
    Reader,
    article_of_path,
    fixed_label,
    last_words,
    own_text,
)

EXACT, ANNOUNCED, BEGINS, SKIPS, STARTS_LATE, REPEATS = range(6)
"""Ways to go on with a numbering, the surest first."""
WIDEST_GAP = 10
"""Items missing in a row that a list may have: what a committee struck out."""
FARTHEST = 80
"""In blocks: how far ahead the second item of a list is looked for."""
LATEST_START = 4
"""A list whose first items were struck out may begin this late, counting from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A reading of a label, and the unit that would hold it."""

    doubt: int
    label: Label
    holder: Node


def place(reader: Reader, raw: str) -> Place | None:
    """Find the surest reading of the label at the start of `raw`; None where none fits.

    ``I.`` may be a section after H, or a fraction: that which goes on with a numbering wins,
    unless the words before it announce a list with a colon.
    """
    article = article_of_path(reader)
    if article is None:
        return None
    labels = list_labels(raw, reader.style)
    named = next((label for label in labels if label.level in ("proviso", "paragraph")), None)
    if named is not None:  # «PARÁGRAFO 2.» says by itself what it is, and is the article's own
        return Place(EXACT, named, article)
    behind = [p for label in labels for p in _behind(reader, raw, label, article)]
    places = [p for label in labels for p in _places(reader, label, article)]
    surest = min(behind or places, key=lambda p: p.doubt, default=None)
    return _roman(reader, surest, places) or surest


def _roman(reader: Reader, surest: Place | None, places: list[Place]) -> Place | None:
    """«I.» after H, where «II.» comes next: the first item of a list, and no ninth letter."""
    if surest is None or surest.label.value != letter_value("i"):
        return None
    firsts = (p for p in places if p.label.value == 1 and _comes_second(reader, p.label))
    return next(firsts, None)


def begins_list(reader: Reader, raw: str, holder: Node) -> Place | None:
    """Find the first item of a list right behind the label of `holder`.

    Only where the second one comes further on, before the next article.
    """
    for label in list_labels(raw, reader.style):
        fits = label.level != "section" or holder.level == "article"
        first = label.value == 1 and not label.suffix and not label.upto
        own = holder.label is not None and (holder.label.level, holder.label.shape)
        if not (first and fits and own != (label.level, label.shape)):
            continue
        if article_of_path(reader) is not None and _comes_second(reader, label):
            return Place(EXACT, label, holder)
    return None


def _comes_second(reader: Reader, first: Label) -> bool:
    for block in reader.blocks[reader.at + 1 :][:FARTHEST]:
        raw = own_text(reader, block)
        if fixed_label(reader, block) is not None:
            return False
        for label in list_labels(raw, reader.style):
            if (label.level, label.shape, label.value) == (first.level, first.shape, 2):
                return True
            if (label.level, label.shape, label.value) == (first.level, first.shape, 1):
                return False
    return False


def _behind(reader: Reader, raw: str, outer: Label, article: Node) -> list[Place]:
    """«3. e)» after d): an editor numbered the line anew, and the item goes on behind."""
    found = []
    for label in list_labels(raw[outer.length :], reader.style):
        if label.value > 1 and label.level != outer.level:
            whole = replace(label, length=outer.length + label.length)
            found += [p for p in _places(reader, whole, article) if p.doubt == EXACT]
    return found


def _places(reader: Reader, label: Label, article: Node) -> list[Place]:
    announced = last_words(reader) == ":"
    inner = reader.path[reader.path.index(article) :]
    found = []
    for node in reversed(inner):
        last = node.lists.get((label.level, label.shape))
        if last is None or last.label is None:
            continue
        step = label.value - last.label.value
        if step == 1 or (step == 0 and label.suffix != last.label.suffix):
            found.append(Place(ANNOUNCED if announced else EXACT, label, node))
        elif 1 < step <= WIDEST_GAP and last_words(reader) in ".;:)":
            found.append(Place(SKIPS, label, node))
        elif step == 0 or (-WIDEST_GAP <= step < 0 and not _is_taken(reader, node, label)):
            found.append(Place(REPEATS, label, node))
    return found + _new_list(reader, label, article, announced)


def _is_taken(reader: Reader, holder: Node, label: Label) -> bool:
    return any(
        n.parent is holder and n.label is not None and n.label.number == label.number
        for n in reader.nodes
    )


def _new_list(reader: Reader, label: Label, article: Node, announced: bool) -> list[Place]:
    innermost = reader.path[-1]
    key = (label.level, label.shape)
    if label.level == "section":
        fits = label.value == 1 and key not in article.lists and article.level == "article"
        return [Place(BEGINS, label, article)] if fits else []
    if label.value == 1 and not label.suffix:
        if label.number == "i" and not announced and not _comes_second(reader, label):
            return []  # the letter i, out of its order
        under_its_like = any((n.level, n.label.shape) == key for n in reader.path if n.label)
        if announced:
            return [Place(EXACT, label, innermost)]
        return [] if under_its_like else [Place(BEGINS, label, innermost)]
    if announced and label.value <= LATEST_START:
        return [Place(STARTS_LATE, label, innermost)]
    return []
