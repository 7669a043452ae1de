"""Pieces of a TOML file: quoted texts, lists, comments that nothing can break out of."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from tracer.cells import visible

WIDTH = 96
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f]')


def quoted(text: str) -> str:
    """Write a text as TOML's basic string."""
    return '"' + _UNSAFE.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char, f"\\u{ord(char):04X}")


def listed(texts: Iterable[str]) -> str:
    """Write texts as a list on one line."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


def comment(text: str) -> list[str]:
    """Write a text as lines of comment."""
    return [f"# {line}" for line in textwrap.wrap(shown(text), WIDTH, break_on_hyphens=False)]


def shown(text: str) -> str:
    """Bring what came from a file to one line without control characters."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def assigned(key: str, value: str) -> str:
    """Write ``key = value``, the value being TOML already."""
    return f"{key} = {value}"


def off(lines: Sequence[str]) -> list[str]:
    """Comment lines out, so that taking the mark away puts them in force."""
    return [line if line.startswith("#") else f"# {line}".rstrip() for line in lines]
