"""Names under which people may come in: none that others could take for another."""

from __future__ import annotations

import re
import unicodedata

from tracer.audit.workbook import SETTLED
from tracer.text import one_line

LONGEST_NAME = 60
BOOK = "codificacion_"
"""Beginning of the names of an audit's workbooks: like `SETTLED`, no person's."""
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing; other invisible characters have a category of their own."""


def name_of(typed: str) -> str:
    """Give a name as it is kept: NFC, single spaces. Empty where it can't be anybody's."""
    name = one_line(typed)
    plain = _plain(name)
    if len(name) > LONGEST_NAME or not any(c.isalpha() for c in plain):
        return ""
    if _UNSEEN.search(name) or any(unicodedata.category(c).startswith("C") for c in name):
        return ""
    return "" if plain == SETTLED or plain.startswith(BOOK) else name


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but capitals and the like."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return one_line(unicodedata.normalize("NFKC", name)).casefold()
