"""Processor, threads, memory and disk."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tracer.doctor.check import MISSING, NOTICE, OK, Check
from tracer.errors import Phrase
from tracer.memory import GB, memory
from tracer.workers.threads import usable_threads

LITTLE_MEMORY, LITTLE_DISK = 2 * GB, 1 * GB
_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8", "asimd", "sve")
"""Of the processor: what makes matrices faster."""


def examine_machine() -> Iterator[Check]:
    """Look at processor, memory and disk."""
    yield _processor()
    yield _memory()
    yield from _disks()


def _processor() -> Check:
    info = _text("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", info, re.M)
    flags = set(re.findall(r"\w+", "".join(re.findall(r"^(?:flags|Features)\s*:.*$", info, re.M))))
    fast = ", ".join(flag for flag in _FLAGS if flag in flags)
    threads = usable_threads()
    told = Phrase(
        "{name}; {threads} hilos; {fast}",
        name=named[1].strip() if named else Phrase("sin nombre"),
        threads=threads,
        fast=fast or Phrase("no se sabe qué extensiones tiene"),
    )
    limit = os.environ.get("OMP_NUM_THREADS", "")
    if limit.isdigit() and int(limit) < threads:
        advice = Phrase("quita esa variable para usar todos, o da --threads")
        limited = Phrase("{told}; OMP_NUM_THREADS={limit} los limita", told=told, limit=limit)
        return Check("procesador", NOTICE, limited, advice)
    return Check("procesador", OK, told)


def _memory() -> Check:
    known = memory()
    if known is None:
        return Check("memoria", OK, Phrase("este sistema no la dice"))
    free, total = known.free / GB, known.total / GB
    told = Phrase("{free:.1f} GB libres de {total:.1f}", free=free, total=total)
    if known.free < LITTLE_MEMORY:
        advice = Phrase("cierra otros programas: una corrida pide unos 2 GB")
        return Check("memoria", NOTICE, told, advice)
    return Check("memoria", OK, told)


def _disks() -> Iterator[Check]:
    seen: set[int] = set()
    places = ((Phrase("aquí"), Path.cwd()), (Phrase("vectores"), _nearest(_cache())))
    for what, folder in places:
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(folder).free
        told = Phrase(
            "{free:.1f} GB libres en {folder} ({what})", free=free / GB, folder=folder, what=what
        )
        if free < LITTLE_DISK:
            status = MISSING if free < LITTLE_DISK / 10 else NOTICE
            advice = Phrase("libera espacio, o pon TRACER_CACHE en otro disco")
            yield Check("disco", status, told, advice)
        else:
            yield Check("disco", OK, told)


def _cache() -> Path:
    from tracer.encode.cache import default_cache_path

    return default_cache_path()


def _nearest(path: Path) -> Path:
    """The folder that is there, of those a path goes through."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
