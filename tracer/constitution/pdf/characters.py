"""Characters that fonts hide: ligatures, accents set apart, signs of private use."""

from __future__ import annotations

import re
import unicodedata

from tracer.constitution.pdf.lines import HYPHEN

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_HYPHENS = {"\ufffe": HYPHEN, "\u00ad": HYPHEN}
_INVISIBLE = dict.fromkeys(
    [*range(2), *range(3, 9), *range(14, 32), 127, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFF]
)
_SYMBOLS = {0xF000 + code: chr(code) for code in range(0x20, 0x7F)}
_BULLETS = {code: "•" for code in (0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF06C, 0xF06E, 0xF076, 0xF0FC)}
_TABLE: dict[int, str | None] = {
    **{ord(sign): letters for sign, letters in (_LIGATURES | _HYPHENS).items()},
    **_INVISIBLE, **_SYMBOLS, **_BULLETS,
}  # fmt: skip
_UNUSUAL = re.compile(
    r"[\0-\x1f\x7f\u00a8\u00ad\u00b4\u02c6\u02dc\u200b-\u200f\u2060\ue000-\uffff]"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ACCENTS = {"´": "\u0301", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302"}
# before a capital not in «D´Artigues», where it stands for an apostrophe
_APART = re.compile(r"([´¨˜ˆ])\s?([a-zı])|(?<!\b[A-Za-z])([´¨˜ˆ])([A-Z])")


def repaired(text: str) -> str:
    """Give `text` with the characters that a reader of the page sees.

    Ligatures become letters, a symbol font's private codes the signs they stand for (others are
    dropped), an accent printed before its letter goes onto it, and soft hyphens become `HYPHEN`.
    Accents that are combining characters already stay as they are.
    """
    if not _UNUSUAL.search(text):
        return text
    shown = _PRIVATE.sub("", text.translate(_TABLE))
    return _APART.sub(_accented, shown)


def _accented(found: re.Match[str]) -> str:
    accent, letter = found[1] or found[3], (found[2] or found[4]).replace("ı", "i")
    whole = unicodedata.normalize("NFC", letter + _ACCENTS[accent])
    return whole if len(whole) == 1 else found[0]
