"""Words as they were before they were set: hyphens at the ends of lines, lost spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tracer.constitution.pdf.lines import HYPHEN

OFTEN = 2
"""Times that either word must stand by itself for two run into one to be parted."""

_WORD = re.compile(r"\w+")
_CUT = re.compile(rf"\w+(?:{HYPHEN}|-(?=\s))\s?\w*")
_LAST = re.compile(r"\w{0,60}\Z")
_FIRST = re.compile(r"\s?(\w*)")
_RUN_TOGETHER = re.compile(
    r"\b[^\W\d_]{1,40}[a-záéíóúñü][A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2}[^\W\d_]{0,40}\b"
)
_CAPITAL = re.compile(r"(?<=[a-záéíóúñü])(?=[A-ZÁÉÍÓÚÑ])")


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """Count the words of a document, in lower case, but for those cut at the end of a line."""
    return Counter(_WORD.findall(_CUT.sub(" ", " ".join(lines).lower())))


def prose(lines: Sequence[str], words: Counter[str]) -> str:
    """Join the lines of a paragraph by spaces, the words cut at their ends made whole.

    A hyphen at the end of a line goes where the joined word is used elsewhere in the document, or
    where its parts are not; a capital within a word begins another where both are used.

    Parameters
    ----------
    lines : sequence of str
    words : Counter
        The `vocabulary` of the document.
    """
    text = lines[0]
    for line in lines[1:]:
        if text.endswith(HYPHEN):
            text += line
        elif re.search(r"\w-\Z", text) and line[:1].islower():
            text = text[:-1] + HYPHEN + line
        else:
            text += " " + line
    return _parted(_dehyphened(text, words), words)


def _dehyphened(text: str, words: Counter[str]) -> str:
    whole, *rest = text.split(HYPHEN)
    for piece in rest:
        before, after = _LAST.search(whole), _FIRST.match(piece)
        first = before.group() if before else ""
        second = after.group(1) if after else ""
        known_apart = words[first.lower()] and words[second.lower()]
        joined = words[(first + second).lower()] or not known_apart
        whole += ("" if joined else "-") + piece.removeprefix(" ")
    return whole


def _parted(text: str, words: Counter[str]) -> str:
    def part(found: re.Match[str]) -> str:
        parts = _CAPITAL.split(found.group())
        used = min(words[part.lower()] for part in parts)
        rarely = words[found.group().lower()] < used
        return " ".join(parts) if used >= OFTEN and rarely else found.group()

    return _RUN_TOGETHER.sub(part, text)
