"""Spanish numbering: Roman numerals, ordinal words, the letters of lists, and bis, ter, quáter."""

from __future__ import annotations

import re
import unicodedata

LETTERS = "abcdefghijklmnñopqrstuvwxyz"
SUFFIXES = (
    "bis", "ter", "quáter", "quinquies", "quintus", "sexies", "septies", "octies", "nonies",
    "decies", "undecies", "duodecies",
)  # fmt: skip
"""What tells numbers apart that were put in later, in their order."""

_ROMAN_SHAPE = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_UNITS = {
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5,
    "sexto": 6, "septimo": 7, "octavo": 8, "noveno": 9, "nono": 9,
}  # fmt: skip
_WHOLE = {"undecimo": 11, "duodecimo": 12, "decimo": 10}
_TENS = {
    "decimo": 10, "vigesimo": 20, "trigesimo": 30, "cuadragesimo": 40, "quincuagesimo": 50,
    "sexagesimo": 60, "septuagesimo": 70, "octogesimo": 80, "nonagesimo": 90,
}  # fmt: skip
_STEM = (
    r"(?:primer|segund|tercer|cuart|quint|sext|s[eé]ptim|octav|noven|un?d[eé]cim|duod[eé]cim"
    r"|(?:d[eé]cim|vig[eé]sim|trig[eé]sim|cuadrag[eé]sim|quincuag[eé]sim|sexag[eé]sim"
    r"|septuag[eé]sim|octog[eé]sim|nonag[eé]sim)o?"
    r"(?:primer|segund|tercer|cuart|quint|sext|s[eé]ptim|c?tav|octav|noven)?)"
)
ORDINAL_WORD = _STEM + r"(?:[oa]s?)?"
"""One word of an ordinal, for use in a larger pattern; match it ignoring case, in NFC."""
ORDINAL = rf"{ORDINAL_WORD}(?:\s+{ORDINAL_WORD})?(?!\w)"
"""A whole ordinal, of one word or two: ``vigesimoprimera``, ``DÉCIMO PRIMERO``."""


def strip_accents(text: str) -> str:
    """Lower-case `text` and drop every accent, that of ñ as well: for looking words up only."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def roman_value(text: str) -> int | None:
    """Value of a Roman numeral in either case; None where `text` is none."""
    upper = text.upper()
    if not upper or not _ROMAN_SHAPE.match(upper):
        return None
    values = [_ROMAN_VALUES[c] for c in upper]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def roman(value: int) -> str:
    """Write `value`, at least 1, as a Roman numeral in capitals."""
    written = ""
    for worth, sign in _SIGNS:
        count, value = divmod(value, worth)
        written += sign * count
    return written


def ordinal_value(text: str) -> int | None:
    """Value of a Spanish ordinal up to 99, ``Trigésima octava`` or ``VIGESIMOPRIMERO``, or None."""
    words = [_masculine(word) for word in strip_accents(text).split()]
    if len(words) == 1:
        return _one_word(words[0])
    if len(words) == 2 and words[0] in _TENS and words[1] in _UNITS:
        return _TENS[words[0]] + _UNITS[words[1]]
    return None


def _masculine(word: str) -> str:
    return re.sub(r"(?:[oa]s|a)\Z", "o", word)


def _one_word(word: str) -> int | None:
    known = _UNITS.get(word) or _WHOLE.get(word) or _TENS.get(word)
    if known:
        return known
    for ten, value in _TENS.items():
        stem = ten[:-1]
        if word.startswith(stem):
            rest = word.removeprefix(stem)
            # «decimoctavo» shares its o with «octavo»
            unit = _UNITS.get(rest) or _UNITS.get(rest.removeprefix("o"))
            return value + unit if unit else None
    return None


def letter_value(letter: str) -> int | None:
    """Place of `letter` in the Spanish alphabet, a = 1, ñ = 15; None for anything else."""
    lower = unicodedata.normalize("NFC", letter).lower()
    return LETTERS.index(lower) + 1 if len(lower) == 1 and lower in LETTERS else None


def suffix_of(written: str) -> str:
    """The suffix as it is cited, ``quáter`` for ``QUATER``; empty for anything else."""
    plain = strip_accents(written).strip()
    return next((suffix for suffix in SUFFIXES if strip_accents(suffix) == plain), "")


def letters_value(letters: str) -> int:
    """Place of the label of an inciso, for sorting: a, b… z, then aa, bb…; i, ii… x, xi… as well.

    Letters and Roman numerals share i, v and x, which stand where they do in the alphabet.
    """
    single = letter_value(letters)
    roman_place = roman_value(letters)
    if single:
        return single * 100
    if roman_place and set(letters.lower()) <= set("ivx"):
        anchor = "i" if roman_place < 5 else "v" if roman_place < 10 else "x"
        return (letter_value(anchor) or 0) * 100 + roman_place
    if letters in ("ch", "ll"):
        return (letter_value(letters[0]) or 0) * 100 + 50
    return (len(LETTERS) + (letter_value(letters[-1]) or 0)) * 100
