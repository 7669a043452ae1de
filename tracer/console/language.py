"""Which language the command line speaks, and what it says in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from tracer.messages import LANGUAGES, translated

_SPOKEN = ContextVar("spoken", default=LANGUAGES[0])


def said(text: str, /, **figures: object) -> str:
    """Say in the language spoken what stands in the code, its gaps filled with `figures`.

    Parameters
    ----------
    text : str
    **figures
        As `tracer.messages.translated` takes them.
    """
    return translated(text, _SPOKEN.get(), **figures)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language, one of ``es`` and ``en``, for as long as it lasts."""
    token = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language_of(arguments: Sequence[str], preferred: str = "") -> str:
    """Tell which language is asked for, before the arguments are parsed: help is in it too.

    Parameters
    ----------
    arguments : sequence of str
        Of the command line; the last ``--lang`` counts.
    preferred : str, optional
        ``TRACER_LANG``: ``en``, ``en_US.UTF-8``…; an unknown one is no wish.
    """
    wished = [
        given.partition("=")[2] or "".join(arguments[at + 1 : at + 2])
        for at, given in enumerate(arguments)
        if given == "--lang" or given.startswith("--lang=")
    ]
    for lang in (*reversed(wished), preferred[:2].lower()):
        if lang in LANGUAGES:
            return lang
    return LANGUAGES[0]


def spoken() -> str:
    """Give the language spoken."""
    return _SPOKEN.get()
