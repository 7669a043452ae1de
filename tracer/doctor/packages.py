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

PACKAGE = Path(__file__).resolve().parents[1]
AGAIN = "instala tracer de nuevo (pipx reinstall tracer, o pip install --force-reinstall tracer)"
_MODULES = {
    "scikit-learn": "sklearn", "python-docx": "docx", "python-multipart": "python_multipart",
    "vl-convert-python": "vl_convert", "sentence-transformers": "sentence_transformers",
}  # fmt: skip
"""Packages whose module has another name than theirs, dashes apart."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*([^;]*)")


def examine_packages() -> Iterator[Check]:
    """Look at tracer, Python and every package that tracer names."""
    yield Check("tracer", OK, f"{__version__}, en {PACKAGE}")
    yield _python()
    wanted = requirements()
    found = [_package(name, versions) for name, versions in wanted]
    wrong = [check for check in found if check.status != OK]
    yield from wrong
    if not wanted:
        yield Check("paquetes", NOTICE, "no se sabe cuáles pide tracer", AGAIN)
    listed = ", ".join(check.found for check in found if check.status == OK)
    yield Check("paquetes", OK, f"{len(found) - len(wrong)} de {len(found)} en orden: {listed}")


def _python() -> Check:
    bits = struct.calcsize("P") * 8
    told = f"{platform.python_version()} de {bits} bits, {platform.platform()}, {sys.executable}"
    if bits < 64:
        return Check("Python", MISSING, told, "instala un Python de 64 bits")
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
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, MISSING, f"no está instalado (se pide {name}{versions})", AGAIN)
    if not is_present(name):
        return Check(name, MISSING, f"{version} está anotado, pero su código no está", AGAIN)
    if not _accepted(version, versions):
        return Check(name, NOTICE, f"{version}, y se pide {name}{versions}", AGAIN)
    return Check(name, OK, f"{name} {version}")


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
