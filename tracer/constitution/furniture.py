"""What the pages of a printed text leave in a text file: page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter

LEAST = 3
"""Page numbers in a row, and times that a running head comes back, to be taken for such."""
APART = 8
"""In lines: page numbers stand farther from each other than this, on the average."""
NEAR = 2
"""In lines that say something: how far from a page number a running head may stand."""

_NUMBER = re.compile(
    r"[-–—\[|]?\s*(?:p[áa]g(?:ina|\.)?\s*)?(\d{1,4})(?:\s*(?:de|/|\|)\s*(?:\d{1,4}|p[áa]gina))?"
    r"\s*[-–—\]|]?\Z",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\A\d{1,4}(?:\s{2,}|\s*[|–—]\s*)|(?:\s{2,}|\s*[|–—]\s*)\d{1,4}\Z")
"""A page number on the line of the running head."""


def furniture(lines: list[str]) -> frozenset[int]:
    """Places of the `lines` that belong to the page and not to the text.

    Parameters
    ----------
    lines : list of str
        All lines of the text. A form feed at the start of one begins a page.

    Returns
    -------
    frozenset of int
        0-based. Lines that hold only a number, where such numbers count pages; and lines near
        those, or near a form feed, that come back there.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    numbers = _page_numbers(lines, filled)
    breaks = [at for at in filled if at in numbers or "\f" in _gap_before(lines, at)]
    beside = [place for at in breaks for place in _around(filled, at, numbers)]
    times = Counter((_head(lines[at]), step) for at, step in beside)
    often = {key for key, n in times.items() if n >= max(LEAST, len(breaks) / 2)}
    heads = {at for at, step in beside if (_head(lines[at]), step) in often}
    return frozenset(numbers | heads)


def _page_numbers(lines: list[str], filled: list[int]) -> set[int]:
    """Lines with a number only, of the longest run in which each is one more than the last."""
    best: list[int] = []
    runs: dict[int, list[int]] = {}
    for at in filled:
        found = _NUMBER.match(lines[at].strip())
        if found:
            value = int(found.group(1))
            run = runs.get(value - 1, [])
            run = [*run, at] if run and at - run[-1] > NEAR else [at]
            runs[value] = run
            best = max(best, run, key=len)
    apart = (best[-1] - best[0]) / (len(best) - 1) if len(best) >= LEAST else 0.0
    return set(best) if apart > APART else set()


def _gap_before(lines: list[str], at: int) -> str:
    start = at
    while start and not lines[start - 1].strip():
        start -= 1
    return "\n".join(lines[start:at]) + lines[at][:1]


def _around(filled: list[int], at: int, numbers: set[int]) -> list[tuple[int, int]]:
    """Places of the lines near a page break, and how many lines from it each stands."""
    place = filled.index(at)
    near = range(max(place - NEAR, 0), min(place + NEAR + 1, len(filled)))
    return [(filled[n], n - place) for n in near if filled[n] not in numbers]


def _head(line: str) -> str:
    return _BESIDE.sub("", line.strip())
