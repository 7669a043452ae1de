"""Characters from bytes: the detection of a text file's encoding."""

from __future__ import annotations

import re

_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_PARKED = re.compile("[\udc80-\udcff]")


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
