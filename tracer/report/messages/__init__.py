"""Every word that a report shows, in Spanish and English, under the same keys."""

from __future__ import annotations

from collections.abc import Mapping

from tracer.errors import InputError
from tracer.report.messages.en import EN
from tracer.report.messages.es import ES

__all__ = ["CATALOGUES", "EN", "ES", "catalogue"]

CATALOGUES: Mapping[str, Mapping[str, str]] = {"es": ES, "en": EN}


def catalogue(lang: str) -> Mapping[str, str]:
    """Give the words of one language.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    if lang not in CATALOGUES:
        raise InputError(f"no hay textos en el idioma «{lang}»; usa uno de {', '.join(CATALOGUES)}")
    return CATALOGUES[lang]
