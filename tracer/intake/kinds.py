"""What a file is by its first bytes, where its name promises something else or nothing."""

from __future__ import annotations

import re
from pathlib import Path

from tracer.constitution.read import ACCEPTED
from tracer.decoding import missing_mark
from tracer.errors import InputError, Phrase
from tracer.files import reason
from tracer.sources import SUFFIXES
from tracer.sources.files import suffix_of

LOOKED_AT = 65_536
_OFFICE = {b"word/": ".docx", b"xl/": ".xlsx", b"ppt/": ".pptx"}
_STREAM = "EncryptedPackage".encode("utf-16-le")
_KINDS = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP",
     Phrase("es una imagen; pásala por un programa que reconozca texto (OCR) y da el resultado")),
    (rb"7z\xbc\xaf\x27\x1c|Rar!|\x28\xb5\x2f\xfd|BZh|\xfd7zXZ",
     Phrase("es un archivo comprimido; descomprímelo y da los archivos que trae")),
    (rb"\{\\rtf", Phrase("es un documento RTF; ábrelo en Word y guárdalo como .docx")),
    (rb"ID3|OggS|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp", Phrase("es audio o video; da su transcripción")),
    (rb"SQLite format 3", Phrase("es una base de datos; exporta su tabla como .csv")),
)  # fmt: skip
_ADVICE = {
    ".xls": Phrase("es un libro de Excel antiguo; ábrelo y guárdalo como «Libro de Excel (.xlsx)»"),
    ".ods": Phrase("es una hoja de LibreOffice; guárdala como .xlsx o .csv"),
    ".doc": Phrase("es un documento de Word antiguo; ábrelo y guárdalo como .docx"),
    ".odt": Phrase("es un documento de LibreOffice; guárdalo como .docx"),
    ".pptx": Phrase("es una presentación; copia sus conclusiones en un .docx"),
    ".toml": Phrase("es un archivo de ajustes, no una entrada; quítalo de la orden"),
}

_WORDED = (".csv", ".tsv", ".jsonl", ".json", ".txt", ".md", ".html", ".htm", ".xml")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BINARY = 0.02
"""Share of control characters from which a file is no text."""


def trouble(path: Path) -> str:
    """Say in Spanish why a file can't be anything that tracer reads; nothing where it may be.

    Raises
    ------
    InputError
        If it can't be opened.
    """
    suffix, start = suffix_of(path), _start(path)
    if not start:
        return Phrase("está vacío (0 bytes); vuelve a descargarlo o quítalo de la orden")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_office(path, suffix)
    if start.startswith(b"PK\x03\x04") and suffix not in (".docx", ".xlsx"):
        return _zipped(path, suffix)
    if suffix in _ADVICE:
        return _ADVICE[suffix]
    for pattern, words in _KINDS:
        if re.match(pattern, start, re.DOTALL):
            return words
    if start.lstrip()[:5] == b"%PDF-" and suffix != ".pdf":
        return Phrase(
            "es un PDF aunque se llame «{name}»; cámbiale la extensión a .pdf", name=path.name
        )
    if suffix in _WORDED and path.suffix.lower() != ".gz" and _is_binary(start):
        return Phrase("contiene datos binarios y no texto; revisa que sea el archivo correcto")
    if suffix not in (*SUFFIXES, *ACCEPTED):
        return Phrase(
            "es de un tipo que no se lee; se esperaba un documento ({documents}) o aportaciones "
            "({tables})",
            documents=", ".join(ACCEPTED[:7]), tables=", ".join(SUFFIXES[:6]),
        )  # fmt: skip
    return ""


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LOOKED_AT)
    except OSError as error:
        raise InputError(
            "no se puede abrir {path}: {reason}", path=path, reason=reason(error)
        ) from None


def _is_binary(start: bytes) -> bool:
    zeros = start.startswith((b"\xff\xfe", b"\xfe\xff")) or missing_mark(start)  # UTF-16
    return not zeros and len(_CONTROL.findall(start)) > BINARY * len(start)


def _old_office(path: Path, suffix: str) -> str:
    """Tell an encrypted workbook, which is wrapped in the old format, from an old one."""
    if suffix not in (".xls", ".doc", ".ppt") and _STREAM in path.read_bytes():
        return Phrase(
            "está protegido con contraseña; ábrelo en Excel o Word, quita la contraseña "
            "(Archivo, Información, Proteger) y guárdalo de nuevo"
        )
    return _ADVICE.get(
        suffix, Phrase("es de un Office antiguo; ábrelo y guárdalo como .xlsx o .docx")
    )


def _zipped(path: Path, suffix: str) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return Phrase("es un archivo comprimido y está dañado; vuelve a copiarlo")
    for folder, real in _OFFICE.items():
        if "[Content_Types].xml" in names and any(n.startswith(folder.decode()) for n in names):
            if suffix == real:
                return _ADVICE.get(suffix, "")
            return Phrase("es en realidad un {real}; cámbiale la extensión a {real}", real=real)
    if suffix in _ADVICE:
        return _ADVICE[suffix]
    return Phrase(
        "es un archivo comprimido con {count} archivos; descomprímelo y da la carpeta",
        count=len(names),
    )
