"""Characters from bytes: the detection of a text's encoding, all at once or piece by piece."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, TextIO

LOOKED_AT: Final = 4096
"""Bytes at the start of a file that show what it is."""
FEWEST: Final = 4
"""Characters from which zeros in every other byte mean UTF-16: a table may hold bytes as cells."""
_PIECE = 1 << 22
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_LEADS = bytes(range(0xC2, 0xF5))
"""First bytes of UTF-8's longer characters."""
_STRAY = "tracer-windows-1252"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins like that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to turn the bytes of a text into characters."""

    name: str
    """``utf-8``, ``utf-16``, ``utf-32``, ``windows-1252`` or ``utf-8+windows-1252``."""
    codec: str
    """Python's name of it."""
    errors: str
    """What Python does with bytes that mean nothing in it."""


def decode(raw: bytes) -> tuple[str, str]:
    """Turn the bytes of a text file into characters.

    A byte order mark decides; then zeros in every other byte, for UTF-16 without its mark; then
    valid UTF-8; then Windows-1252, which Spanish Excel writes. A file that is mostly UTF-8 with a
    few stray bytes (files glued together) keeps its UTF-8, and only those bytes are read as
    Windows-1252: reading all of it so would spoil every accent.

    Returns
    -------
    text : str
        Without byte order mark.
    encoding : str
        See `Encoding.name`.
    """
    found = encoding_of(io.BytesIO(raw))
    return raw.decode(found.codec, found.errors), found.name


def encoding_of(stream: BinaryIO) -> Encoding:
    """Find the encoding of a text as `decode` does, reading it in pieces and keeping none.

    Parameters
    ----------
    stream : binary stream
        Read to its end where there is no byte order mark.
    """
    start = stream.read(_PIECE)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name, name, "replace")
    if mark := missing_mark(start[:LOOKED_AT]):
        codec = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
        return Encoding("utf-16", codec, "replace")
    # Not always utf-8-sig: piece by piece it loses a text that is the beginning of the mark.
    unicode = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    strict = codecs.getincrementaldecoder("utf-8")()
    sound, valid, stray = True, 0, 0
    for piece in _whole_lines(start, stream):
        if piece.isascii():
            continue
        if sound and _decodes(strict, piece):
            valid += len(piece) - len(piece.translate(None, _LEADS))
            continue
        sound = False
        valid += len(_MULTIBYTE.findall(piece))
        stray += len(_HIGH.findall(_MULTIBYTE.sub(b"", piece)))
    if sound and not strict.getstate()[0]:
        return Encoding("utf-8", unicode, "strict")
    if valid > stray:
        return Encoding("utf-8+windows-1252", unicode, _STRAY)
    # Five bytes have no meaning in Windows-1252; they become the replacement character.
    return Encoding("windows-1252", "cp1252", "replace")


def as_text(stream: BinaryIO, encoding: Encoding) -> TextIO:
    """Read a binary stream as text, line breaks as they stand."""
    return io.TextIOWrapper(stream, encoding.codec, encoding.errors, newline="")


def missing_mark(start: bytes) -> bytes:
    """The byte order mark of a text in UTF-16 that lacks it: every other byte is mostly zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) / 2
    if half < FEWEST:
        return b""
    if odd > 0.7 * half and even < 0.1 * half:
        return codecs.BOM_UTF16_LE
    if even > 0.7 * half and odd < 0.1 * half:
        return codecs.BOM_UTF16_BE
    return b""


def _whole_lines(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Give pieces that end with a line where they can, so that no character is cut in two."""
    rest = start
    while piece := stream.read(_PIECE):
        rest += piece
        if cut := rest.rfind(b"\n") + 1:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > 8 * _PIECE:
            yield rest
            rest = b""
    yield rest


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # One byte at a time, as a sequence that breaks off may be followed by a sound one.
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _stray)
