"""What lies around: the sample, the terminal, programs that are not needed."""

from __future__ import annotations

import locale
import shutil
import sys
from collections.abc import Iterator

from tracer.doctor.check import MISSING, NOTICE, OK, Check
from tracer.doctor.packages import AGAIN
from tracer.errors import Phrase, TracerError, chained

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
    told = chained(
        Phrase("{name}: está", name=name) if place else Phrase("{name}: no está", name=name)
        for name, place in seen.items()
    )
    yield Check("otros programas", OK, Phrase("ninguno hace falta ({told})", told=told))


def _sample() -> Check:
    from tracer.process import read_process
    from tracer.shipped import shipped

    try:
        process = read_process(shipped("corpora") / "muestra" / "proceso.toml")
    except TracerError as error:
        return Check("muestra", MISSING, error.phrase, AGAIN)
    told = Phrase(
        "{sources} fuentes y {versions} versiones; pruébala: tracer run muestra -o resultado",
        sources=len(process.sources), versions=len(process.versions),
    )  # fmt: skip
    return Check("muestra", OK, told)


def _terminal() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    told = Phrase(
        "{encoding}, {where}, región {region}",
        encoding=encoding,
        where=Phrase("consola") if sys.stdout.isatty() else Phrase("no es una consola"),
        region=".".join(filter(None, locale.getlocale())) or "C",
    )
    try:
        SIGNS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        advice = Phrase(
            "pon PYTHONUTF8=1 (o LANG=es_MX.UTF-8); los archivos salen bien de todos modos"
        )
        lacking = Phrase("{told}; no puede mostrar {count} signos", told=told, count=len(SIGNS))
        return Check("consola", NOTICE, lacking, advice)
    return Check("consola", OK, told)
