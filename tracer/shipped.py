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
        "no se encontró la carpeta «{folder}» de tracer; models y corpora vienen con el paquete "
        "(instala tracer de nuevo), eval sólo con el código fuente: corre la orden dentro de su "
        "carpeta",
        folder=folder,
    )


def sample_path(name: str = "proceso.toml") -> Path:
    """Path of a file of the sample process that ships with tracer.

    An invented city: every text was written for the project.

    Parameters
    ----------
    name : str, default="proceso.toml"
        ``proceso.toml``, ``peticiones.csv``, ``encuesta.csv``, ``comentarios.json``,
        ``eventos.md``, ``estatuto.md``, ``borrador.md`` or ``final.md``.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        If the sample has no such file.

    Examples
    --------
    >>> from tracer import sample_path
    >>> sample_path("peticiones.csv").is_file()
    True
    """
    folder = shipped("corpora") / "muestra"
    path = folder / name
    if not path.is_file():
        there = ", ".join(sorted(p.name for p in folder.iterdir()))
        raise InputError("la muestra no tiene «{name}»; tiene {there}", name=name, there=there)
    return path
