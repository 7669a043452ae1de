"""Which language the command line speaks, and what it says in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from tracer.errors import Phrase
from tracer.messages import LANGUAGES, command_line_words

_SPOKEN = ContextVar("spoken", default=LANGUAGES[0])


def said(text: str, /, **figures: object) -> str:
    """Say in the language spoken what stands in the code, its gaps filled with `figures`.

    Parameters
    ----------
    text : str
        In Spanish, the key of its English in ``cli_en.po``; what has none is said as it stands.
        A `Phrase` brings its own figures.
    **figures
        Fill ``{name}``. Without any, braces are left alone. A `Phrase` is put into the language
        spoken.
    """
    if isinstance(text, Phrase):
        return said(text.template, **text.figures)
    words = command_line_words(_SPOKEN.get()).get(text, text)
    if not figures:
        return words
    return words.format(**{name: _put(value) for name, value in figures.items()})


def _put(figure: object) -> object:
    return said(figure) if isinstance(figure, Phrase) else figure


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
