"""Which files are meant by the files and folders that were given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracer.constitution.read import ACCEPTED
from tracer.errors import InputError
from tracer.sources import SUFFIXES
from tracer.sources.files import suffix_of

MOST = 200
"""Files that a process is made of, at most."""
_RUN = "manifest.json"
"""What marks the folder of a run, which is a result and no input."""

_ABOUT = re.compile(r"(?:readme|leeme|l[eé]ame|licen[cs]e|licencia)\b", re.IGNORECASE)


def gather(given: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """List the files that are meant.

    Returns
    -------
    named, found : tuple of Path
        Those that were given by name, and those in the folders given, at any depth, in the order
        of their names. Each file once; hidden files, Office's lock files, finished runs and what
        is of no kind that tracer reads are passed over in folders.

    Raises
    ------
    InputError
        If something given isn't there, or there are more than `MOST` files.
    """
    for path in given:
        if not path.exists():
            raise InputError("no existe {path}; revisa la ruta", path=path)
    named = [path for path in given if not path.is_dir()]
    inside = [path for folder in given if folder.is_dir() for path in _walk(folder)]
    seen = {path.resolve() for path in named}
    found = {path.resolve(): path for path in inside if path.resolve() not in seen}
    if len(named) + len(found) > MOST:
        raise InputError(
            "son {count} archivos y se esperaban a lo más {most}; indica los del proceso, o la "
            "carpeta en que sólo están ellos",
            count=len(named) + len(found), most=MOST,
        )  # fmt: skip
    unique = {path.resolve(): path for path in named}
    return tuple(unique.values()), tuple(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    if any(entry.name == _RUN for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or _ABOUT.match(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() and suffix_of(entry) in (*SUFFIXES, *ACCEPTED, ".xls", ".ods", ".doc"):
            yield entry
