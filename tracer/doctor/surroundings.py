"""What lies around: the sample, the terminal, programs that are not needed."""

from __future__ import annotations

import locale
import shutil
import sys
from collections.abc import Iterator

from tracer.doctor.check import MISSING, NOTICE, OK, Check
from tracer.doctor.packages import AGAIN
from tracer.errors import TracerError

SIGNS = "áéíóúñ¿«»—→"
"""What tracer's messages are written with."""


def examine_surroundings() -> Iterator[Check]:
    """Look at the sample, the terminal and other programs."""
    yield _sample()
    yield _terminal()
    seen = {
        "Chromium": shutil.which("chromium") or shutil.which("google-chrome"),
        "LibreOffice": shutil.which("soffice") or shutil.which("libreoffice"),
    }
    told = ", ".join(f"{name}: {'está' if place else 'no está'}" for name, place in seen.items())
    yield Check("otros programas", OK, f"ninguno hace falta ({told})")


def _sample() -> Check:
    from tracer.process import read_process
    from tracer.shipped import shipped

    try:
        process = read_process(shipped("corpora") / "muestra" / "proceso.toml")
    except TracerError as error:
        return Check("muestra", MISSING, str(error), AGAIN)
    told = f"{len(process.sources)} fuentes y {len(process.versions)} versiones"
    return Check("muestra", OK, f"{told}; pruébala: tracer run muestra -o resultado")


def _terminal() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    where = "consola" if sys.stdout.isatty() else "no es una consola"
    told = f"{encoding}, {where}, región {'.'.join(filter(None, locale.getlocale())) or 'C'}"
    try:
        SIGNS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        advice = "pon PYTHONUTF8=1 (o LANG=es_MX.UTF-8); los archivos salen bien de todos modos"
        return Check("consola", NOTICE, f"{told}; no puede mostrar {len(SIGNS)} signos", advice)
    return Check("consola", OK, told)
