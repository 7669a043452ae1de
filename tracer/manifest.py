"""What a run was made from and what it made: enough to make it again and to see what differs."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import tracer
from tracer.files import write_text
from tracer.text import linguistic_pipeline

VERSION_OF = (
    "bm25s", "hdbscan", "networkit", "numpy", "openvino", "pypdfium2", "rapidfuzz",
    "scikit-learn", "scipy", "simplemma", "spacy", "tokenizers",
)  # fmt: skip
"""Packages whose version can move a number."""
COMPILED = (".pyc", ".pyo")
DATA = "_data"
"""Where a wheel keeps models and corpora: those are told by their own checksums."""


def sha256_of(path: Path) -> str:
    """Checksum of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def described(paths: Iterable[Path]) -> list[dict[str, object]]:
    """Name, size in bytes and checksum of each file; of a folder, of the files in it."""
    files = [
        file
        for path in paths
        for file in (
            [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        )
    ]
    return [
        {"name": file.name, "bytes": file.stat().st_size, "sha256": sha256_of(file)}
        for file in files
    ]


def versions() -> dict[str, str]:
    """Version of tracer, of Python, and of every package that can move a number."""
    found = {"tracer": metadata.version("tracer"), "python": platform.python_version()}
    for name in VERSION_OF:
        found[name] = metadata.version(name)
    return found | {"spacy_pipeline": linguistic_pipeline()}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Checksum of every file of the package: runs with the same one were made by one engine."""
    package, digest = Path(tracer.__file__).parent, hashlib.sha256()
    own = (p for p in package.rglob("*") if p.is_file() and p.suffix not in COMPILED)
    for path in sorted(own, key=lambda path: path.relative_to(package).as_posix()):
        if DATA not in path.parts:
            name = path.relative_to(package).as_posix()
            content = path.read_bytes().replace(b"\r\n", b"\n")  # git on Windows
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def write_manifest(manifest: Mapping[str, object], path: Path) -> None:
    """Write `manifest` as JSON, keys in the order given."""
    write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", path)
