"""The words of an element as lines, whatever stands in it: nothing unknown is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tracer.constitution.akoma.characters import collapse, named
from tracer.constitution.akoma.names import BLOCKS, LEFT_OUT, LINES, SPACE, local


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    text: str
    exact: bool = False
    """Its white space is meant, as ``xml:space="preserve"`` says."""


@dataclass(slots=True)
class _Flow:
    """Lines done, and the one being put together."""

    done: list[Line] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    number: str = ""
    """Of an item: it stands before the first line that follows."""


def lines_of(element: Any) -> list[Line]:
    """Give the text of `element`, a line for each block, with the numbers of items before them."""
    flow = _Flow()
    _take_block(flow, element)
    if flow.number:
        flow.done.append(Line(flow.number))
    return flow.done


def line_of(element: Any) -> str:
    """Give the text of a number or heading as one line."""
    lines = lines_of(element)
    if len(lines) == 1 and lines[0].exact:
        return lines[0].text
    return collapse(" ".join(line.text for line in lines))


def trimmed(lines: Sequence[Line]) -> list[str]:
    """Drop the empty lines before and after the words, but for those that are meant."""
    says = [at for at, line in enumerate(lines) if line.text or line.exact]
    return [line.text for line in lines[says[0] : says[-1] + 1]] if says else []


def _is_exact(element: Any) -> bool:
    kept = next((e.get(SPACE) for e in _upwards(element) if e.get(SPACE)), "")
    return bool(kept == "preserve")


def _upwards(element: Any) -> list[Any]:
    return [element, *element.iterancestors()]


def _take(flow: _Flow, element: Any, *, exact: bool) -> None:
    """Add what `element` holds: its own text, and its children in order."""
    before = len(flow.done)
    flow.loose.append(element.text or "")
    for child in element:
        name = local(child)
        if name == "num":
            _flush(flow, exact=False)
            flow.number = f"{flow.number} {line_of(child)}".strip()
        elif name in BLOCKS:
            _flush(flow, exact=exact)
            _take_block(flow, child)
        elif name == "br":
            _flush(flow, exact=exact)
        elif name and name not in LEFT_OUT:
            flow.loose.append(_sign(child, name))
            _take(flow, child, exact=exact)
        flow.loose.append(child.tail or "")
    if local(element) in LINES and len(flow.done) == before:
        _end_line(flow, exact=exact)


def _take_block(flow: _Flow, block: Any) -> None:
    exact = local(block) in LINES and _is_exact(block)
    _take(flow, block, exact=exact)
    _flush(flow, exact=exact)


def _sign(element: Any, name: str) -> str:
    """What an empty element stands for: the end of a printed line, a character XML can't hold."""
    if name == "marker":
        return named(element.get("name", ""))
    return " " if name in ("eol", "eop") and not element.get("breakAt") else ""


def _flush(flow: _Flow, *, exact: bool) -> None:
    """End the line being put together, if it says anything."""
    text = "".join(flow.loose)
    if collapse(text) or (exact and text):
        _end_line(flow, exact=exact)
    flow.loose.clear()


def _end_line(flow: _Flow, *, exact: bool) -> None:
    text = "".join(flow.loose)
    text = text if exact else collapse(text)
    flow.loose.clear()
    before, flow.number = flow.number, ""
    flow.done.append(Line(f"{before} {text}".strip() if before else text, exact))
