"""Links as bytes, for the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from tracer.records import Link, Span

PLAIN = (
    "contribution_id", "citation", "article", "strength", "evidence_contribution",
    "evidence_provision", "rank", "score", "confidence",
)  # fmt: skip
ENDS = ("start", "end")
SPANS = ("contribution_span", "provision_span")


def packed_links(links: Sequence[Link]) -> bytes:
    """Put links into bytes: Parquet, every figure exact."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, list[object]] = {
        name: [getattr(link, name) for link in links] for name in PLAIN
    }
    for name in SPANS:
        spans = [getattr(link, name) for link in links]
        columns |= {f"{name}_{end}": [getattr(span, end) for span in spans] for end in ENDS}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd")
    content = bytes(sink.getvalue())
    pa.default_memory_pool().release_unused()  # it would keep what the largest stretch took
    return content


def links_in(content: memoryview) -> list[Link]:
    """Links that `packed_links` put into bytes, in their order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(pa.py_buffer(content)))
    found = {name: table[name].to_pylist() for name in table.column_names}
    spans = {name: list(map(Span, *(found[f"{name}_{end}"] for end in ENDS))) for name in SPANS}
    columns = {**{name: found[name] for name in PLAIN}, **spans}
    # By position: sooner than by name, and a run reads millions of them.
    return list(map(Link, *(columns[field.name] for field in fields(Link)[: len(columns)])))
