"""The catalogues: words by their keys, and what stands in the code by its Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tracer.errors import InputError
from tracer.messages.po import read_po

LANGUAGES = ("es", "en")


def catalogue(lang: str) -> Mapping[str, str]:
    """Give the words of one language by their keys.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    return _read(_known(lang))


def command_line_words(lang: str) -> Mapping[str, str]:
    """Give what the command line says in one language, by what stands in the code.

    What is missing there is to be said as it stands.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    return _read(f"cli_{_known(lang)}")


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise InputError(
            "no hay textos en el idioma «{lang}»; usa uno de {known}",
            lang=lang, known=", ".join(LANGUAGES),
        )  # fmt: skip
    return lang


@cache
def _read(name: str) -> Mapping[str, str]:
    # Not by importlib.resources, which takes as long to import as everything else here.
    text = Path(__file__).with_name(f"{name}.po").read_text(encoding="utf-8")
    return MappingProxyType(read_po(text))
