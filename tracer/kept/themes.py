"""Themes of a corpus, sought once: the next run with the same contributions finds them on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from itertools import chain
from typing import Any

from tracer.encode import Encoding
from tracer.kept.keys import stage_key
from tracer.records import Contribution, Member, Stage, Theme, unwatched
from tracer.stages import themes_of
from tracer.store import Store
from tracer.themes.guidance import NO_CORRECTIONS, Amendments, Guide

THEMES = b"themes"
"""Key of the themes in the file's metadata; its rows are the members."""
Found = tuple[tuple[Theme, ...], tuple[Member, ...]]


def kept_themes(
    contributions: Sequence[Contribution],
    *,
    encode: Encoding,
    store: Store,
    seed: int,
    guide: Guide = NO_CORRECTIONS,
    amendments: Amendments | None = None,
    stage: Stage = unwatched,
) -> Found:
    """Themes as `tracer.stages.themes_of` gives them, taken from `store` where it holds them.

    A new draft, another threshold or a decision on a link leaves themes as they are; only other
    contributions, another encoder, seed, correction or version of the engine has them sought again.

    Parameters
    ----------
    contributions : sequence of Contribution
        With different ids.
    encode : Encoding
        Its workers look for neighbours and make the partitions.
    store : Store
    seed, guide, amendments, stage
        As `themes_of` takes them.

    Raises
    ------
    TracerError
        If a correction refers to what isn't there, or the disk refuses.
    """
    desk = amendments.guide if amendments else NO_CORRECTIONS
    told_by = (encode.encoder.identity, seed, guide, desk)
    key = stage_key("themes", chain(told_by, contributions))
    if (content := store.find(key)) is not None:
        return _unpacked(content)
    unfit: list[str] = []
    told = Amendments(desk, unfit.append) if amendments else None
    found = themes_of(
        contributions, encode=encode, seed=seed, guide=guide, amendments=told, stage=stage,
        workers=encode.workers,
    )  # fmt: skip
    if amendments and unfit:
        # What is told on the way isn't kept, and would be missing the next time.
        for why in unfit:
            amendments.unfit(why)
        return found
    store.put(key, _packed(*found))
    return found


def _packed(themes: Sequence[Theme], members: Sequence[Member]) -> bytes:
    """Put both into bytes: Parquet, every figure exact."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [field.name for field in fields(Member)]
    table = pa.table({name: [getattr(member, name) for member in members] for name in names})
    told = json.dumps([asdict(theme) for theme in themes])
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({THEMES: told}), sink, compression="zstd")
    content = bytes(sink.getvalue())
    pa.default_memory_pool().release_unused()
    return content


def _unpacked(content: memoryview) -> Found:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(pa.py_buffer(content)))
    rows = zip(*(table[field.name].to_pylist() for field in fields(Member)), strict=True)
    members = tuple(Member(*row) for row in rows)
    return tuple(_theme(row) for row in json.loads(table.schema.metadata[THEMES])), members


def _theme(row: Mapping[str, Any]) -> Theme:
    lists = {name: tuple(row[name]) for name in ("terms", "representatives")}
    return Theme(**{**row, **lists})
