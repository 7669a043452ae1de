"""Terminals that can't show everything: what they lack is written with what they have."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper

PLAIN = {
    "→": "->", "…": "...", "«": '"', "»": '"', "“": '"', "”": '"', "—": "-", "–": "-", "·": "-",
    "≥": ">=", "≤": "<=", "×": "x", "¿": "", "¡": "", "−": "-",
}  # fmt: skip
"""What stands for a character where it can't be written."""
_HANDLER = "tracer.plain"


@contextmanager
def plain_streams() -> Iterator[None]:
    """Make both streams write something readable for what their encoding lacks, and never fail."""
    codecs.register_error(_HANDLER, _plainly)
    with ExitStack() as before:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper) and stream.errors != _HANDLER:
                before.callback(_restore, stream, stream.errors)
                stream.reconfigure(errors=_HANDLER)
        yield


def _restore(stream: TextIOWrapper, errors: str | None) -> None:
    if not stream.closed:
        stream.reconfigure(errors=errors)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_plain(character) for character in lacking), error.end


def _plain(character: str) -> str:
    if character in PLAIN:
        return PLAIN[character]
    base = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return base or character.encode("ascii", "backslashreplace").decode()
