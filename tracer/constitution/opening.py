"""Files opened with care: what a path leads to, what a file really is, how much of it there is."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from tracer.decoding import LOOKED_AT, missing_mark
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.files import reason

LARGEST_TEXT = 20_000_000
"""Bytes that a text may have; the longest constitution in force has about two million."""
BINARY = 0.02
"""Share of control characters from which a file is no text."""

_KINDS = (
    (re.compile(rb"\s{0,64}%PDF-"), Phrase("contiene datos binarios: es un PDF"), ".pdf"),
    (
        re.compile(rb"PK\x03\x04"),
        Phrase("contiene datos binarios: es un archivo comprimido, como los de Word"),
        ".docx",
    ),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        Phrase("contiene datos binarios: es un documento antiguo de Word (.doc)"),
        "",
    ),
    (re.compile(rb"\s{0,64}\{\\rtf"), Phrase("es un documento RTF"), ""),
    (
        re.compile(rb"\x1f\x8b"),
        Phrase("contiene datos binarios: es un archivo comprimido (gzip)"),
        "",
    ),
    (re.compile(rb"PAR1"), Phrase("contiene datos binarios: es una tabla Parquet"), ".parquet"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def refuse_unreadable(path: Path) -> None:
    """Make sure that `path` leads to a file that can be read and isn't empty.

    Raises
    ------
    FormatError
        If it leads to a folder, a device or nowhere, or may not be read.
    EmptyInputError
        If the file has no bytes.
    """
    try:
        if path.is_dir():
            raise FormatError("{path} es una carpeta; indica un archivo dentro de ella", path=path)
        if not path.is_file():
            raise FormatError("{path}: {why}", path=path, why=_why_absent(path))
        with path.open("rb") as file:
            start = file.read(1)
    except OSError as error:
        raise FormatError(
            "{path} no se puede leer: {reason}", path=path, reason=reason(error)
        ) from error
    if not start:
        raise EmptyInputError("{name} está vacío (0 bytes); vuelve a descargarlo", name=path.name)


def _why_absent(path: Path) -> Phrase:
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Phrase(
                "es un enlace que lleva a sí mismo; indica el archivo al que debería llevar"
            )
        if path.is_symlink():
            return Phrase("es un enlace a un archivo que ya no existe; revisa adónde lleva")
        return Phrase("no existe ese archivo; revisa la ruta")
    return Phrase("no es un archivo corriente; guarda su contenido en uno e indícalo")


def text_bytes(path: Path) -> bytes:
    """Give the bytes of a text file; one in UTF-16 without its mark is given the mark.

    Raises
    ------
    FormatError
        If the file is of another kind, holds binary data, or is far too large for a text.
    """
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise FormatError(
            "{name} ocupa {size} MB y se aceptan textos de hasta {largest} MB; separa el "
            "documento que interesa",
            name=path.name, size=size // 1_000_000, largest=LARGEST_TEXT // 1_000_000,
        )  # fmt: skip
    raw = path.read_bytes()
    start = raw[:LOOKED_AT]
    for pattern, kind, suffix in _KINDS:
        if pattern.match(start):
            advice = (
                Phrase("dale su extensión ({suffix})", suffix=suffix)
                if suffix
                else Phrase("conviértelo a .docx o .txt")
            )
            raise FormatError(
                "{name}: se esperaba texto y {kind}; {advice}",
                name=path.name, kind=kind, advice=advice,
            )  # fmt: skip
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw
    if mark := missing_mark(start):
        return mark + raw
    if b"\0" in start or len(_CONTROL.findall(start)) > BINARY * len(start):
        raise FormatError(
            "{name}: se esperaba texto y contiene datos binarios; si es un PDF o un DOCX, dale su "
            "extensión",
            name=path.name,
        )
    return raw
