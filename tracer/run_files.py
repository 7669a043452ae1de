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
from tracer.staging import MANIFEST, is_moving, settle, why_missing


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Read the manifest of a run.

    What an order that was killed left half moved is moved to its place first.

    Raises
    ------
    InputError
        If `folder` is no run folder, or its run didn't get to its end.
    FormatError
        If its manifest can't be read.
    """
    settle(folder)
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        listed = [*found["outputs"], *found["inputs"]]
        if not found["versions_of_the_text"] or not found["software"].items():
            raise ValueError("versions_of_the_text, software")
        if not all(isinstance(entry[key], str) for entry in listed for key in ("name", "sha256")):
            raise ValueError("outputs, inputs")
    except (FileNotFoundError, NotADirectoryError):
        why = why_missing(folder)
        raise InputError(why.template, **why.figures) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(
            "{path} está dañado ({error!r}); repite la corrida", path=path, error=error
        ) from error
    return dict(found)


def check_unchanged(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make sure that what was read since `manifest` is all of its run.

    Raises
    ------
    InputError
        If another run has taken the place of it, or is just doing so.
    """
    if is_moving(folder) or read_manifest(folder) != manifest:
        raise InputError(
            "la corrida de {folder} cambió mientras se leía; repite la orden", folder=folder
        )


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
                "{path} ya no es la tabla que escribió la corrida; compárala con su ficha (tracer "
                "audit verify {folder}) o repite la corrida",
                path=path, folder=folder,
            )  # fmt: skip


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
            "las tablas de {folder} no casan entre sí ({error!r:.200}); alguien las cambió: "
            "repite la corrida",
            folder=folder, error=error,
        ) from error  # fmt: skip


def read_rows(path: Path, columns: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """Read some columns of a Parquet table, as rows.

    Raises
    ------
    InputError
        If it is missing.
    FormatError
        If it can't be read or lacks a column.
    """
    found = columns_of(_table(path, columns))
    return [dict(zip(found, values, strict=True)) for values in zip(*found.values(), strict=True)]


def read_columns(path: Path, columns: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """Read some columns of a Parquet table, each for itself: of a large one that is faster.

    Raises
    ------
    InputError, FormatError
        As `read_rows`.
    """
    return columns_of(_table(path, columns))


def columns_of(table: Any) -> dict[str, list[Any]]:
    """Give a `pyarrow.Table` as lists in which equal texts are one object.

    A version's name stands in each of a million links; as so many strings it takes 60 MB.
    """
    import pyarrow as pa

    found = {}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_string(column.type):
            coded = column.dictionary_encode().unify_dictionaries()
            texts = coded.chunk(0).dictionary.to_pylist() if coded.num_chunks else []
            places = (at for chunk in coded.chunks for at in chunk.indices.to_pylist())
            found[name] = [None if at is None else texts[at] for at in places]
        else:
            found[name] = column.to_pylist()
    return found


def give_back() -> None:
    """Give memory of tables that are gone back to the system: Arrow keeps 200 MB of a large run."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _table(path: Path, columns: Sequence[str]) -> Any:
    with parquet_file(path, columns) as table:
        return table.read(columns=list(columns))


@contextmanager
def parquet_file(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Open a Parquet table that has these columns.

    Raises
    ------
    InputError, FormatError
        As `read_rows`; while it is read too.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            lacking = [name for name in columns if name not in table.schema_arrow.names]
            if lacking:
                raise FormatError(
                    "{path} es de otra versión de tracer (falta {columns}); repite la corrida",
                    path=path, columns=", ".join(lacking),
                )  # fmt: skip
            yield table
    except FileNotFoundError:
        raise InputError("falta {path}; repite la corrida", path=path) from None
    except (OSError, pa.ArrowException) as error:
        raise FormatError("{path} está dañado; repite la corrida", path=path) from error
