"""Putting bytes in their place: whole or not at all.

A file appears under its name only when it is complete: it is written beside its place under a
temporary name, flushed to disk and renamed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tracer.errors import OutputError


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
        raise OutputError(f"{path} is a folder; name a file in it")
    if not place.parent.is_dir():
        raise OutputError(f"the folder {place.parent} does not exist; create it or name another")
    try:
        if place.exists() and not place.is_file():
            with place.open("wb") as stream:
                yield stream
        else:
            yield from _via_temporary(place)
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror or error}") from error


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
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def target(path: Path | str) -> Iterator[BinaryIO]:
    """Open `path` as `replacing` does, or standard output where it is ``-``."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
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
