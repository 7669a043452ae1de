"""The numbers of items within an article: ``B.``, ``IV.-``, ``a)``, ``(3)``, ``Fracción IV``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracer.citation.numbering import ordinal_value, roman, roman_value, suffix_of
from tracer.text import nfc

SIGNS = " \t\u00a0.,:;()[]«»“”\"'°ºª*•·-–—"
"""What stands around a number."""
_WORDS = {
    "section": r"apartados?|apdos?\.?",
    "numeral": r"numeral|n[uú]m\.?|n[uú]mero|n[°º]",
    "fraction": r"fracci[oó]n|fracc?\.",
    "inciso": r"incisos?|inc\.?|literal|lit\.?|letra",
    "proviso": r"par[aá]grafo|par\.",
    "paragraph": r"p[aá]rrafo|p[aá]rr\.?",
}
"""Words that name the level of an item before its number."""
_ITEM = re.compile(
    r"(?P<base>\d+(?:\.\d+)*|[IVXLCDM]+|[A-ZÑ]|[a-zñ]{1,6})[°ºª]?"
    r"(?:[\s.\-–]+(?P<after>[^\W\d_]+(?:\s\d+)?|\(\d+\)))?\Z"
)


def item_of(num: str, *, hint: str, others: Sequence[str]) -> tuple[str, str] | None:
    """Read the number of an item of a list within an article.

    Parameters
    ----------
    num : str
        As printed.
    hint : str
        Level that the element's name says, or empty; decides where a letter may be Roman.
    others : sequence of str
        The numbers of its siblings, itself included: «I» beside «II» is no letter.

    Returns
    -------
    tuple of str or None
        Level, and part of the citation: ``("fraction", "frac. IV")``. None where `num` is no
        number: a dash, a dot, words.
    """
    said, core = worded(num)
    level = said or hint
    ordinal = ordinal_value(core)
    if ordinal:
        return _counted(level, str(ordinal))
    # «2. d)»: an editor numbered the line anew, and the item goes by its letter
    found = next(filter(None, map(_read, (core, *core.split()[-1:]))), None)
    if found is None:
        return None
    base, after = found
    if base[0].isdigit():
        return _counted(level, base.lstrip("0") or "0", after)
    if base.isupper() and _is_roman(base, level, others):
        return "fraction", f"frac. {base}{after}"
    if len(base) > 1 and base.isupper():
        return None
    return ("section" if base.isupper() else "inciso"), base + after


def _read(core: str) -> tuple[str, str] | None:
    """Number and what follows it, as they are cited."""
    found = _ITEM.match(core)
    after = _after(found["after"] or "") if found else None
    return (found["base"], after) if found and after is not None else None


def worded(num: str) -> tuple[str, str]:
    """The level that a word before the number names, if any, and the number without signs."""
    text = nfc(num).strip()
    for level, words in _WORDS.items():
        found = re.match(rf"(?:{words})(?:(?<=\W)|(?=\W|\d))\s*", text, re.IGNORECASE)
        if found and found.end() < len(text):
            return level, text[found.end() :].strip(SIGNS)
    return "", text.strip(SIGNS)


def _counted(level: str, number: str, after: str = "") -> tuple[str, str]:
    """The part for a number in digits, by the level that the words or the element name."""
    if level == "fraction" and number.isdigit():
        return "fraction", f"frac. {roman(int(number[:4]))}{after}"
    if level in ("paragraph", "proviso"):
        lead = "párr." if level == "paragraph" else "par."
        return level, f"{lead} {number}{after}"
    return "numeral", number + after


def _after(written: str) -> str | None:
    """What follows a number, as it is cited: `` bis``, ``-A``; None for words that don't belong."""
    word, _, count = written.partition(" ")
    if not written or written.startswith("("):
        return f" {written}" if written else ""
    if len(written) == 1 and written.isupper():
        return f"-{written}"
    suffix = suffix_of(word)
    return f" {suffix} {count}".rstrip() if suffix else None


def _is_roman(base: str, level: str, others: Sequence[str]) -> bool:
    if not roman_value(base) or level == "section":
        return False
    if level == "fraction":
        return True
    cores = [(worded(other)[1].split() or [""])[0] for other in others] or [base]
    if not all(roman_value(core) for core in cores):
        return False
    return cores[0] == "I" or any(len(core) > 1 for core in cores)
