"""Files opened with care: what they really are, how much of them there is."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from tracer.errors import FormatError, InputError, Phrase
from tracer.files import reason

LARGEST_WHOLE: Final = 200_000_000
"""Bytes of a file that has to be in memory as a whole (JSON, documents)."""
LARGEST_BOOK: Final = 4_000_000_000
"""Bytes that the parts of a workbook may unpack to."""
UNPACKED_FREELY: Final = 50_000_000
"""Bytes up to which nobody asks how well they were packed."""
STEEPEST: Final = 200
"""Times that packed bytes may grow: tables of text grow 3 to 30 times."""
_PIECE = 1 << 20

_GZIP = b"\x1f\x8b"
_BOOK = re.compile(rb"PK\x03\x04")
_KINDS = (
    (re.compile(rb"PAR1"), Phrase("es una tabla Parquet; dale la extensión .parquet")),
    (re.compile(rb"\s{0,64}%PDF-"), Phrase("es un PDF; exporta su tabla a .xlsx o .csv")),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        Phrase(
            "es un libro antiguo de Excel (.xls); ábrelo y guárdalo como «Libro de Excel (.xlsx)»"
        ),
    ),
    (
        re.compile(rb"\s{0,64}\{\\rtf"),
        Phrase("es un documento RTF; guarda su tabla como .xlsx o .csv"),
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s{0,256}<(?:!doctype|html|head|meta|table|\?xml)\b", re.I),
        Phrase(
            "es una página HTML o un XML; ábrelo en Excel y guárdalo como «Libro de Excel (.xlsx)»"
        ),
    ),
)


def suffix_of(path: Path) -> str:
    """Give the suffix that says the format, in lower case: ``.csv`` for ``datos.CSV.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def stem_of(path: Path) -> str:
    """Give the name without its format: ``evento`` for ``evento.md.gz``."""
    return Path(re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE)).stem


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading, decompressed if its name ends in ``.gz``.

    Raises
    ------
    InputError
        If there is no such file or it can't be read.
    FormatError
        If it is named ``.gz`` but is no complete gzip file, or unpacks to far more than a table of
        texts does.
    """
    try:
        with path.open("rb") as file:
            yield BufferedReader(_Unpacked(path, file)) if _is_packed(path) else file
    except FileNotFoundError:
        raise InputError("no existe el archivo {path}; revisa la ruta", path=path) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise FormatError(
            "{name} debería ser un archivo gzip completo y está dañado o incompleto; vuelve a "
            "copiarlo o comprímelo de nuevo",
            name=path.name,
        ) from None
    except OSError as error:
        raise InputError(
            "no se puede abrir {path}: {reason}", path=path, reason=reason(error)
        ) from None


def read_bytes(path: Path, *, most: int = LARGEST_WHOLE) -> bytes:
    """Read a whole file, decompressed if its name ends in ``.gz``.

    Raises
    ------
    InputError, FormatError
        As `opened`; also if it holds more than `most` bytes.
    """
    with opened(path) as stream:
        raw = stream.read(most + 1)
    if len(raw) > most:
        raise FormatError(
            "{name} tiene más de {most} MB y su formato obliga a leerlo de una vez; guárdalo como "
            ".csv, .jsonl o .parquet sin comprimir, o sepáralo",
            name=path.name, most=most // 1_000_000,
        )  # fmt: skip
    return raw


def refuse_other_kinds(path: Path, start: bytes) -> None:
    """Refuse what is no text although its name says so.

    Raises
    ------
    FormatError
        Saying what the file is, and what to do.
    """
    found = next((told for pattern, told in _KINDS if pattern.match(start)), None)
    if _BOOK.match(start):
        book = b"xl/" in start or b"[Content_Types]" in start
        found = (
            Phrase("es un libro de Excel; dale la extensión .xlsx")
            if book
            else Phrase("es un archivo comprimido (zip); descomprímelo")
        )
    if start.startswith(_GZIP):
        found = (
            Phrase("es un archivo gzip; está comprimido dos veces: descomprímelo una")
            if _is_packed(path)
            else Phrase("es un archivo gzip; dale la extensión .gz")
        )
    if found:
        raise FormatError(
            "{name} no es lo que dice su nombre: {found}", name=path.name, found=found
        )


def _is_packed(path: Path) -> bool:
    return path.name.lower().endswith(".gz")


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, refused where so much comes of so little that it is no table."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._unpacking = gzip.GzipFile(fileobj=file)
        self._given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._unpacking.read(min(len(view), _PIECE))
        view[: len(piece)] = piece
        self._given += len(piece)
        if self._given > max(UNPACKED_FREELY, STEEPEST * self._file.tell()):
            raise FormatError(
                "{name} se descomprime a más de {most} veces su tamaño, como ninguna tabla de "
                "textos; si es de fiar, descomprímelo antes",
                name=self._path.name, most=STEEPEST,
            )  # fmt: skip
        return len(piece)
