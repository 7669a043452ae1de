"""Bytes and characters of a file: decompression and the detection of its encoding."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from tracer.errors import FormatError, InputError

_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_PARKED = re.compile("[\udc80-\udcff]")


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
        raise InputError(f"no se puede abrir {path}: {error.strerror}; revisa permisos") from None
    if not path.name.lower().endswith(".gz"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        raise FormatError(
            f"{path.name} debería ser un archivo gzip completo y está dañado o incompleto; "
            "vuelve a copiarlo o comprímelo de nuevo"
        ) from None


def decode(raw: bytes) -> tuple[str, str]:
    """Turn the bytes of a text file into characters.

    A byte order mark decides; then valid UTF-8; then Windows-1252, which Spanish Excel writes.
    A file that is mostly UTF-8 with a few stray bytes (files glued together) keeps its UTF-8, and
    only those bytes are read as Windows-1252: reading all of it so would spoil every accent.

    Returns
    -------
    text : str
        Without byte order mark.
    encoding : str
        ``utf-8``, ``utf-16``, ``windows-1252`` or ``utf-8+windows-1252``.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    valid = len(_MULTIBYTE.findall(raw))
    stray = len(_HIGH.findall(_MULTIBYTE.sub(b"", raw)))
    if valid > stray:
        return _decode_mixed(raw.removeprefix(b"\xef\xbb\xbf")), "utf-8+windows-1252"
    return _windows(raw), "windows-1252"


def _windows(raw: bytes) -> str:
    # Five bytes have no meaning in Windows-1252; they become the replacement character.
    return raw.decode("cp1252", errors="replace")


def _decode_mixed(raw: bytes) -> str:
    # surrogateescape parks byte 0xNN at U+DCNN, which valid UTF-8 can't contain.
    text = raw.decode("utf-8", errors="surrogateescape")
    return _PARKED.sub(lambda found: _windows(bytes([ord(found.group()) & 0xFF])), text)
