"""Versions of a text aligned once: a run with another corpus finds their lineage on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tracer.encode import Encoding
from tracer.kept.keys import stage_key
from tracer.match import Encode
from tracer.records import ForceChange, Lineage, Stage, Unit, unwatched
from tracer.stages import Align, lineage_of
from tracer.store import Store


def keeping_lineage(encoding: Encoding, store: Store) -> Align:
    """Give what aligns as `tracer.stages.lineage_of`, and keeps in `store` what it finds.

    Parameters
    ----------
    encoding : Encoding
        What the result is to be used with: its identity is part of what lineages are kept under.
    store : Store
    """

    def align(
        old: Sequence[Unit], new: Sequence[Unit], *, encode: Encode, stage: Stage = unwatched
    ) -> tuple[Lineage, ...]:
        key = stage_key("lineage", (encoding.encoder.identity, *old, "then", *new))
        if (content := store.find(key)) is not None:
            return tuple(_lineage(row) for row in json.loads(bytes(content)))
        found = lineage_of(old, new, encode=encode, stage=stage)
        store.put(key, json.dumps([asdict(pair) for pair in found]).encode())
        return found

    return align


def _lineage(row: Mapping[str, Any]) -> Lineage:
    force = tuple(ForceChange(**_with_tuples(change)) for change in row["force"])
    return Lineage(**{**_with_tuples(row), "force": force})


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has lists only, records tuples only."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
