"""Every word that people see in report, workbook, memo and review desk, in Spanish and English.

One catalogue for each language, in gettext's PO format so that translators can use their own
programs: ``es.po`` and ``en.po`` lie beside this module, under the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tracer.errors import InputError

__all__ = ["LANGUAGES", "catalogue"]

LANGUAGES = ("es", "en")


def catalogue(lang: str) -> Mapping[str, str]:
    """Give the words of one language by their keys.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    if lang not in LANGUAGES:
        raise InputError(f"no hay textos en el idioma «{lang}»; usa uno de {', '.join(LANGUAGES)}")
    return _read(lang)


@cache
def _read(lang: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    with files("tracer.messages").joinpath(f"{lang}.po").open("rb") as stream:
        found = read_po(stream, locale=lang, abort_invalid=True)
    return MappingProxyType({str(m.id): str(m.string) for m in found if m.id})
