"""Bytes of a file and the format that its name promises."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from tracer.errors import FormatError, InputError
from tracer.files import reason


def suffix_of(path: Path) -> str:
    """Give the suffix that says the format, in lower case: ``.csv`` for ``datos.CSV.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def stem_of(path: Path) -> str:
    """Give the name without its format: ``evento`` for ``evento.md.gz``."""
    return Path(re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE)).stem


def read_bytes(path: Path) -> bytes:
    """Read a file, decompressed if its name ends in ``.gz``.

    Raises
    ------
    InputError
        If there is no such file or it can't be opened.
    FormatError
        If it is named ``.gz`` but is no complete gzip file.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"no existe el archivo {path}; revisa la ruta") from None
    except OSError as error:
        raise InputError(f"no se puede abrir {path}: {reason(error)}") from None
    if not path.name.lower().endswith(".gz"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        raise FormatError(
            f"{path.name} debería ser un archivo gzip completo y está dañado o incompleto; "
            "vuelve a copiarlo o comprímelo de nuevo"
        ) from None
