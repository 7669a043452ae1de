"""What the engine said when a sample was drawn: what people say of it later must not change that.

A run that knows the coders' answers is right about the sample and no better elsewhere; estimates
that compare both would take its remaining errors for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tracer.audit.items import Item
from tracer.cells import Columns
from tracer.errors import InputError
from tracer.output import write_parquet
from tracer.run_files import read_rows

NAME = "motor.parquet"
COLUMNS: Columns = {"id": str, "code": str, "score": float}


def freeze(items: Sequence[Item], folder: Path) -> None:
    """Write what the engine says of every unit beside the plan.

    Raises
    ------
    OutputError
        If it can't be written.
    """
    rows = [{"id": item.id, "code": item.code, "score": item.score} for item in items]
    write_parquet(rows, folder / NAME, COLUMNS)


def frozen(items: Sequence[Item], folder: Path) -> tuple[Item, ...]:
    """Give units with what the engine said of them when the sample was drawn.

    Raises
    ------
    InputError
        If that isn't there, or is of other units.
    FormatError
        If it can't be read.
    """
    said = {row["id"]: row for row in read_rows(folder / NAME, tuple(COLUMNS))}
    if said.keys() != {item.id for item in items}:
        raise InputError(
            "{path} es de otras unidades que las de la corrida; haz el plan otra vez con tracer "
            "audit --plan",
            path=folder / NAME,
        )
    return tuple(
        replace(item, code=said[item.id]["code"], score=said[item.id]["score"]) for item in items
    )
