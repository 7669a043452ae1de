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
    beside = Path.cwd() / folder if (Path.cwd() / "tracer" / "shipped.py").is_file() else None
    for place in (PACKAGE / "_data" / folder, PACKAGE.parent / folder, beside):
        if place is not None and place.is_dir():
            return place
    raise InputError(
        f"no se encontró la carpeta «{folder}» de tracer; models y corpora vienen con el paquete "
        "(instala tracer de nuevo), eval sólo con el código fuente: corre la orden dentro de su "
        "carpeta"
    )
