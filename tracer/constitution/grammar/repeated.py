"""Tables of contents without page numbers: headings that stand again where their text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracer.constitution.blocks import Block, Body
from tracer.constitution.grammar.labels import Label, read_label
from tracer.constitution.grammar.reading import nfc
from tracer.constitution.grammar.style import Style

LONGEST_ENTRY = 200
"""In code points."""
LEAST_ENTRIES = 5
"""Articles in a row without a word of text: so many are a table of contents without a title."""
REPEATED = 0.8
"""Share of them that must come again with text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block as a table of contents sees it."""

    place: int
    """Index of the block."""
    label: Label | None
    entry: bool
    """Whether it could be part of a table of contents: a label, or a few words without a stop."""


def without_repeated_headings(body: Body, style: Style) -> tuple[Block, ...]:
    """Give the blocks of `body` that belong to no table of contents.

    A table of contents either has its title («ÍNDICE»), right before a heading, and ends where its
    first heading comes again, or with the document; or it is a row of articles without text whose
    numbers come again with text.
    """
    lines = [_line(body, at, style) for at in range(len(body.blocks))]
    gone = _titled(body, lines, style) | _untitled(lines)
    return tuple(block for at, block in enumerate(body.blocks) if at not in gone)


def _line(body: Body, at: int, style: Style) -> _Line:
    block = body.blocks[at]
    raw = body.text[block.start : block.end]
    label = read_label(raw, block, style, in_transitories=False)
    rest = nfc(raw[label.length if label else 0 :]).strip()
    short = len(rest) <= LONGEST_ENTRY and rest[-1:] not in (".", ";", ":", ",")
    return _Line(at, label, short and not style.repealed.match(rest))


def _titled(body: Body, lines: Sequence[_Line], style: Style) -> set[int]:
    gone: set[int] = set()
    for line in lines:
        block = body.blocks[line.place]
        title = nfc(body.text[block.start : block.end])
        if line.place in gone or not style.contents.match(title) or title[:2].islower():
            continue
        first = lines[line.place + 1].label if line.place + 1 < len(lines) else None
        if first is not None:
            gone.update(range(line.place, _end(lines, line.place + 1)))
    return gone


def _end(lines: Sequence[_Line], start: int) -> int:
    """Index of the first block after the table of contents that begins at `start`.

    `start` itself where prose comes first, and not all headings again: the title stood alone.
    """
    first = lines[start].label
    for line in lines[start + 1 :]:
        again = (
            line.label is not None
            and first is not None
            and (line.label.level, line.label.number) == (first.level, first.number)
        )
        if again:
            return line.place
        if not line.entry:
            return line.place if _come_again(lines[start : line.place], lines) else start
    return len(lines)


def _come_again(entries: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    """Whether all headings of `entries` stand again behind them: then prose parts the two."""
    behind = lines[entries[-1].place + 1 :]
    later = {(n.label.level, n.label.number) for n in behind if n.label}
    return all((n.label.level, n.label.number) in later for n in entries if n.label)


def _untitled(lines: Sequence[_Line]) -> set[int]:
    rows = [row for row in _rows(lines) if len(_numbers(row)) >= LEAST_ENTRIES]
    in_rows = {line.place for row in rows for line in row}
    elsewhere = {
        line.label.number
        for line in lines
        if line.place not in in_rows and line.label and line.label.level == "article"
    }
    gone: set[int] = set()
    for row in rows:
        numbers = _numbers(row)
        again = sum(number in elsewhere for number in numbers)
        if again >= REPEATED * len(numbers):
            gone.update(line.place for line in row)
    return gone


def _numbers(row: Sequence[_Line]) -> list[str]:
    return [n.label.number for n in row if n.label is not None and n.label.level == "article"]


def _rows(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Stretches of headings with nothing but a line of words between them."""
    rows: list[list[_Line]] = [[]]
    for line, after in zip_longest(lines, lines[1:]):
        between = rows[-1] and after is not None and after.label is not None
        if not line.entry or (line.label is None and not between):
            rows.append([])
            continue
        article = line.label is not None and line.label.level == "article"
        if article and line.label is not None and line.label.number in _numbers(rows[-1]):
            rows.append(_behind_last_article(rows[-1]))
        rows[-1].append(line)
    return rows


def _behind_last_article(row: list[_Line]) -> list[_Line]:
    """Take the headings from `row` that begin the next one: from where a heading comes again."""
    last = max(at for at, n in enumerate(row) if n.label and n.label.level == "article")
    known = {(n.label.level, n.label.number) for n in row[:last] if n.label}
    again = [
        at
        for at, n in enumerate(row)
        if at > last and n.label and (n.label.level, n.label.number) in known
    ]
    start = again[0] if again else last + 1
    taken = row[start:]
    del row[start:]
    return taken
