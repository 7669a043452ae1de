"""The memory of earlier deliveries as one file, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tracer.errors import FormatError, InputError, Phrase
from tracer.files import reason, replacing
from tracer.records import Theme
from tracer.themes.growth.memory import Example, Memory, Seen

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "memory.parquet"
KEY = b"tracer.memory"
FORMAT = 1


def write_memory(memory: Memory, path: Path) -> None:
    """Write `memory` as Parquet: a row for each contribution, the rest in the file's metadata.

    Raises
    ------
    OutputError
        If the disk refuses.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    at = {example.id: row for row, example in enumerate(memory.examples)}
    ids = list(memory.seen)
    own = [memory.seen[key] for key in ids]
    table = pa.table(
        {
            "contribution_id": pa.array(ids, pa.string()),
            "digest": pa.array([one.digest for one in own], pa.string()),
            "weight": pa.array([one.weight for one in own], pa.float64()),
            "themes": pa.array([[t for t, _ in one.themes] for one in own], pa.list_(pa.string())),
            "strengths": pa.array(
                [[s for _, s in one.themes] for one in own], pa.list_(pa.float64())
            ),
            "campaign": pa.array([one.campaign for one in own], pa.string()),
            "text": pa.array(
                [memory.examples[at[key]].text if key in at else None for key in ids], pa.string()
            ),
            "vector": pa.array(
                [memory.rows[at[key]].tobytes() if key in at else None for key in ids], pa.binary()
            ),
        }
    )
    head = {
        "format": FORMAT,
        "encoder": memory.encoder,
        "dimensions": int(memory.rows.shape[1]),
        "themes": [asdict(theme) for theme in memory.themes],
        "centres": {name: centre.tolist() for name, centre in memory.centres.items()},
    }
    table = table.replace_schema_metadata({KEY: json.dumps(head, ensure_ascii=False).encode()})
    with replacing(path) as stream:
        pq.write_table(table, stream, compression="zstd")


def read_memory(folder: Path) -> Memory:
    """Read what `write_memory` left in `folder`.

    Raises
    ------
    InputError
        If there is none.
    FormatError
        If it is damaged or of another version of tracer.
    """
    import pyarrow.parquet as pq

    path = folder / NAME
    try:
        table = pq.read_table(path)
        head = json.loads((table.schema.metadata or {})[KEY])
        if head["format"] != FORMAT:
            raise FormatError(
                "{path} es de otra versión de tracer (formato {version}, se esperaba {expected}); "
                "vuelve a agrupar la primera entrega con tracer themes",
                path=path, version=head["format"], expected=FORMAT,
            )  # fmt: skip
        return _memory(table, head)
    except FileNotFoundError:
        raise InputError(
            "no existe {path}; --since espera una carpeta hecha por tracer themes", path=path
        ) from None
    except OSError as error:
        # pyarrow reports a damaged file as an OSError without a number.
        damaged = Phrase("está dañado; usa la carpeta de otra entrega")
        why = reason(error) if error.errno else damaged
        raise FormatError("no se puede leer {path}: {why}", path=path, why=why) from None
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(
            "{path} está dañado; usa la carpeta de otra entrega", path=path
        ) from error


def _memory(table: pa.Table, head: dict[str, Any]) -> Memory:
    column = {name: table.column(name).to_pylist() for name in table.column_names}
    ids = column["contribution_id"]
    themes = [
        tuple(zip(*pair, strict=True))
        for pair in zip(column["themes"], column["strengths"], strict=True)
    ]
    rest = (column["digest"], column["weight"], themes, column["campaign"])
    seen = dict(zip(ids, map(Seen, *rest), strict=True))
    kept = [row for row, text in enumerate(column["text"]) if text is not None]
    examples = [
        Example(ids[row], column["text"][row], themes[row][0][0] if themes[row] else "")
        for row in kept
    ]
    vectors = [np.frombuffer(column["vector"][row], dtype=np.int16) for row in kept]
    order = sorted(range(len(kept)), key=lambda k: (examples[k].theme, examples[k].id))
    rows = np.array([vectors[k] for k in order], np.int16).reshape(len(kept), head["dimensions"])
    return Memory(
        encoder=head["encoder"],
        themes=tuple(_theme(values) for values in head["themes"]),
        seen=seen,
        examples=tuple(examples[k] for k in order),
        rows=rows,
        centres={name: np.array(values) for name, values in head["centres"].items()},
    )


def _theme(values: dict[str, Any]) -> Theme:
    lists = {name: tuple(values[name]) for name in ("terms", "representatives")}
    return Theme(**(values | lists))
