"""What stands in the code, in Spanish, put into another language."""

from __future__ import annotations

from tracer.errors import Phrase
from tracer.messages.catalogues import command_line_words


def translated(text: str, lang: str, /, **figures: object) -> str:
    """Say in a language what stands in the code, its gaps filled with `figures`.

    Parameters
    ----------
    text : str
        In Spanish, the key of its English in ``cli_en.po``; what has none is said as it stands.
        A `Phrase` brings its own figures.
    lang : str
        One of `LANGUAGES`.
    **figures
        Fill ``{name}``. Without any, braces are left alone. A `Phrase` is put into the language
        too.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    if isinstance(text, Phrase):
        return translated(text.template, lang, **text.figures)
    words = command_line_words(lang).get(text, text)
    if not figures:
        return words
    return words.format(**{name: _put(value, lang) for name, value in figures.items()})


def _put(figure: object, lang: str) -> object:
    return translated(figure, lang) if isinstance(figure, Phrase) else figure
