"""Putting bytes in their place: whole or not at all.

A file appears under its name only when it is complete: it is written beside its place under a
temporary name, flushed to disk and renamed.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tracer.errors import OutputError, Phrase

_REASONS = {
    errno.EACCES: Phrase("falta permiso; revisa quién es dueño del archivo o de la carpeta"),
    errno.EPERM: Phrase("falta permiso; revisa quién es dueño del archivo o de la carpeta"),
    errno.EROFS: Phrase("el disco es de sólo lectura; indica otra carpeta"),
    errno.ENOSPC: Phrase("no queda espacio en el disco; libera espacio o indica otra carpeta"),
    errno.EDQUOT: Phrase("se agotó la cuota de disco; libera espacio o indica otra carpeta"),
    errno.EFBIG: Phrase(
        "el archivo pasa del tamaño permitido; revisa el límite o indica otra carpeta"
    ),
    errno.EIO: Phrase("el disco falla al leer o escribir; revísalo o indica otra carpeta"),
    errno.EBUSY: Phrase("otro programa lo tiene abierto; ciérralo ahí y repite la orden"),
    errno.EMFILE: Phrase(
        "hay demasiados archivos abiertos; cierra otros programas y repite la orden"
    ),
    errno.EISDIR: Phrase("es una carpeta; indica un archivo dentro de ella"),
    errno.ENOTDIR: Phrase("una parte de la ruta es un archivo, no una carpeta; revisa la ruta"),
    errno.EEXIST: Phrase("ya hay un archivo con ese nombre; indica otro"),
    errno.ENOENT: Phrase("no existe; revisa la ruta"),
    errno.ENAMETOOLONG: Phrase("el nombre es demasiado largo; indica uno más corto"),
}


def reason(error: OSError) -> str:
    """Say in Spanish why the system refused, and what to do; in its own words where unusual."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@contextmanager
def replacing(path: Path | str) -> Iterator[BinaryIO]:
    """Open a binary stream whose content takes the place of `path` once it is complete.

    A link is followed; a device or pipe is written to directly. If anything fails, whatever stood
    at `path` stays untouched.

    Raises
    ------
    OutputError
        If the folder is missing, `path` is a folder, or the disk refuses.
    """
    place = Path(path).resolve()
    if place.is_dir():
        raise OutputError("{path} es una carpeta; indica un archivo dentro de ella", path=path)
    if not place.parent.is_dir():
        raise OutputError(
            "no existe la carpeta {folder}; créala o indica otra", folder=place.parent
        )
    try:
        if place.exists() and not place.is_file():
            with place.open("wb") as stream:
                yield stream
        else:
            yield from _via_temporary(place)
    except OSError as error:
        raise OutputError(
            "no se puede escribir {path}: {reason}", path=path, reason=reason(error)
        ) from error


def _via_temporary(place: Path) -> Iterator[BinaryIO]:
    temporary = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        temporary.replace(place)
        sync_folder(place.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` reach the disk, where the system can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def target(path: Path | str) -> Iterator[BinaryIO]:
    """Open `path` as `replacing` does, or standard output where it is ``-``."""
    if str(path) == "-":
        if sys.stdout is None:
            raise OutputError("la salida estándar está cerrada; indica un archivo con -o")
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # who reads has enough
            raise
        except OSError as error:
            raise OutputError(
                "no se puede escribir la salida: {reason}", reason=reason(error)
            ) from error
    else:
        with replacing(path) as stream:
            yield stream


def write_bytes(data: bytes, path: Path | str) -> None:
    """Write `data` to `path`, whole or not at all; ``-`` is standard output."""
    with target(path) as stream:
        stream.write(data)


def write_text(text: str, path: Path | str) -> None:
    """Write `text` to `path` in UTF-8, whole or not at all; ``-`` is standard output."""
    write_bytes(text.encode("utf-8", errors="replace"), path)
