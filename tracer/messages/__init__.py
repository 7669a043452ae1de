"""Every word that people see, in Spanish and English, in gettext's PO format for translators.

Report, workbook, memo and review desk: ``es.po`` and ``en.po``, one under the same keys as the
other. The command line: what the code says stands in the code, in Spanish, and is the key of its
English in ``cli_en.po``; ``cli_es.po`` has the Spanish of argparse's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tracer.errors import InputError
from tracer.messages.po import read_po

__all__ = ["LANGUAGES", "catalogue", "command_line_words"]

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
