"""Characters that XML can't hold, as names that it can, and back."""

from __future__ import annotations

import re

UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may contain: most control characters, lone surrogates, U+FFFE, U+FFFF."""
BLANK = " \t\r\n"
"""White space as XML counts it; a no-break space is none."""
_RUNS = re.compile(f"[{BLANK}]+")
_NAME = re.compile(r"U\+([0-9A-F]{4})\Z")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def collapse(text: str) -> str:
    """Make every run of white space one space, and trim: how XML shows what is not preserved."""
    return _RUNS.sub(" ", text).strip(BLANK)


def name_of(char: str) -> str:
    """Name a character that XML can't hold: ``U+000C``."""
    return f"U+{ord(char):04X}"


def named(name: str) -> str:
    """Give the character that `name_of` named; nothing for any other name."""
    found = _NAME.match(name)
    return chr(int(found.group(1), 16)) if found else ""


def escape(text: str) -> str:
    """Write `text` so that an attribute can hold it, whatever characters it has."""
    return re.sub(rf"{UNFIT.pattern}|\\", lambda found: f"\\u{ord(found.group()):04x}", text)


def unescape(text: str) -> str:
    """Undo `escape`."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
