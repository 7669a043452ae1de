"""The packages that tracer needs: which are there, in which version."""

from __future__ import annotations

import platform
import re
import struct
import sys
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

from tracer import __version__
from tracer.doctor.check import MISSING, NOTICE, OK, Check
from tracer.errors import Phrase, chained

PACKAGE = Path(__file__).resolve().parents[1]
AGAIN = Phrase(
    "instala tracer de nuevo (pipx reinstall tracer, o pip install --force-reinstall tracer)"
)
_MODULES = {
    "scikit-learn": "sklearn", "python-docx": "docx", "python-multipart": "python_multipart",
    "vl-convert-python": "vl_convert", "sentence-transformers": "sentence_transformers",
}  # fmt: skip
"""Packages whose module has another name than theirs, dashes apart."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*([^;]*)")


def examine_packages() -> Iterator[Check]:
    """Look at tracer, Python and every package that tracer names."""
    yield Check("tracer", OK, Phrase("{version}, en {place}", version=__version__, place=PACKAGE))
    yield _python()
    wanted = requirements()
    found = [_package(name, versions) for name, versions in wanted]
    wrong = [check for check in found if check.status != OK]
    yield from wrong
    if not wanted:
        yield Check("paquetes", NOTICE, Phrase("no se sabe cuáles pide tracer"), AGAIN)
    told = Phrase(
        "{right} de {all} en orden: {listed}",
        right=len(found) - len(wrong),
        all=len(found),
        listed=chained(check.found for check in found if check.status == OK),
    )
    yield Check("paquetes", OK, told)


def _python() -> Check:
    bits = struct.calcsize("P") * 8
    told = Phrase(
        "{version} de {bits} bits, {system}, {place}",
        version=platform.python_version(), bits=bits, system=platform.platform(),
        place=sys.executable,
    )  # fmt: skip
    if bits < 64:
        return Check("Python", MISSING, told, Phrase("instala un Python de 64 bits"))
    return Check("Python", OK, told)


def requirements() -> list[tuple[str, str]]:
    """Name and accepted versions of the packages that tracer needs, extras left out.

    Beside a source checkout they are those of its pyproject.toml: what is installed may be another
    tracer.
    """
    beside = PACKAGE.parent / "pyproject.toml"
    if beside.is_file():
        import tomllib

        lines = tomllib.loads(beside.read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        try:
            lines = metadata.requires("tracer") or []
        except metadata.PackageNotFoundError:
            lines = []
    needed = [line for line in lines if "extra ==" not in line]
    found = [match for line in needed if (match := _REQUIREMENT.match(line))]
    return [(match[1], match[2].strip()) for match in found]


def module_of(name: str) -> str:
    """Name of the module that a package brings."""
    return _MODULES.get(name, name.replace("-", "_"))


def _package(name: str, versions: str) -> Check:
    wanted = f"{name}{versions}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        absent = Phrase("no está instalado (se pide {wanted})", wanted=wanted)
        return Check(name, MISSING, absent, AGAIN)
    if not is_present(name):
        bare = Phrase("{version} está anotado, pero su código no está", version=version)
        return Check(name, MISSING, bare, AGAIN)
    if not _accepted(version, versions):
        other = Phrase("{version}, y se pide {wanted}", version=version, wanted=wanted)
        return Check(name, NOTICE, other, AGAIN)
    return Check(name, OK, Phrase("{name} {version}", name=name, version=version))


def is_present(name: str) -> bool:
    """Tell whether the code of a package can be found; it isn't loaded."""
    try:
        return util.find_spec(module_of(name)) is not None
    except (ImportError, ValueError):
        return False


def _accepted(version: str, versions: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet

        return SpecifierSet(versions).contains(version, prereleases=True)
    except Exception:  # without that package, or with a version of its own kind: not our concern
        return True
