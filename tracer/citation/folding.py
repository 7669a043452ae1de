"""Text as the patterns of citations see it, with the way back to what was written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TILDE = "\u0303"
_SIGNS = {
    "º": "°", "˚": "°", "ª": "ª",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u2212": "-", "\ufe58": "-", "\ufe63": "-", "\uff0d": "-", "№": "n°",
}  # fmt: skip
_LOOKALIKES = dict(zip("АВЕКМНОРСТУХІаеорсухі", "ABEKMHOPCTYXIaeopcyxi", strict=True))
"""Cyrillic letters that can't be told from Latin ones: the published table has one."""
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, odd dashes or runs of white space; case and ñ are kept."""

    text: str
    offsets: tuple[int, ...]
    """Where in the raw text each code point comes from, and then the length of the raw text."""
    raw: str

    def written(self, start: int, end: int) -> str:
        """The raw words of ``text[start:end]``, in NFC and with single spaces: for showing."""
        words = self.raw[self.offsets[start] : self.offsets[end]].split()
        return unicodedata.normalize("NFC", " ".join(words))


def fold(text: str) -> Folded:
    """Fold `text` for matching: NFC or NFD, NBSP, dashes and accents make no difference."""
    kept: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        if char == _TILDE and kept and kept[-1] in "nN":
            kept[-1] = "ñ" if kept[-1] == "n" else "Ñ"
            continue
        for plain in _folded(char):
            if plain == " " and kept and kept[-1] == " ":
                continue
            kept.append(plain)
            offsets.append(index)
    return Folded("".join(kept), (*offsets, len(text)), text)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char.isspace():
        return " "
    if char in _INVISIBLE:
        return ""
    if char in _SIGNS or char in _LOOKALIKES:
        return _SIGNS.get(char) or _LOOKALIKES[char]
    if char in "ñÑ":
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    decomposed = unicodedata.normalize("NFD", char)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
