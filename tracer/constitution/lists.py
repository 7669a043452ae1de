"""Items of lists: a label counts as one only where a numbering goes on or begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracer.constitution.labels import Label, list_labels
from tracer.constitution.reading import Node, Reader, article_of_path, last_words

EXACT, ANNOUNCED, BEGINS, SKIPS, STARTS_LATE, REPEATS = range(6)
"""Ways to go on with a numbering, the surest first."""
WIDEST_GAP = 10
"""Items missing in a row that a list may have: what a committee struck out."""
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
    behind = [p for label in labels for p in _behind(reader, raw, label, article)]
    places = [p for label in labels for p in _places(reader, label, article)]
    return min(behind or places, key=lambda p: p.doubt, default=None)


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
        under_its_like = any((n.level, n.label.shape) == key for n in reader.path if n.label)
        if announced:
            return [Place(EXACT, label, innermost)]
        return [] if under_its_like else [Place(BEGINS, label, innermost)]
    if announced and label.value <= LATEST_START:
        return [Place(STARTS_LATE, label, innermost)]
    return []
