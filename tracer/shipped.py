"""Finds the data that ship with tracer: models and sample corpora."""

from __future__ import annotations

from pathlib import Path

from tracer.errors import InputError

PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Path of ``models``, ``corpora`` or ``eval``: inside an installed wheel, beside a checkout.

    Raises
    ------
    InputError
        If it is in neither place (``eval`` does not travel in the wheel).
    """
    for place in (PACKAGE / "_data" / folder, PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise InputError(
        f"no se encontró la carpeta «{folder}» de tracer; eval viene sólo con el código fuente "
        "(git clone), models y corpora también con el paquete: instala tracer de nuevo"
    )
