"""The files of a run folder: its manifest and its Parquet tables, checked as they are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracer.errors import FormatError, InputError
from tracer.manifest import sha256_of


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Read the manifest of a run.

    Raises
    ------
    InputError
        If `folder` is no run folder.
    FormatError
        If its manifest can't be read.
    """
    path = folder / "manifest.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        listed = [*found["outputs"], *found["inputs"]]
        if not found["versions_of_the_text"] or not found["software"].items():
            raise ValueError("versions_of_the_text, software")
        if not all(isinstance(entry[key], str) for entry in listed for key in ("name", "sha256")):
            raise ValueError("outputs, inputs")
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            f"{folder} no es una corrida: falta manifest.json; haz una con tracer run"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{path} está dañado ({error!r}); repite la corrida") from error
    return dict(found)


def population_of(manifest: Mapping[str, Any]) -> str:
    """Give a checksum of what a sample is drawn from: contributions and units, not answers.

    The same for runs over the same inputs, whatever the engine or people say of their links.
    """
    digest = hashlib.sha256(f"{manifest['settings']['level']}\n".encode())
    for name in ("contributions.parquet", "provisions.parquet"):
        own = [entry["sha256"] for entry in manifest["outputs"] if entry["name"] == name]
        digest.update(f"{name} {' '.join(own)}\n".encode())
    return digest.hexdigest()


def check_tables(folder: Path, manifest: Mapping[str, Any], names: Sequence[str]) -> None:
    """Hold the tables of a run against its manifest.

    Raises
    ------
    FormatError
        If a table isn't the one that the run wrote; one that is missing is left to its reader.
    """
    written = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    for name in names:
        path = folder / f"{name}.parquet"
        if path.is_file() and sha256_of(path) != written.get(path.name):
            raise FormatError(
                f"{path} ya no es la tabla que escribió la corrida; compárala con su ficha "
                f"(tracer audit verify {folder}) o repite la corrida"
            )


@contextmanager
def fitting(folder: Path) -> Iterator[None]:
    """Say of tables that can be read, but not put together, that they are no longer a run's.

    Checksums find what a disk or a program spoiled; this is for tables that were changed together
    with their checksums: an empty cell where none can be, a link to a text that isn't there.

    Raises
    ------
    FormatError
        In the place of whatever comes of it.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise FormatError(
            f"las tablas de {folder} no casan entre sí ({error!r:.200}); alguien las cambió: "
            "repite la corrida"
        ) from error


def read_rows(path: Path, columns: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """Read some columns of a Parquet table, as rows.

    Raises
    ------
    InputError
        If it is missing.
    FormatError
        If it can't be read or lacks a column.
    """
    return list(_table(path, columns).to_pylist())


def read_columns(path: Path, columns: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """Read some columns of a Parquet table, each for itself: of a large one that is faster.

    Raises
    ------
    InputError, FormatError
        As `read_rows`.
    """
    return dict(_table(path, columns).to_pydict())


def _table(path: Path, columns: Sequence[str]) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            lacking = [name for name in columns if name not in table.schema_arrow.names]
            if lacking:
                raise FormatError(
                    f"{path} es de otra versión de tracer (falta {', '.join(lacking)}); repite la "
                    "corrida"
                )
            return table.read(columns=list(columns))
    except FileNotFoundError:
        raise InputError(f"falta {path}; repite la corrida") from None
    except (OSError, pa.ArrowException) as error:
        raise FormatError(f"{path} está dañado; repite la corrida") from error
