"""A finished run as an audit reads it: its tables, checked against its manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracer.manifest import sha256_of, versions
from tracer.run_files import check_tables, check_unchanged, read_manifest, read_rows

TABLES: Mapping[str, tuple[str, ...]] = {
    "contributions": ("contribution_id", "channel", "text", "weight"),
    "provisions": (
        "version", "citation", "level", "parent", "heading", "text", "text_hash", "reforms",
    ),
    "links": (
        "version", "contribution_id", "rank", "citation", "confidence", "strength",
    ),
    "members": ("contribution_id", "theme_id"),
    "lineage": (
        "old_version", "new_version", "level", "old_citation", "new_citation", "fate", "old_text",
        "nearest",
    ),
}  # fmt: skip
"""What every audit reads of a run: columns of each table."""
EVIDENCE = ("evidence_contribution", "evidence_provision")
HASH = ("text_hash",)
"""Columns of links that some audits read besides: of a large run they are most of its memory."""


@dataclass(frozen=True, slots=True)
class AuditedRun:
    """The tables of a run, as rows."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    """By name: see `tracer.tables`."""

    @property
    def draft(self) -> str:
        """Name of the first version; empty where there is only one."""
        names = self.manifest["versions_of_the_text"]
        return names[0] if len(names) > 1 else ""

    @property
    def final(self) -> str:
        """Name of the last version."""
        return str(self.manifest["versions_of_the_text"][-1])


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that isn't as the manifest says."""

    kind: str
    """``output``, ``input`` or ``version``."""
    name: str
    expected: str
    found: str
    """Empty where it is missing."""


def read_run(folder: Path, *, also: tuple[str, ...] = ()) -> AuditedRun:
    """Read a run folder.

    Parameters
    ----------
    folder : Path
    also : tuple of str
        Further columns of its links: `EVIDENCE`, `HASH`.

    Raises
    ------
    InputError
        If it is none, or a table of it is missing.
    FormatError
        If a table can't be read, or isn't the one that the run wrote.
    """
    manifest = read_manifest(folder)
    check_tables(folder, manifest, tuple(TABLES))
    found = read_tables(folder, manifest, also=also)
    check_unchanged(folder, manifest)
    return found


def read_tables(
    folder: Path, manifest: Mapping[str, Any], *, also: tuple[str, ...] = ()
) -> AuditedRun:
    """Read the tables of a run, whatever its manifest says of them.

    Parameters
    ----------
    folder : Path
    manifest : mapping
        With ``versions_of_the_text``.
    also : tuple of str
        See `read_run`.

    Raises
    ------
    InputError
        If a table is missing.
    FormatError
        If it can't be read or lacks a column.
    """
    wanted = {**TABLES, "links": (*TABLES["links"], *also)}
    tables = {
        name: read_rows(folder / f"{name}.parquet", columns) for name, columns in wanted.items()
    }
    return AuditedRun(folder, manifest, tables)


def differences(folder: Path, inputs: Path | None = None) -> tuple[Difference, ...]:
    """Compare a run folder, its inputs and this installation with the run's manifest.

    Parameters
    ----------
    folder : Path
    inputs : Path, optional
        Folder in which the inputs are looked for, at any depth, by name. Without it they aren't
        compared.

    Returns
    -------
    tuple of Difference
        None where everything is as it was: the same command gives the same tables again.
    """
    manifest = read_manifest(folder)
    found: list[Difference] = []
    for entry in manifest["outputs"]:
        path = folder / entry["name"]
        own = sha256_of(path) if path.is_file() else ""
        if own != entry["sha256"]:
            found.append(Difference("output", entry["name"], entry["sha256"], own))
    check_unchanged(folder, manifest)
    files = [p for p in sorted(inputs.rglob("*")) if p.is_file()] if inputs else []
    for entry in manifest["inputs"] if inputs else []:
        sums = [sha256_of(path) for path in files if path.name == entry["name"]]
        if entry["sha256"] not in sums:
            found.append(Difference("input", entry["name"], entry["sha256"], (sums or [""])[0]))
    here = versions()
    for name, expected in manifest["software"].items():
        if here.get(name, "") != expected:
            found.append(Difference("version", name, str(expected), here.get(name, "")))
    return tuple(found)
